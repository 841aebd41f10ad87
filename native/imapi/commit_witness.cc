#include "imapi/commit_witness.h"

#include <utility>

#include "com/com_error.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

std::vector<uint8_t> ReadRange(IDiscRecorder2Ex* drive, const BlockRange& range) {
  std::vector<uint8_t> bytes(static_cast<size_t>(range.blocks() * kBlockSize));
  ReadSectors(drive, range.start, bytes);
  return bytes;
}

std::vector<uint8_t> ReadImage(com::StreamReader& image, const BlockRange& range) {
  std::vector<uint8_t> bytes(static_cast<size_t>(range.blocks() * kBlockSize));
  image.ReadAt(static_cast<uint64_t>(range.start * kBlockSize), bytes);
  return bytes;
}

}  // namespace

CommitWitness::CommitWitness(IDiscRecorder2Ex* drive, const PreparedBurn& prepared) {
  if (!prepared.commit) return;
  const BlockRanges& all = prepared.plan.ranges;
  ranges_.assign(all.end() - static_cast<ptrdiff_t>(prepared.commit->ranges), all.end());
  try {
    for (const BlockRange& range : ranges_) before_.push_back(ReadRange(drive, range));
  } catch (const com::ComError&) {
    before_.clear();
  }
}

CommitWitness::CommitWitness(BlockRanges ranges, std::vector<std::vector<uint8_t>> before)
    : ranges_(std::move(ranges)),
      unwritten_(DiscState::kCommitInterrupted),
      silent_(DiscState::kCommitInterrupted),
      before_(std::move(before)) {}

DiscState CommitWitness::Judge(IDiscRecorder2Ex* drive, com::StreamReader& image,
                               bool written) const noexcept {
  if (!written) return unwritten_;
  if (before_.empty()) return DiscState::kUnknown;
  try {
    bool all_old = true;
    bool all_new = true;
    for (size_t i = 0; i < ranges_.size(); ++i) {
      std::vector<uint8_t> now;
      try {
        now = ReadRange(drive, ranges_[i]);
      } catch (const com::ComError& error) {
        // An unreadable anchor was being rewritten; a drive that does not answer says nothing.
        const bool unreadable = error.code() == HRESULT_FROM_WIN32(ERROR_CRC);
        return unreadable ? DiscState::kCommitInterrupted : silent_;
      }
      all_old = all_old && now == before_[i];
      all_new = all_new && now == ReadImage(image, ranges_[i]);
    }
    if (all_old) return DiscState::kOldSessionValid;
    // The list's order says that everything before them had been written.
    return all_new ? DiscState::kComplete : DiscState::kCommitInterrupted;
  } catch (...) {
    return silent_;
  }
}

}  // namespace imapi2
