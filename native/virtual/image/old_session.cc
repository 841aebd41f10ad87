#include "virtual/image/old_session.h"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "contract/imapi_hresults.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/multisession.h"
#include "virtual/image/volume_recognition.h"
#include "virtual/udf/volume_reader.h"

namespace virtual_drive {
namespace {

constexpr std::uint64_t kFnvStart = 0xCBF29CE484222325;

std::uint64_t Fnv1a(std::uint64_t hash, std::span<const std::byte> bytes) {
  for (const std::byte b : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(b)) * 0x100000001B3;
  return hash;
}

[[noreturn]] void ThrowNotUdf(DiscReader& disc, std::uint32_t total_sectors) {
  if (StartsBlank(disc, total_sectors))
    throw Error(hresult::IMAPI_E_EMPTY_DISC, L"The disc is blank.");
  throw Error(hresult::IMAPI_E_NO_SUPPORTED_FILE_SYSTEM,
              L"The disc holds no file system that can be imported; only UDF can.");
}

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

[[noreturn]] void ThrowImportError(const udf::FormatError& error, DiscReader& disc,
                                   std::uint32_t total_sectors) {
  const std::string what = error.what();
  const std::wstring text(what.begin(), what.end());  // ASCII
  switch (error.kind()) {
    case udf::FormatErrorKind::kNoVolume:
      ThrowNotUdf(disc, total_sectors);
    case udf::FormatErrorKind::kUnsupported:
      throw Error(hresult::IMAPI_E_UDF_NOT_WRITE_COMPATIBLE, text);
    case udf::FormatErrorKind::kReadFailed:
      ThrowReadFailure();
    case udf::FormatErrorKind::kCorrupt:
    case udf::FormatErrorKind::kLimitExceeded:
      break;
  }
  throw Error(hresult::IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, text);
}

HRESULT CodeOf(udf::AppendObstacle obstacle) {
  switch (obstacle) {
    case udf::AppendObstacle::kRevision:
      return hresult::IMAPI_E_UDF_NOT_WRITE_COMPATIBLE;
    case udf::AppendObstacle::kNames:
    case udf::AppendObstacle::kFileKinds:
      return hresult::IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED;
    case udf::AppendObstacle::kNone:
    case udf::AppendObstacle::kPartitionNotReadOnly:
    case udf::AppendObstacle::kNotClosed:
      break;
  }
  return hresult::IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION;
}

udf::Volume Import(DiscReader& disc, const Extents& extents) {
  udf::Volume volume;
  try {
    volume = udf::ReadVolume(disc, extents.readable_sectors, {}, extents.session_start);
  } catch (const udf::FormatError& error) {
    ThrowImportError(error, disc, extents.readable_sectors);
  }
  if (!volume.appendable()) {
    const std::string why = udf::Describe(volume.append_obstacle);
    throw Error(CodeOf(volume.append_obstacle), std::wstring(why.begin(), why.end()));
  }
  return volume;
}

}  // namespace

OldSession::OldSession(Multisession multisession)
    : multisession_(std::move(multisession)),
      disc_(RecorderOf(multisession_).Get()),
      write_unit_(WriteUnitOf(multisession_)),
      extents_(ExtentsOf(multisession_)),
      volume_(Import(disc_, extents_)),
      fingerprint_(Fingerprint()) {}

std::uint32_t OldSession::next_start() const noexcept {
  if (extents_.next_start) return *extents_.next_start;
  const std::uint64_t end = volume_.end_of_used_blocks;
  const std::uint64_t start = (end + write_unit_ - 1) / write_unit_ * write_unit_;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(start, total_sectors()));
}

std::wstring OldSession::Identifier() const {
  wchar_t text[17] = {};
  std::swprintf(text, std::size(text), L"%016llX", static_cast<unsigned long long>(fingerprint_));
  return text;
}

void OldSession::RequireSameDisc() {
  std::uint64_t now = 0;
  try {
    now = Fingerprint();
  } catch (const Error& error) {
    // A disc too small or too damaged to have the descriptors isn't the one that had them.
    if (error.code() != hresult::IMAPI_E_IMPORT_READ_FAILURE) throw;
    throw fsi_errors::DiscMismatch();
  }
  if (now != fingerprint_) throw fsi_errors::DiscMismatch();
}

void OldSession::Read(std::uint32_t lba, std::span<std::byte> buffer) {
  {
    const std::scoped_lock lock(mutex_);
    if (!checked_) {
      RequireSameDisc();
      checked_ = true;
    }
  }
  disc_.Read(lba, buffer);
}

std::uint64_t OldSession::Fingerprint() {
  // 16 blocks is the least that a volume descriptor sequence has (ECMA-167 3/8.4.2), and what there
  // is to know of a disc is in them: names, times, identifiers, sizes.
  constexpr std::uint32_t kMostBlocks = 16;
  std::uint64_t hash = kFnvStart;
  std::vector<std::byte> blocks(
      static_cast<std::size_t>(std::min(volume_.main_vds.blocks(), kMostBlocks)) * udf::kBlockSize);
  disc_.Read(volume_.main_vds.start_lba, blocks);
  hash = Fnv1a(hash, blocks);
  blocks.resize(udf::kBlockSize);
  disc_.Read(volume_.file_set_lba, blocks);
  return Fnv1a(hash, blocks);
}

}  // namespace virtual_drive
