#include "virtual/image/source_tree.h"

#include <windows.h>

#include <utility>
#include <vector>

#include "virtual/image/date_time.h"
#include "virtual/image/file_source.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/source_streams.h"
#include "virtual/image/utf16.h"

namespace virtual_drive {
namespace {

// Owns a search handle; walks over the entries of one directory.
class Search {
 public:
  explicit Search(const std::wstring& directory)
      : directory_(directory),
        handle_(FindFirstFileExW((directory + L"\\*").c_str(), FindExInfoBasic, &entry_,
                                 FindExSearchNameMatch, nullptr, FIND_FIRST_EX_LARGE_FETCH)),
        more_(handle_ != INVALID_HANDLE_VALUE) {
    if (!more_ && GetLastError() != ERROR_FILE_NOT_FOUND) ThrowLastError();
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() {
    if (handle_ != INVALID_HANDLE_VALUE) FindClose(handle_);
  }

  // Null at the end. Valid until the next call.
  const WIN32_FIND_DATAW* Next() {
    while (more_) {
      if (!std::exchange(first_, false) && !FindNextFileW(handle_, &entry_)) {
        more_ = false;
        if (GetLastError() != ERROR_NO_MORE_FILES) ThrowLastError();
        break;
      }
      const std::wstring_view name = entry_.cFileName;
      if (name != L"." && name != L"..") return &entry_;
    }
    return nullptr;
  }

 private:
  [[noreturn]] void ThrowLastError() const {
    throw fsi_errors::DirectoryReadFailure(FromWide(directory_),
                                           HRESULT_FROM_WIN32(GetLastError()));
  }

  const std::wstring& directory_;
  WIN32_FIND_DATAW entry_;
  HANDLE handle_;
  bool more_;
  bool first_ = true;
};

struct Pending {
  std::shared_ptr<tree::Directory> directory;
  std::wstring path;
};

void AddTo(tree::Directory& directory, std::shared_ptr<tree::Node> node, const std::wstring& path) {
  try {
    directory.Add(std::move(node));
  } catch (const tree::TreeError& error) {
    // A directory that tells names apart by case may hold two that the image can't.
    if (error.kind() == tree::TreeErrorKind::kNameTaken)
      throw fsi_errors::NameTaken(FromWide(path));
    throw fsi_errors::InvalidPath(FromWide(path), "has a name that the image can't have");
  }
}

void Describe(tree::Node& node, const WIN32_FIND_DATAW& entry) {
  node.set_times({FromFileTime(entry.ftCreationTime), FromFileTime(entry.ftLastAccessTime),
                  FromFileTime(entry.ftLastWriteTime)});
  node.set_hidden((entry.dwFileAttributes & FILE_ATTRIBUTE_HIDDEN) != 0);
}

// They have the times of their file.
void AddStreams(const std::shared_ptr<Session>& session, const std::wstring& path,
                tree::File& file) {
  StreamSearch search(path);
  for (auto name = search.Next(); !name.empty(); name = search.Next()) {
    std::wstring source = path + L':' + std::wstring(name);
    tree::Content content = tree::New{std::make_shared<FileSource>(session, source)};
    auto stream = std::make_shared<tree::File>(FromWide(name), std::move(content));
    stream->set_times(file.times());
    if (!file.streams()) file.set_streams(tree::Directory::OfStreams());
    AddTo(*file.streams(), std::move(stream), source);
  }
}

}  // namespace

std::wstring LongPath(std::wstring_view path) {
  const std::wstring terminated(path);
  const DWORD size =
      terminated.empty() ? 0 : GetFullPathNameW(terminated.c_str(), 0, nullptr, nullptr);
  std::wstring full(size, L'\0');
  const DWORD length =
      size == 0 ? 0 : GetFullPathNameW(terminated.c_str(), size, full.data(), nullptr);
  if (length == 0 || length >= size) throw fsi_errors::InvalidPath(FromWide(path), "is no path");
  full.resize(length);
  while (full.size() > 3 && full.back() == L'\\') full.pop_back();
  if (full.starts_with(L"\\\\?\\") || full.starts_with(L"\\\\.\\")) return full;
  if (full.starts_with(L"\\\\")) return L"\\\\?\\UNC" + full.substr(1);
  return L"\\\\?\\" + full;
}

std::shared_ptr<tree::Directory> ReadSourceTree(const std::shared_ptr<Session>& session,
                                                const std::wstring& directory, bool with_streams,
                                                const std::function<void(const tree::File&)>& met) {
  auto root = std::make_shared<tree::Directory>();
  std::vector<Pending> pending{{root, directory}};
  while (!pending.empty()) {
    const Pending at = std::move(pending.back());
    pending.pop_back();
    Search search(at.path);
    while (const WIN32_FIND_DATAW* entry = search.Next()) {
      std::wstring path = at.path + L'\\' + entry->cFileName;
      const bool is_directory = (entry->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
      const bool is_link = (entry->dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
      if (is_directory && is_link) continue;
      std::u16string name = FromWide(entry->cFileName);
      std::shared_ptr<tree::Node> node;
      if (is_directory) {
        auto below = std::make_shared<tree::Directory>(std::move(name));
        pending.push_back({below, path});
        node = std::move(below);
      } else {
        tree::Content content = tree::New{std::make_shared<FileSource>(session, path)};
        node = std::make_shared<tree::File>(std::move(name), std::move(content));
      }
      Describe(*node, *entry);
      if (with_streams && !is_directory) AddStreams(session, path, static_cast<tree::File&>(*node));
      AddTo(*at.directory, node, path);
      if (!is_directory) met(static_cast<const tree::File&>(*node));
    }
  }
  return root;
}

}  // namespace virtual_drive
