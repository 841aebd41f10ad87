#include "imapi/commit_witness.h"

#include <utility>

#include "com/com_error.h"
#include "imapi/known_sectors.h"
#include "imapi/scsi.h"
#include "imapi/session_witness.h"

namespace imapi2 {
namespace {

// Of a medium that does not say: no medium has a larger one.
constexpr int32_t kLargestWriteUnit = 32;

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

std::vector<KnownSectors> KnownOf(IDiscRecorder2Ex* drive, const PreparedBurn& prepared,
                                  const BlockRanges& commit,
                                  const std::vector<std::vector<uint8_t>>& before) {
  std::vector<uint8_t> old_commit;
  for (const std::vector<uint8_t>& bytes : before) {
    old_commit.insert(old_commit.end(), bytes.begin(), bytes.end());
  }
  // A session behind others touches none of them.
  const BlockRanges none;
  const RewrittenSectors burn = {
      .ranges = prepared.appends ? &none : &prepared.plan.ranges,
      .write_unit = prepared.medium.write_unit.value_or(kLargestWriteUnit),
      .medium_blocks = prepared.medium.total_sectors};
  std::vector<KnownSectors> known =
      FindDescriptors(drive, burn, before.empty() ? none : commit, old_commit);
  AddRecognition(drive, burn, &known);
  return known;
}

// A session behind others takes nothing away from them, and is found only once it is closed.
bool IsHarmless(const SeenOfBurn& seen) { return seen.written && !seen.finalizing; }

DiscState JudgeAppend(IDiscRecorder2Ex* drive, const SeenOfBurn& seen, WriteStart::Sight sight) {
  switch (sight) {
    case WriteStart::Sight::kUntouched:
      return seen.written ? DiscState::kOldSessionValid : DiscState::kUnchanged;
    case WriteStart::Sight::kUnclear:
      if (!seen.written) return DiscState::kUnknown;
      return seen.finalizing ? JudgeSession(drive) : DiscState::kOldSessionValid;
    default:
      return JudgeSession(drive);
  }
}

}  // namespace

CommitWitness::CommitWitness(IDiscRecorder2Ex* drive, const PreparedBurn& prepared)
    : appends_(prepared.appends) {
  if (prepared.commit) {
    const BlockRanges& all = prepared.plan.ranges;
    ranges_.assign(all.end() - static_cast<ptrdiff_t>(prepared.commit->ranges), all.end());
    try {
      for (const BlockRange& range : ranges_) before_.push_back(ReadRange(drive, range));
    } catch (const com::ComError&) {
      before_.clear();
      unread_ = std::current_exception();
    }
  }
  try {
    known_ = KnownOf(drive, prepared, ranges_, before_);
  } catch (const com::ComError&) {
    known_.clear();
  }
  start_ = IsSequential(prepared.medium) ? WriteStart::OfSessions(drive)
                                         : WriteStart::OfRange(drive, prepared.plan.ranges.front());
}

CommitWitness::CommitWitness(BlockRanges ranges, std::vector<std::vector<uint8_t>> before,
                             std::vector<KnownSectors> known, WriteStart start)
    : ranges_(std::move(ranges)),
      before_(std::move(before)),
      known_(std::move(known)),
      start_(std::move(start)) {}

CommitWitness CommitWitness::InPlace(BlockRanges ends, std::vector<std::vector<uint8_t>> before,
                                     std::vector<KnownSectors> known, WriteStart start) {
  CommitWitness witness(std::move(ends), std::move(before), std::move(known), std::move(start));
  witness.in_place_ = true;
  return witness;
}

CommitWitness CommitWitness::OfInterrupted(BlockRanges ranges,
                                           std::vector<std::vector<uint8_t>> before,
                                           std::vector<KnownSectors> known) {
  CommitWitness witness(std::move(ranges), std::move(before), std::move(known), {});
  witness.silent_ = DiscState::kCommitInterrupted;
  return witness;
}

const std::vector<std::vector<uint8_t>>& CommitWitness::before() const {
  if (unread_) std::rethrow_exception(unread_);
  return before_;
}

DiscState CommitWitness::Judge(IDiscRecorder2Ex* drive, com::StreamReader& image,
                               const SeenOfBurn& seen) const noexcept {
  try {
    if (!IsSameDisc(drive, seen)) return silent_;
    const WriteStart::Sight sight = start_.Look(drive, image);
    if (appends_) return JudgeAppend(drive, seen, sight);
    return JudgeCommit(drive, image, !seen.written && sight == WriteStart::Sight::kUntouched);
  } catch (...) {
    return appends_ && IsHarmless(seen) ? DiscState::kOldSessionValid : silent_;
  }
}

bool CommitWitness::IsSameDisc(IDiscRecorder2Ex* drive, const SeenOfBurn& seen) const {
  // A disc that has nothing to know it by can only be trusted to have stayed where it was.
  return known_.empty() ? !seen.medium_change : HoldsAll(drive, known_);
}

DiscState CommitWitness::JudgeCommit(IDiscRecorder2Ex* drive, com::StreamReader& image,
                                     bool untouched) const {
  if (before_.empty()) return untouched ? DiscState::kUnchanged : silent_;
  std::vector<std::vector<uint8_t>> now;
  for (const BlockRange& range : ranges_) {
    try {
      now.push_back(ReadRange(drive, range));
    } catch (const UnreadableSectors&) {
      // It was being rewritten.
      return DiscState::kCommitInterrupted;
    }
  }
  if (now == before_ && untouched) return DiscState::kUnchanged;
  // In place what lies between the ends may be new already, and an end that is as it was tells
  // nothing: it may be the same in the image.
  if (in_place_ && now.back() == before_.back()) return DiscState::kCommitInterrupted;
  if (now == before_) return DiscState::kOldSessionValid;
  for (size_t i = 0; i < ranges_.size(); ++i) {
    if (now[i] != ReadImage(image, ranges_[i])) return DiscState::kCommitInterrupted;
  }
  // The list's order says that everything before them had been written.
  return DiscState::kComplete;
}

}  // namespace imapi2
