#include "virtual/image/volume_import.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/image/volume_recognition.h"
#include "virtual/iso/volume_reader.h"
#include "virtual/udf/volume_reader.h"

namespace virtual_drive {
namespace {

// The reader's own failure is more exact than "the disc can't be read": no disc, a drive that is
// busy. While the FormatError is handled.
[[noreturn]] void ThrowReadFailure() {
  try {
    throw;
  } catch (const std::nested_exception& nested) {
    if (nested.nested_ptr()) nested.rethrow_nested();
  } catch (const udf::FormatError&) {
    // Nothing is nested in it.
  }
  throw Error(hresult::IMAPI_E_IMPORT_READ_FAILURE, L"The disc can't be read.");
}

[[noreturn]] void ThrowImportError(const udf::FormatError& error, HRESULT unsupported) {
  const std::string what = error.what();
  const std::wstring text(what.begin(), what.end());  // ASCII
  switch (error.kind()) {
    case udf::FormatErrorKind::kUnsupported:
      throw Error(unsupported, text);
    case udf::FormatErrorKind::kReadFailed:
      ThrowReadFailure();
    case udf::FormatErrorKind::kNoVolume:
    case udf::FormatErrorKind::kCorrupt:
    case udf::FormatErrorKind::kLimitExceeded:
      break;
  }
  throw Error(hresult::IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, text);
}

// Nothing where `read` finds no such volume.
template <class Read>
std::optional<ImportedVolume> TryRead(HRESULT unsupported, Read read) {
  try {
    return ImportedVolume(read());
  } catch (const udf::FormatError& error) {
    if (error.kind() == udf::FormatErrorKind::kNoVolume) return std::nullopt;
    ThrowImportError(error, unsupported);
  }
}

std::optional<ImportedVolume> TryFileSystem(DiscReader& disc, const Extents& extents,
                                            FsiFileSystems file_system,
                                            const ImportListener& listener) {
  tree::ReadingListener told;
  if (listener) told = [&](const tree::Reading& reading) { listener(file_system, reading); };
  if (file_system == FsiFileSystemUDF) {
    return TryRead(hresult::IMAPI_E_UDF_NOT_WRITE_COMPATIBLE, [&] {
      return udf::ReadVolume(disc, extents.readable_sectors, {}, extents.session_start, told);
    });
  }
  const auto kind =
      file_system == FsiFileSystemJoliet ? iso::VolumeKind::kJoliet : iso::VolumeKind::kPrimary;
  return TryRead(hresult::IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED, [&] {
    return iso::ReadVolume(disc, extents.readable_sectors, kind, {}, extents.session_start, told);
  });
}

}  // namespace

ImportedVolume ImportVolume(DiscReader& disc, const Extents& extents, FsiFileSystems file_system,
                            const ImportListener& listener) {
  for (const FsiFileSystems candidate :
       {FsiFileSystemUDF, FsiFileSystemJoliet, FsiFileSystemISO9660}) {
    if (file_system != FsiFileSystemNone && file_system != candidate) continue;
    if (auto volume = TryFileSystem(disc, extents, candidate, listener)) return *std::move(volume);
  }
  if (StartsBlank(disc, extents.readable_sectors))
    throw Error(hresult::IMAPI_E_EMPTY_DISC, L"The disc is blank.");
  if (file_system != FsiFileSystemNone) {
    throw Error(hresult::IMAPI_E_FILE_SYSTEM_NOT_FOUND,
                L"The last session of the disc doesn't have the file system that was asked for.");
  }
  throw Error(hresult::IMAPI_E_NO_SUPPORTED_FILE_SYSTEM,
              L"The last session of the disc holds neither UDF nor Joliet nor ISO 9660.");
}

}  // namespace virtual_drive
