#include "virtual/image/old_session.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "contract/imapi_hresults.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/multisession.h"

namespace virtual_drive {
namespace {

constexpr std::uint64_t kFnvStart = 0xCBF29CE484222325;

std::uint64_t Fnv1a(std::uint64_t hash, std::span<const std::byte> bytes) {
  for (const std::byte b : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(b)) * 0x100000001B3;
  return hash;
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

}  // namespace

OldSession::OldSession(Multisession multisession, FsiFileSystems file_system,
                       const ImportListener& listener)
    : multisession_(std::move(multisession)),
      disc_(RecorderOf(multisession_).Get()),
      write_unit_(WriteUnitOf(multisession_)),
      extents_(ExtentsOf(multisession_)),
      volume_(ImportVolume(disc_, extents_, file_system, listener)),
      fingerprint_(Fingerprint()) {}

void OldSession::RequireAppendable() const {
  // "On rewritable media (DVD+/-RW, DVD-RAM, BD-RE), if the first session has an ISO 9660 file
  // system, importing or burning a second session is not supported" (sdk-api:
  // ImportSpecificFileSystem). Nothing points at the last session there but sector 16, which is the
  // first thing that a new image would overwrite while it still reads old files from the disc.
  if (volume_.iso() != nullptr && !sequential()) {
    throw Error(hresult::IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
                L"On a rewritable disc no session can follow one of ISO 9660 alone.");
  }
  const udf::AppendObstacle obstacle = volume_.append_obstacle();
  if (obstacle == udf::AppendObstacle::kNone) return;
  const std::string why = udf::Describe(obstacle);
  throw Error(CodeOf(obstacle), std::wstring(why.begin(), why.end()));
}

std::uint32_t OldSession::next_start() const noexcept {
  if (extents_.next_start) return *extents_.next_start;
  if (volume_.udf() == nullptr) return total_sectors();
  const std::uint64_t end = volume_.udf()->end_of_used_blocks;
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

void OldSession::RequireTrusted() {
  const std::scoped_lock lock(looking_);
  // Before looking: a Doubt that comes meanwhile has to last.
  if (trusted_.exchange(true)) return;
  try {
    RequireSameDisc();
  } catch (...) {
    Doubt();
    throw;
  }
}

void OldSession::Read(std::uint32_t lba, std::span<std::byte> buffer) {
  RequireTrusted();
  try {
    disc_.Read(lba, buffer);
  } catch (...) {
    Doubt();
    throw;
  }
}

std::uint64_t OldSession::Fingerprint() {
  std::uint64_t hash = kFnvStart;
  std::vector<std::byte> blocks;
  for (const udf::BlockRange& range : volume_.identity()) {
    blocks.resize(std::size_t{range.blocks()} * udf::kBlockSize);
    disc_.Read(range.start_lba, blocks);
    hash = Fnv1a(hash, blocks);
  }
  return hash;
}

}  // namespace virtual_drive
