// Puts together what a burn reports of itself while it runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

#include "imapi/burn_events.h"
#include "imapi/burn_report.h"
#include "imapi/image_result.h"
#include "imapi/progress_map.h"

namespace imapi2 {

// How much of the whole is what, 0 to 1; what is left is comparing afterwards.
struct BurnShares {
  // Reading what is going to be written, or what was written before.
  double before = 0;
  double write = 0;
};

// On the drive's worker. The fraction never goes backwards, and is 1 once: in Done.
class BurnMeter {
 public:
  // `disc_offset`: what the drive's addresses are more than the image's.
  // `items`: which file each stretch of the image belongs to, sorted by address; may be empty.
  BurnMeter(BlockRanges ranges, BurnShares shares, std::vector<ProgressItem> items,
            BurnListener listener, int64_t disc_offset = 0);

  // Where what is going to be written is known only after something has been read. Before the first
  // sector is written.
  void SetRanges(BlockRanges ranges);

  // Before the first sector is written. `part`: of that work, 0 to 1.
  void OnBefore(BurnProgress::Phase phase, int64_t lba, double part);
  void OnEvent(const BurnEvent& event);
  void OnCompared(size_t range, int64_t blocks);
  // Write has returned success; then everything has.
  void Written();
  void Done();

  const ProgressMap& map() const noexcept { return map_; }
  double elapsed() const noexcept;

 private:
  using Clock = std::chrono::steady_clock;

  void Tell(double fraction);
  // As the disc counts.
  void SetLastWritten(const WritePlace& place);
  void MeasureSpeed(int64_t blocks);
  std::optional<std::wstring> FileAt(int64_t lba) const;

  ProgressMap map_;
  const BurnShares shares_;
  const std::vector<ProgressItem> items_;
  const BurnListener listener_;
  const int64_t disc_offset_;
  const Clock::time_point start_ = Clock::now();
  BurnProgress progress_;
  std::deque<std::pair<Clock::time_point, int64_t>> samples_;
};

}  // namespace imapi2
