#include "imapi/recording.h"

#include "contract/imapi_hresults.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "com/advise_cookie.h"
#include "com/com_error.h"
#include "imapi/burn_events.h"
#include "imapi/comparison.h"
#include "imapi/format_settings.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

constexpr char kWrite[] = "IDiscFormat2Data::Write";

// What drives say when somebody has opened the tray, or has pulled a cable.
bool MayBeMediumChange(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const com::ComError& error) {
    switch (error.code()) {
      case hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA:
      case hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY:
      case hresult::IMAPI_E_DISC_MISMATCH:
      case HRESULT_FROM_WIN32(ERROR_MEDIA_CHANGED):
      case HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED):
        return true;
      default:
        return false;
    }
  } catch (...) {
    return false;
  }
}

// A burn from the moment in which it can have changed the disc.
class Burn {
 public:
  Burn(const Recording& job, const BurnOptions& options, std::shared_ptr<CancelToken> cancel,
       BurnMeter& meter)
      : job_(job),
        options_(options),
        cancel_(std::move(cancel)),
        meter_(meter),
        report_(EmptyReport(*job.prepared)) {}

  std::vector<std::string>* warnings() noexcept { return &report_.warnings; }

  BurnReport Run() {
    Write();
    RequireNoContradiction();
    if (options_.verify == Verify::kRanges) Verify();
    RefuseLateCancel();
    report_.verified = options_.verify;
    report_.elapsed = meter_.elapsed();
    meter_.Done();
    return std::move(report_);
  }

 private:
  template <typename Work>
  auto NamingTrouble(const char* operation, Work work) {
    return job_.trouble != nullptr ? NamingSources(*job_.trouble, operation, work) : work();
  }

  void Write() {
    try {
      const auto sink =
          MakeBurnEvents(job_.drive->Format(), cancel_, [this](const BurnEvent& event) {
            meter_.OnEvent(event);
            return !Contradicted();
          });
      const com::AdviseCookie events(job_.drive->Format(), sink);
      // S_OK, or one of the codes for a speed that was adjusted.
      NamingTrouble(kWrite,
                    [this] { com::Check(job_.drive->Format()->Write(job_.stream.Get()), kWrite); });
    } catch (...) {
      if (meter_.map().has_written()) {
        report_.blocks_written = meter_.map().place().blocks_written;
      }
      // It was stopped for that.
      RequireNoContradiction();
      // What Write says once it was told to stop, or once its stream has failed, is not documented.
      Fail(std::current_exception(), std::nullopt, std::nullopt, cancel_->obeyed());
    }
    // Success says that all of it was written; what the drive told of it may end before.
    const int64_t total = meter_.map().total();
    if (meter_.map().place().blocks_written == total) report_.blocks_written = total;
    meter_.Written();
  }

  // Where the drive writes what it was not told to, every further sector may be one that somebody
  // needs.
  std::optional<int64_t> Contradicted() const {
    if (report_.mode != BurnMode::kModified) return std::nullopt;
    return meter_.map().contradiction();
  }

  void RequireNoContradiction() {
    const auto outside = Contradicted();
    if (!outside) return;
    Fail(std::make_exception_ptr(
             Error(code::kVerifyFailed, kWrite,
                   "The drive writes elsewhere than planned: it reports sector " +
                       std::to_string(*outside) +
                       ", which no modified range holds. The list of ranges was not obeyed, so the "
                       "burn was stopped")),
         DiscState::kUnknown, std::nullopt);
  }

  void Verify() {
    Comparison found;
    try {
      found = NamingTrouble("IStream::Read", [this] {
        return Compare({.drive = job_.drive->Commands(),
                        .image = job_.image,
                        .ranges = &job_.prepared->plan.ranges,
                        .disc_offset = job_.prepared->disc_offset},
                       *cancel_,
                       [this](size_t range, int64_t blocks) { meter_.OnCompared(range, blocks); });
      });
    } catch (...) {
      Fail(std::current_exception(), DiscState::kComplete, std::nullopt);
    }
    if (found.read_from == ReadFrom::kMediumOrCache) {
      report_.warnings.emplace_back(
          "The drive does not let its cache be passed over: other sectors were read first to drive "
          "out what it held, but what was read back may have come from there.");
    }
    const BlockRanges& mismatches = found.mismatches;
    if (mismatches.empty()) return;
    const int64_t sectors = BlockCount(mismatches);
    Fail(std::make_exception_ptr(Error(code::kVerifyFailed, kReadOperation,
                                       std::to_string(sectors) +
                                           " of the sectors that were recorded read back "
                                           "differently, the first at " +
                                           std::to_string(mismatches.front().start))),
         // Judged by the disc: a drive that did not record its anchors at all still shows the old
         // session.
         TouchesCommit(mismatches) ? std::nullopt : std::optional(DiscState::kComplete),
         mismatches);
  }

