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

FileHandle Open(std::wstring_view path, DWORD disposition) {
  const HANDLE file =
      CreateFileW(ExtendedPath(path).c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ,
                  nullptr, disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
  return FileHandle(file == INVALID_HANDLE_VALUE ? nullptr : file);
}

std::uint64_t LengthOf(HANDLE file) {
  LARGE_INTEGER length{};
  if (!GetFileSizeEx(file, &length)) throw Error(HRESULT_FROM_WIN32(GetLastError()));
  return static_cast<std::uint64_t>(length.QuadPart);
}

DiscState ReadState(HANDLE file, std::wstring_view path, const DiscRequest& request) {
  const std::uint64_t length = LengthOf(file);
  if (length < kLabelSize) Throw(ERROR_FILE_CORRUPT, path, L"is too short to be a virtual disc");
  Label label{};
  ReadAt(file, length - kLabelSize, label);
  const std::optional<DiscState> state = FromLabel(label);
  if (!state || std::uint64_t{state->sectors} * kSectorSize + kLabelSize != length) {
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

}  // namespace

std::unique_ptr<Disc> OpenDiscFile(std::wstring_view path, const DiscRequest& request) {
  // CREATE_NEW first, so that whatever exists is only ever opened, also when somebody else makes it
  // in between.
  if (FileHandle made = Open(path, CREATE_NEW)) {
    DiscState blank;
    blank.kind = request.kind.value_or(MediaKind::kDvdPlusRw);
    blank.sectors = request.sectors.value_or(MediaOf(blank.kind).sectors);
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
  const DWORD code = GetLastError();
  Throw(code, path,
        code == ERROR_SHARING_VIOLATION ? L"is in use: another drive or program holds this disc"
                                        : L"can't be opened");
}

}  // namespace virtual_drive
