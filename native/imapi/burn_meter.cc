#include "imapi/burn_meter.h"

#include <algorithm>
#include <utility>

namespace imapi2 {
namespace {

// What is left for the end: 1 is said once.
constexpr double kBelowOne = 0.9999;
constexpr std::chrono::seconds kOfLate{5};

}  // namespace

BurnMeter::BurnMeter(BlockRanges ranges, BurnShares shares, std::vector<ProgressItem> items,
                     BurnListener listener, int64_t disc_offset)
    : map_({}),
      shares_(shares),
      items_(std::move(items)),
      listener_(std::move(listener)),
      disc_offset_(disc_offset) {
  SetRanges(std::move(ranges));
}

void BurnMeter::SetRanges(BlockRanges ranges) {
  map_ = ProgressMap(std::move(ranges));
  progress_.blocks_total = map_.total();
  progress_.range_count = map_.ranges().size();
}

double BurnMeter::elapsed() const noexcept {
  return std::chrono::duration<double, std::milli>(Clock::now() - start_).count();
}

void BurnMeter::OnBefore(BurnProgress::Phase phase, int64_t lba, double part) {
  progress_.phase = phase;
  progress_.action = -1;
  progress_.file = FileAt(lba);
  Tell(shares_.before * part);
}

void BurnMeter::OnEvent(const BurnEvent& event) {
  WriteFigures figures = event.figures;
  // 0 is what they are before anything was written, and stays.
  if (figures.start_lba >= disc_offset_) figures.start_lba -= disc_offset_;
  if (figures.last_written_lba >= disc_offset_) figures.last_written_lba -= disc_offset_;
  const WritePlace& place = map_.Update(figures);
  const bool verifying = event.figures.action == IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
  progress_.phase = verifying ? BurnProgress::Phase::kVerify : BurnProgress::Phase::kWrite;
  progress_.action = event.figures.action;
  progress_.blocks_written = place.blocks_written;
  progress_.range_index = place.range_index;
  SetLastWritten(place);
  progress_.file = place.last_written_lba ? FileAt(*place.last_written_lba) : std::nullopt;
  progress_.buffer_fill.reset();
  if (event.buffer_total > 0) {
    progress_.buffer_fill = std::clamp(
        static_cast<double>(event.buffer_used) / static_cast<double>(event.buffer_total), 0.0, 1.0);
  }
  MeasureSpeed(place.blocks_written);
  progress_.remaining.reset();
  if (event.remaining_seconds > 0) {
    progress_.remaining = static_cast<double>(event.remaining_seconds) * 1000.0;
  }
  Tell(shares_.before + shares_.write * static_cast<double>(place.blocks_written) /
                            static_cast<double>(std::max<int64_t>(map_.total(), 1)));
}

void BurnMeter::Written() {
  const WritePlace& place = map_.Finish();
  progress_.blocks_written = place.blocks_written;
  progress_.range_index = place.range_index;
  SetLastWritten(place);
  progress_.action = -1;
  progress_.buffer_fill.reset();
  samples_.clear();
}

void BurnMeter::SetLastWritten(const WritePlace& place) {
  progress_.last_written_lba = place.last_written_lba;
  if (progress_.last_written_lba) *progress_.last_written_lba += disc_offset_;
}

void BurnMeter::OnCompared(size_t range, int64_t blocks) {
  progress_.phase = BurnProgress::Phase::kVerify;
  progress_.action = -1;
  progress_.range_index = range;
  progress_.file.reset();
  MeasureSpeed(blocks);
  const int64_t left = map_.total() - blocks;
  progress_.remaining.reset();
  if (progress_.speed && *progress_.speed > 0) {
    progress_.remaining = static_cast<double>(left) * 1000.0 / *progress_.speed;
  }
  const double before = shares_.before + shares_.write;
  Tell(before + (1.0 - before) * static_cast<double>(blocks) /
                    static_cast<double>(std::max<int64_t>(map_.total(), 1)));
}

void BurnMeter::Done() {
  progress_.remaining = 0;
  progress_.elapsed = elapsed();
  progress_.fraction = 1;
  listener_(progress_);
}

void BurnMeter::Tell(double fraction) {
  progress_.elapsed = elapsed();
  progress_.fraction = std::max(progress_.fraction, std::min(fraction, kBelowOne));
  listener_(progress_);
}

void BurnMeter::MeasureSpeed(int64_t blocks) {
  const auto now = Clock::now();
  samples_.emplace_back(now, blocks);
  while (samples_.size() > 2 && now - samples_.front().first > kOfLate) samples_.pop_front();
  const auto& [since, from] = samples_.front();
  const double seconds = std::chrono::duration<double>(now - since).count();
  progress_.speed.reset();
  if (seconds > 0) progress_.speed = static_cast<double>(blocks - from) / seconds;
}

std::optional<std::wstring> BurnMeter::FileAt(int64_t lba) const {
  const auto after = std::upper_bound(items_.begin(), items_.end(), lba,
                                      [](int64_t address, const ProgressItem& item) {
                                        return address < int64_t{item.first_block};
                                      });
  if (after == items_.begin()) return std::nullopt;
  const ProgressItem& item = *std::prev(after);
  if (lba > int64_t{item.last_block}) return std::nullopt;
  return item.description;
}

}  // namespace imapi2
