#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "virtual/com/error.h"
#include "virtual/iso/errors.h"
#include "virtual/tree/name.h"
#include "virtual/tree/node.h"
#include "virtual/udf/errors.h"

// IMAPI2FS's failures with their texts filled in, which travel as IErrorInfo (docs/imapi2.md, Error
// texts). Codes and meanings: native/contract/imapi_hresults.h; the wording is ours.
namespace virtual_drive::fsi_errors {

Error InvalidParameter(std::wstring_view name, std::wstring_view why = {});
Error ReadOnly();
Error InvalidPath(std::u16string_view path, std::string_view why);
Error NameTaken(std::u16string_view path);
Error ItemNotFound(std::u16string_view path);
Error DirectoryNotFound(std::u16string_view path);
Error NotADirectory(std::u16string_view path);
Error DirectoryNotEmpty(std::u16string_view path);
Error NotInFileSystem(std::u16string_view name);
Error ImageSizeLimit(std::u16string_view path, std::uint64_t needed_blocks,
                     std::uint64_t limit_blocks);
Error ImageTooBig(std::uint64_t needed_blocks, std::uint64_t limit_blocks);
Error StreamInconsistency(std::u16string_view path, std::uint64_t expected, std::uint64_t found);
Error StreamReadFailure(std::u16string_view path, HRESULT cause);
Error StreamCreateFailure(std::u16string_view path, HRESULT cause);
Error DirectoryReadFailure(std::u16string_view path, HRESULT cause);
Error DiscMismatch();

// What the layout of a session found, for IFileSystemImage::CreateResultImage.
Error FromSessionError(const udf::SessionError& error);
// The same of ISO 9660, which other methods ask too.
Error FromLimitError(const iso::LimitError& error);

}  // namespace virtual_drive::fsi_errors
