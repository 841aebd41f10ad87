// What a burn was asked to do, how far it is, what it did, and how it failed.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/burn_plan.h"

namespace imapi2 {

enum class WhenWhole { kReject, kIfBlank, kBurn };
enum class Verify { kNone, kQuick, kFull, kRanges };

// What the caller was shown.
struct ShownPlan {
  BurnMode mode;
  BlockRanges ranges;
  int64_t image_blocks;
  // Empty: not known.
  std::wstring fingerprint = {};
};

struct BurnOptions {
  BurnMode mode = BurnMode::kModified;
  // A whole burn's ForceOverwrite. A modified burn never touches it.
  bool overwrite = false;
  WhenWhole when_whole = WhenWhole::kReject;
  // A caller's own list.
  std::optional<BlockRanges> ranges;
  // An .iso file: only what differs from the disc. Then there is no list, and there is a journal.
  bool differences = false;
  std::optional<ShownPlan> plan;
  Verify verify = Verify::kRanges;
  // Sectors per second; -1: the fastest; empty: as it is.
  std::optional<int32_t> write_speed;
  // Where the journal is kept; empty: none.
  std::optional<std::wstring> journal;
  bool close_media = false;
  bool eject_after = false;
  bool keep_awake = true;
  // A resume only: the disc is looked at, and nothing is written to it or to the journal.
  bool dry_run = false;
  std::wstring client_name;
};

struct BurnProgress {
  enum class Phase { kImport, kCreate, kWrite, kVerify };
  Phase phase = Phase::kWrite;
  // IMAPI_FORMAT2_DATA_WRITE_ACTION; -1 outside IDiscFormat2Data::Write.
  int32_t action = -1;
  double fraction = 0;
  int64_t blocks_written = 0;
  int64_t blocks_total = 0;
  size_t range_index = 0;
  size_t range_count = 0;
  std::optional<int64_t> last_written_lba;
  std::optional<std::wstring> file;
  // Milliseconds, and sectors per second.
  double elapsed = 0;
  std::optional<double> remaining;
  std::optional<double> speed;
  std::optional<double> buffer_fill;
};

// Called on the drive's worker, in the middle of a COM call: must be quick, and must not throw.
using BurnListener = std::function<void(const BurnProgress&)>;

struct BurnReport {
  BurnMode mode = BurnMode::kModified;
  size_t ranges = 0;
  int64_t blocks_planned = 0;
  std::optional<int64_t> blocks_written;
  int64_t image_blocks = 0;
  Verify verified = Verify::kNone;
  double elapsed = 0;
  std::vector<std::string> warnings;
};

enum class DiscState { kUnchanged, kOldSessionValid, kCommitInterrupted, kComplete, kUnknown };

// A burn that failed once it had begun.
class BurnFailure : public std::exception {
 public:
  BurnFailure(std::exception_ptr cause, bool aborted, DiscState disc_state, BurnReport report,
              std::optional<BlockRanges> mismatches)
      : cause_(std::move(cause)),
        aborted_(aborted),
        disc_state_(disc_state),
        report_(std::move(report)),
        mismatches_(std::move(mismatches)) {}

  // A com::ComError or an Error.
  const std::exception_ptr& cause() const noexcept { return cause_; }
  bool aborted() const noexcept { return aborted_; }
  DiscState disc_state() const noexcept { return disc_state_; }
  const BurnReport& report() const noexcept { return report_; }
  const std::optional<BlockRanges>& mismatches() const noexcept { return mismatches_; }
  const char* what() const noexcept override { return "a burn failed once it had begun"; }

 private:
  std::exception_ptr cause_;
  bool aborted_;
  DiscState disc_state_;
  BurnReport report_;
  std::optional<BlockRanges> mismatches_;
};

struct VerifyReport {
  int64_t blocks = 0;
  BlockRanges mismatches;
};

}  // namespace imapi2
