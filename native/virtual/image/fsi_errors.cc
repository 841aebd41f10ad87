#include "virtual/image/fsi_errors.h"

#include <cstdio>

#include "contract/imapi_hresults.h"
#include "virtual/image/utf16.h"

namespace virtual_drive::fsi_errors {
namespace {

// Only for texts known to be ASCII.
std::wstring Widen(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

std::wstring Quoted(std::u16string_view text) { return L"'" + ToWide(text) + L"'"; }

std::wstring Hex(HRESULT code) {
  wchar_t text[11] = {};
  std::swprintf(text, std::size(text), L"0x%08lX", static_cast<unsigned long>(code));
  return text;
}

}  // namespace

Error InvalidParameter(std::wstring_view name, std::wstring_view why) {
  std::wstring text = L"The value specified for parameter " + std::wstring(name) + L" is not valid";
  if (!why.empty()) text += L": " + std::wstring(why);
  return Error(hresult::IMAPI_E_INVALID_PARAM, text + L".");
}

Error ReadOnly() {
  return Error(hresult::IMAPI_E_READONLY,
               L"The file system image can't be changed while a result image made of it, or the "
               L"stream of one, is in "
               L"use.");
}

Error InvalidPath(std::u16string_view path, std::string_view why) {
  return Error(hresult::IMAPI_E_INVALID_PATH,
               L"The path " + Quoted(path) + L" " + Widen(why) + L".");
}

Error NameTaken(std::u16string_view path) {
  return Error(hresult::IMAPI_E_DUP_NAME,
               L"The name " + Quoted(path) + L" is in the file system image already.");
}

Error ItemNotFound(std::u16string_view path) {
  return Error(hresult::IMAPI_E_ITEM_NOT_FOUND,
               L"There is no item " + Quoted(path) + L" in the file system image.");
}

Error DirectoryNotFound(std::u16string_view path) {
  return Error(hresult::IMAPI_E_DIR_NOT_FOUND,
               L"There is no directory " + Quoted(path) + L" in the file system image.");
}

Error NotADirectory(std::u16string_view path) {
  return Error(hresult::IMAPI_E_NOT_DIR, L"The item " + Quoted(path) + L" is not a directory.");
}

Error DirectoryNotEmpty(std::u16string_view path) {
  return Error(hresult::IMAPI_E_DIR_NOT_EMPTY,
               L"The directory " + Quoted(path) + L" is not empty.");
}

Error NotInFileSystem(std::u16string_view name) {
  return Error(hresult::IMAPI_E_NOT_IN_FILE_SYSTEM,
               L"The item " + Quoted(name) + L" has not been added to the file system image.");
}

Error ImageSizeLimit(std::u16string_view path, std::uint64_t needed_blocks,
                     std::uint64_t limit_blocks) {
  return Error(hresult::IMAPI_E_IMAGE_SIZE_LIMIT,
               L"Adding " + Quoted(path) + L" would make the image " +
                   std::to_wstring(needed_blocks) + L" blocks long; FreeMediaBlocks allows " +
                   std::to_wstring(limit_blocks) + L".");
}

Error ImageTooBig(std::uint64_t needed_blocks, std::uint64_t limit_blocks) {
  return Error(hresult::IMAPI_E_IMAGE_TOO_BIG,
               L"The image needs " + std::to_wstring(needed_blocks) +
                   L" blocks, which is more than the " + std::to_wstring(limit_blocks) +
                   L" that it may have.");
}

Error StreamInconsistency(std::u16string_view path, std::uint64_t expected, std::uint64_t found) {
  return Error(hresult::IMAPI_E_DATA_STREAM_INCONSISTENCY,
               L"The data stream of " + Quoted(path) +
                   L" is not what it was when it was added: expected " + std::to_wstring(expected) +
                   L" bytes, found " + std::to_wstring(found) + L".");
}

Error StreamReadFailure(std::u16string_view path, HRESULT cause) {
  return Error(hresult::IMAPI_E_DATA_STREAM_READ_FAILURE,
               L"The data stream of " + Quoted(path) + L" can't be read (" + Hex(cause) + L").");
}

Error StreamCreateFailure(std::u16string_view path, HRESULT cause) {
  return Error(hresult::IMAPI_E_DATA_STREAM_CREATE_FAILURE,
               L"The file " + Quoted(path) + L" can't be opened (" + Hex(cause) + L").");
}

Error DirectoryReadFailure(std::u16string_view path, HRESULT cause) {
  return Error(hresult::IMAPI_E_DIRECTORY_READ_FAILURE,
               L"The directory " + Quoted(path) + L" can't be listed (" + Hex(cause) + L").");
}

Error DiscMismatch() {
  return Error(hresult::IMAPI_E_DISC_MISMATCH,
               L"The disc in the drive is not the one that was imported.");
}

Error FromSessionError(const udf::SessionError& error) {
  switch (error.kind()) {
    case udf::SessionErrorKind::kNotEnoughRoom:
      return ImageTooBig(error.needed_blocks(), error.free_blocks());
    case udf::SessionErrorKind::kNotAppendable:
      return Error(hresult::IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION, Widen(error.what()));
    case udf::SessionErrorKind::kBadOption:
      break;
  }
  return Error(hresult::IMAPI_E_INVALID_PARAM, Widen(error.what()));
}

Error FromLimitError(const iso::LimitError& error) {
  const std::wstring text = Quoted(error.path()) + L": " + Widen(error.what());
  switch (error.kind()) {
    case iso::LimitKind::kTooDeep:
      return Error(hresult::IMAPI_E_ISO9660_LEVELS, text);
    case iso::LimitKind::kTooManyFolders:
      return Error(hresult::IMAPI_E_TOO_MANY_DIRS, text);
    case iso::LimitKind::kFileTooBig:
      return Error(hresult::IMAPI_E_DATA_TOO_BIG, text);
    case iso::LimitKind::kNotEnoughRoom:
      return ImageTooBig(error.needed_blocks(), error.free_blocks());
    case iso::LimitKind::kBadContent:
      break;
  }
  return Error(hresult::IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION, text);
}

}  // namespace virtual_drive::fsi_errors
