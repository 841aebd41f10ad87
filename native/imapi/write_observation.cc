#include "imapi/write_observation.h"

#include <algorithm>
#include <mutex>
#include <optional>

#include "com/advise_cookie.h"
#include "com/com_error.h"
#include "imapi/burn_events.h"
#include "imapi/burn_preparation.h"
#include "imapi/burn_stream.h"
#include "imapi/format_settings.h"
#include "imapi/recording.h"

namespace imapi2 {
namespace {

constexpr char kWrite[] = "IDiscFormat2Data::Write";

// A list that grows with the disc would be no help in a bug report.
constexpr size_t kMostNoted = 20'000;

void NoteThread(std::vector<uint32_t>* threads) {
  const uint32_t id = GetCurrentThreadId();
  if (std::find(threads->begin(), threads->end(), id) == threads->end()) threads->push_back(id);
}

// Written to from whichever threads Write uses; finding out which is what it is for.
class Notes {
 public:
  void OnEvent(const BurnEvent& event) {
    const std::lock_guard lock(mutex_);
    NoteThread(&seen_.event_threads);
    const WriteFigures& figures = event.figures;
    action_ = figures.action;
    const ObservedEvent noted{figures.action, figures.start_lba, figures.sector_count,
                              figures.last_written_lba};
    const bool is_new = seen_.events.empty() || !(seen_.events.back() == noted);
    if (is_new && seen_.events.size() < kMostNoted) seen_.events.push_back(noted);
  }

  void OnRead(uint64_t offset, uint64_t bytes) {
    if (bytes == 0) return;
    const std::lock_guard lock(mutex_);
    NoteThread(&seen_.read_threads);
    const auto start = static_cast<int64_t>(offset / kBlockSize);
    const auto end = static_cast<int64_t>((offset + bytes - 1) / kBlockSize);
    if (!seen_.reads.empty()) {
      ObservedRead& last = seen_.reads.back();
      if (last.action == action_ && start >= last.start_lba && start <= last.end_lba + 1) {
        last.end_lba = std::max(last.end_lba, end);
        return;
      }
    }
    if (seen_.reads.size() < kMostNoted) seen_.reads.push_back({action_, start, end});
  }

  WriteObservation Take() {
    const std::lock_guard lock(mutex_);
    return std::move(seen_);
  }

 private:
  std::mutex mutex_;
  WriteObservation seen_;
  int32_t action_ = -1;
};

// Sets ForceOverwrite, which no modified burn of this package does, and takes it back.
class Forced {
 public:
  Forced(IDiscFormat2Data* format, bool force) : format_(format), force_(force) {
    if (force_) com::Check(format_->put_ForceOverwrite(VARIANT_TRUE), "put_ForceOverwrite");
  }
  Forced(const Forced&) = delete;
  Forced& operator=(const Forced&) = delete;
  ~Forced() {
    if (force_) com::Expect(format_->put_ForceOverwrite(VARIANT_FALSE));
  }

 private:
  IDiscFormat2Data* const format_;
  const bool force_;
};

}  // namespace

WriteObservation ObserveWrite(Drive& drive, ImageResult& image, const ObservedWrite& how,
                              const std::shared_ptr<const CancelToken>& cancel) {
  image.RequireUnspent(kWrite);
  cancel->ThrowIfRequested(kWrite);
  ResultObjects& objects = image.objects();
  const PreparedBurn prepared = PrepareBurn(drive, image, std::nullopt, std::nullopt);
  BurnOptions options;
  options.verify = Verify::kFull;
  options.client_name = how.client_name;
  const auto notes = std::make_shared<Notes>();
  const auto stream =
      WithBlockRanges(objects.stream(), prepared.plan.ranges, cancel,
                      [notes](uint64_t offset, uint64_t bytes) { notes->OnRead(offset, bytes); });

  const DriveHold hold(drive.objects(), how.client_name, true);
  IDiscFormat2Data* const format = drive.objects().Format();
  std::vector<std::string> warnings;
  const FormatSettings settings(format, options, BurnMode::kModified, &warnings);
  const Forced forced(format, how.force_overwrite);
  const auto sink = MakeBurnEvents(format, cancel, [notes](const BurnEvent& event) {
    notes->OnEvent(event);
    return true;
  });
  const com::AdviseCookie events(format, sink);
  const HRESULT result = format->Write(stream.Get());
  com::Expect(result);
  // Whatever it did, the disc is no longer the one that the image was made for.
  image.Spend();
  WriteObservation seen = notes->Take();
  seen.result = result;
  seen.calling_thread = GetCurrentThreadId();
  return seen;
}

}  // namespace imapi2