  // Whoever was told that the burn is going to stop gets an abort, though all of it was written,
  // and whoever asks from here on is told no: there is nothing left to stop.
  void RefuseLateCancel() {
    try {
      cancel_->PassPointOfNoReturn(kWrite);
    } catch (const Error&) {
      Fail(std::current_exception(), DiscState::kComplete, std::nullopt);
    }
  }

  bool TouchesCommit(const BlockRanges& mismatches) const {
    const auto& commit = job_.prepared->commit;
    return commit && std::any_of(mismatches.begin(), mismatches.end(), [&](const BlockRange& bad) {
             return bad.start < commit->new_session_start;
           });
  }

  [[noreturn]] void Fail(const std::exception_ptr& cause, std::optional<DiscState> known,
                         std::optional<BlockRanges> mismatches, bool stopped = false) {
    report_.elapsed = meter_.elapsed();
    const ProgressMap& map = meter_.map();
    const DiscState state = known
                                ? *known
                                : job_.witness->Judge(job_.drive->Commands(), *job_.image,
                                                      {.written = map.has_written(),
                                                       .finalizing = map.finalizing(),
                                                       .medium_change = MayBeMediumChange(cause)});
    throw BurnFailure(cause, stopped || (cancel_->requested() && IsCancel(cause)), state,
                      std::move(report_), std::move(mismatches));
  }

  const Recording& job_;
  const BurnOptions& options_;
  const std::shared_ptr<CancelToken> cancel_;
  BurnMeter& meter_;
  BurnReport report_;
};

}  // namespace

DriveHold::DriveHold(DriveObjects& drive, const std::wstring& client_name, bool keep_awake)
    : access_(drive.Recorder(), true, client_name), quiet_(drive.Recorder()) {
  if (keep_awake) awake_.emplace();
}

void DriveHold::GiveBack(std::vector<std::string>* warnings) {
  awake_.reset();
  if (!quiet_.GiveBack()) {
    warnings->emplace_back(
        "Windows could not be told to notice changed discs again. It may show what the disc held "
        "before until the disc is put in anew.");
  }
  if (!access_.GiveBack()) {
    warnings->emplace_back(
        "The drive could not be given back, and stays locked for other programs until its handles "
        "are closed.");
  }
}

BurnReport EmptyReport(const PreparedBurn& prepared) {
  BurnReport report;
  report.mode = prepared.plan.mode;
  report.ranges = prepared.plan.ranges.size();
  report.blocks_planned = prepared.plan.blocks;
  report.image_blocks = prepared.plan.image_blocks;
  report.warnings = prepared.plan.warnings;
  return report;
}

bool IsCancel(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const com::ComError& error) {
    return error.code() == hresult::E_IMAPI_REQUEST_CANCELLED || error.code() == E_ABORT;
  } catch (const Error& error) {
    return std::string_view(error.code()) == code::kAborted;
  } catch (...) {
    return false;
  }
}

BurnReport Record(const DriveHold&, const Recording& recording, const BurnOptions& options,
                  const std::shared_ptr<CancelToken>& cancel, BurnMeter& meter) {
  Burn burn(recording, options, cancel, meter);
  const FormatSettings settings(recording.drive->Format(), options, recording.prepared->plan.mode,
                                burn.warnings());
  cancel->ThrowIfRequested(kWrite);
  return burn.Run();
}

void EjectAfter(DriveObjects& drive, BurnReport* report) {
  if (com::Expect(drive.Recorder()->EjectMedia())) return;
  report->warnings.emplace_back("The disc was recorded, but the drive did not eject it.");
}

}  // namespace imapi2
