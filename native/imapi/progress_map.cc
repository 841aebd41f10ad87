#include "imapi/progress_map.h"

#include <algorithm>
#include <utility>

namespace imapi2 {
namespace {

// IMAPI_FORMAT2_DATA_WRITE_ACTION; this file knows no Windows header.
constexpr int32_t kFormatting = 1;
constexpr int32_t kWriting = 4;
constexpr int32_t kFinalizing = 5;
// The largest write unit there is: an address so near to a range may be the drive's rounding.
constexpr int64_t kNear = 32;

}  // namespace

ProgressMap::ProgressMap(BlockRanges ranges) : ranges_(std::move(ranges)) {
  before_.reserve(ranges_.size() + 1);
  before_.push_back(0);
  for (const BlockRange& range : ranges_) before_.push_back(before_.back() + range.blocks());
}

const WritePlace& ProgressMap::Update(const WriteFigures& figures) {
  if (figures.action == kFormatting || figures.action >= kWriting) written_ = true;
  if (figures.action >= kFinalizing) finalizing_ = true;
  if (figures.action != kWriting) return place_;

  const int64_t last = figures.last_written_lba;
  // StartLba that is exactly a later range's says that those before it are done, while
  // LastWrittenLba may be stale.
  for (size_t i = place_.range_index; i < ranges_.size(); ++i) {
    if (figures.start_lba == ranges_[i].start && figures.sector_count == ranges_[i].blocks()) {
      Advance(i, 0);
      break;
    }
  }
  // 0 is what the field holds before anything was written.
  if (last <= 0) return place_;
  for (size_t i = place_.range_index; i < ranges_.size(); ++i) {
    const BlockRange& range = ranges_[i];
    if (range.contains(last) || last == int64_t{range.end} + 1) {
      Advance(i, std::min(last - range.start + 1, range.blocks()));
      place_.last_written_lba = std::min(last, int64_t{range.end});
      return place_;
    }
  }
  NoteOutside(last);
  return place_;
}

const WritePlace& ProgressMap::Finish() {
  if (!ranges_.empty()) {
    Advance(ranges_.size() - 1, ranges_.back().blocks());
    place_.last_written_lba = ranges_.back().end;
  }
  return place_;
}

std::optional<int64_t> ProgressMap::contradiction() const noexcept {
  return outside_count_ > 1 ? std::optional(outside_lba_) : std::nullopt;
}

void ProgressMap::Advance(size_t index, int64_t blocks_in_range) {
  place_.range_index = std::max(place_.range_index, index);
  place_.blocks_written = std::max(place_.blocks_written, before_[index] + blocks_in_range);
}

// Addresses of ranges that are done are merely stale.
void ProgressMap::NoteOutside(int64_t lba) {
  const bool known = std::any_of(ranges_.begin(), ranges_.end(), [lba](const BlockRange& range) {
    return lba >= range.start - kNear && lba <= range.end + kNear;
  });
  if (known || lba == outside_lba_) return;
  outside_lba_ = lba;
  ++outside_count_;
}

}  // namespace imapi2
