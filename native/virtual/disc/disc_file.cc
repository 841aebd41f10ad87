#include "virtual/disc/disc_file.h"

#include <array>
#include <string>
#include <utility>

#include "virtual/com/error.h"
#include "virtual/disc/file_store.h"

namespace virtual_drive {
namespace {

[[noreturn]] void Throw(DWORD code, std::wstring_view path, std::wstring_view what) {
  throw Error(HRESULT_FROM_WIN32(code),
              L"'" + std::wstring(path) + L"' " + std::wstring(what) + L".");
}

FileHandle Open(std::wstring_view path, DWORD disposition,
                DWORD access = GENERIC_READ | GENERIC_WRITE) {
  const HANDLE file = CreateFileW(ExtendedPath(path).c_str(), access, FILE_SHARE_READ, nullptr,
                                  disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
  return FileHandle(file == INVALID_HANDLE_VALUE ? nullptr : file);
}

std::uint64_t LengthOf(HANDLE file) {
  LARGE_INTEGER length{};
  if (!GetFileSizeEx(file, &length)) throw Error(HRESULT_FROM_WIN32(GetLastError()));
  return static_cast<std::uint64_t>(length.QuadPart);
}

std::optional<DiscState> ReadLabel(HANDLE file, std::uint64_t length) {
  for (const std::size_t size : {kShortLabelSize, kLongLabelSize}) {
    if (length < size) break;
    Label label(size);
    ReadAt(file, length - size, label);
    const std::optional<DiscState> state = FromLabel(label);
    if (state && std::uint64_t{state->sectors} * kSectorSize + size == length) return state;
  }
  return std::nullopt;
}

DiscState ReadState(HANDLE file, std::wstring_view path, const DiscRequest& request) {
  const std::uint64_t length = LengthOf(file);
  if (length < kShortLabelSize) {
    Throw(ERROR_FILE_CORRUPT, path, L"is too short to be a virtual disc");
  }
  const std::optional<DiscState> state = ReadLabel(file, length);
  if (!state) {
    Throw(ERROR_FILE_CORRUPT, path, L"is no virtual disc: it has not the label of one");
  }
  if (request.kind && *request.kind != state->kind) {
    Throw(ERROR_FILE_CORRUPT, path, L"is a virtual disc of another medium than the one asked for");
  }
  if (request.sectors && *request.sectors != state->sectors) {
    Throw(ERROR_FILE_CORRUPT, path,
          L"is a virtual disc of another capacity than the one asked for");
  }
  return *state;
}

[[noreturn]] void ThrowNotOpened(DWORD code, std::wstring_view path) {
  Throw(code, path,
        code == ERROR_SHARING_VIOLATION ? L"is in use: another drive or program holds this disc"
                                        : L"can't be opened");
}

// A pressed disc is a plain image file, without a label: nothing ever writes to it.
std::unique_ptr<Disc> OpenPressed(std::wstring_view path, const DiscRequest& request) {
  FileHandle file = Open(path, OPEN_EXISTING, GENERIC_READ);
  if (!file) {
    const DWORD code = GetLastError();
    if (code != ERROR_FILE_NOT_FOUND && code != ERROR_PATH_NOT_FOUND) ThrowNotOpened(code, path);
    Throw(code, path, L"doesn't exist, and a pressed disc can't be made blank: name an image file");
  }
  const std::uint64_t length = LengthOf(file.get());
  const std::uint64_t sectors = length / kSectorSize;
  if (ReadLabel(file.get(), length)) {
    Throw(ERROR_FILE_CORRUPT, path, L"is a virtual disc of another medium than the one asked for");
  }
  if (sectors == 0 || length % kSectorSize != 0 || sectors > 0x7FFFFFFF) {
    Throw(ERROR_FILE_CORRUPT, path, L"is no disc image: it does not consist of whole sectors");
  }
  DiscState state;
  state.kind = *request.kind;
  state.sectors = static_cast<std::uint32_t>(sectors);
  state.formatted = true;
  if (request.sectors && *request.sectors != state.sectors) {
    Throw(ERROR_FILE_CORRUPT, path, L"is a disc image of another size than the one asked for");
  }
  auto store = std::make_unique<FileStore>(std::move(file), state.sectors);
  return std::make_unique<Disc>(std::move(state), std::move(store));
}

}  // namespace

std::unique_ptr<Disc> OpenDiscFile(std::wstring_view path, const DiscRequest& request) {
  if (request.kind && MediaOf(*request.kind).read_only()) return OpenPressed(path, request);
  // CREATE_NEW first, so that whatever exists is only ever opened, also when somebody else makes it
  // in between.
  if (FileHandle made = Open(path, CREATE_NEW)) {
    DiscState blank;
    blank.kind = request.kind.value_or(MediaKind::kDvdPlusRw);
    blank.sectors = request.sectors.value_or(MediaOf(blank.kind).sectors);
    blank.formatted = MediaOf(blank.kind).formatted_when_new;
    auto store = std::make_unique<FileStore>(std::move(made), blank.sectors);
    try {
      store->Save(blank);
    } catch (...) {
      // Half a disc would be refused from now on, as if it were somebody else's file.
      store.reset();
      DeleteFileW(ExtendedPath(path).c_str());
      throw;
    }
    return std::make_unique<Disc>(std::move(blank), std::move(store));
  }
  if (GetLastError() == ERROR_FILE_EXISTS) {
    if (FileHandle existing = Open(path, OPEN_EXISTING)) {
      DiscState state = ReadState(existing.get(), path, request);
      auto store = std::make_unique<FileStore>(std::move(existing), state.sectors);
      return std::make_unique<Disc>(std::move(state), std::move(store));
    }
  }
  ThrowNotOpened(GetLastError(), path);
}

}  // namespace virtual_drive
