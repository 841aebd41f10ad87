#include "imapi/resume.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "com/read_only_stream.h"
#include "imapi/burn_stream.h"
#include "imapi/comparison.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_disc.h"
#include "imapi/journal_file.h"
#include "imapi/journal_making.h"
#include "imapi/recording.h"
#include "imapi/resume_in_place.h"

namespace imapi2 {
namespace {

constexpr char kResume[] = "resumeBurn";

// What the engine may read behind a range that it records: nobody says that it reads no more than
// that.
constexpr int64_t kReadAhead = 512;  // 1 MiB

// An image as long as the interrupted one, of which only the commit ranges are known, and behind
// each what the disc holds: a drive that recorded that too would change nothing. A read that begins
// anywhere else fails: a list of ranges that was lost on the way must not become a disc of zeros.
class CommitImage final : public com::ReadOnlyStream<> {
 public:
  using ReadDisc = std::function<std::vector<uint8_t>(const BlockRange&)>;

  CommitImage(const Journal& journal, const ReadDisc& read_disc)
      : size_(static_cast<uint64_t>(journal.image_blocks) * kBlockSize) {
    size_t place = 0;
    for (const BlockRange& range : journal.commit()) {
      const auto size = static_cast<size_t>(range.blocks() * kBlockSize);
      const auto begin = journal.new_commit.begin() + static_cast<ptrdiff_t>(place);
      parts_[OffsetOf(range.start)] = {.recorded = true,
                                       .bytes = {begin, begin + static_cast<ptrdiff_t>(size)}};
      place += size;
    }
    for (const BlockRange& range : journal.commit()) {
      const int64_t start = int64_t{range.end} + 1;
      int64_t end = std::min(start + kReadAhead, int64_t{journal.image_blocks});
      const auto next = parts_.lower_bound(OffsetOf(start));
      if (next != parts_.end()) {
        end = std::min(end, static_cast<int64_t>(next->first / kBlockSize));
      }
      if (start >= end) continue;
      const BlockRange behind = {static_cast<int32_t>(start), static_cast<int32_t>(end - 1)};
      parts_[OffsetOf(start)] = {.recorded = false, .bytes = read_disc(behind)};
    }
  }

 private:
  struct Part {
    bool recorded;
    std::vector<uint8_t> bytes;
  };

  static uint64_t OffsetOf(int64_t lba) { return static_cast<uint64_t>(lba) * kBlockSize; }

  uint64_t Size() const noexcept override { return size_; }
  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    auto part = parts_.upper_bound(offset);
    if (part == parts_.begin() || !(--part)->second.recorded) return STG_E_READFAULT;
    std::span left(static_cast<uint8_t*>(buffer), size);
    // Those that follow are its neighbours, without a gap, or not known.
    for (uint64_t at = offset; part != parts_.end() && part->first <= at && !left.empty(); ++part) {
      const std::vector<uint8_t>& bytes = part->second.bytes;
      const auto skip = static_cast<size_t>(at - part->first);
      if (skip >= bytes.size()) break;
      const size_t count = std::min(left.size(), bytes.size() - skip);
      std::memcpy(left.data(), bytes.data() + skip, count);
      left = left.subspan(count);
      at += count;
    }
    if (!left.empty()) return STG_E_READFAULT;
    *read = size;
    return S_OK;
  }

  const uint64_t size_;
  std::map<uint64_t, Part> parts_;  // by where they begin
};

PreparedBurn PrepareCommit(const Journal& journal) {
  PreparedBurn prepared;
  prepared.commit = FindCommitShape(journal.ranges);
  prepared.plan.mode = BurnMode::kModified;
  prepared.plan.ranges = journal.commit();
  prepared.plan.blocks = BlockCount(prepared.plan.ranges);
  prepared.plan.image_blocks = journal.image_blocks;
  return prepared;
}

CommitWitness WitnessOf(const Journal& journal) {
  std::vector<std::vector<uint8_t>> before;
  auto place = journal.old_commit.begin();
  for (const BlockRange& range : journal.commit()) {
    const auto end = place + static_cast<ptrdiff_t>(range.blocks() * kBlockSize);
    before.emplace_back(place, end);
    place = end;
  }
  return CommitWitness::OfInterrupted(journal.commit(), std::move(before), journal.identity);
}

BurnReport NothingWritten(const Journal& journal, const BurnMeter& meter) {
  BurnReport report;
  report.blocks_written = 0;
  report.image_blocks = journal.image_blocks;
  report.elapsed = meter.elapsed();
  return report;
}

std::string Named(const Journal& journal) {
  return journal.volume_name.empty() ? "the disc" : "the disc '" + journal.volume_name + "'";
}

// What the journal's burn wrote before its commit ranges must be there, or pointing at it would be
// the end of the old session and no beginning of a new one.
void RequireSession(DriveObjects& drive, JournalReader& reader, DiscState state,
                    const CancelToken& cancel, BurnMeter& meter) {
  const Journal& journal = reader.journal();
  const auto total = static_cast<double>(BlockCount(journal.session()));
  const auto fail = [&](const std::exception_ptr& cause, std::optional<BlockRanges> mismatches) {
    throw BurnFailure(cause, cancel.requested() && IsCancel(cause), state,
                      NothingWritten(journal, meter), std::move(mismatches));
  };
  BlockRanges faults;
  try {
    faults = FindSessionFaults(drive, reader, cancel, [&](int64_t blocks) {
      meter.OnBefore(BurnProgress::Phase::kVerify, -1, static_cast<double>(blocks) / total);
    });
  } catch (...) {
    fail(std::current_exception(), std::nullopt);
  }
  if (faults.empty()) return;
  const Error error(code::kJournalMismatch, kResume,
                    "The new session on " + Named(journal) +
                        " is not what the journal says, first at sector " +
                        std::to_string(faults.front().start));
  fail(std::make_exception_ptr(error), std::move(faults));
}

[[noreturn]] void RefuseDisc(const Journal& journal, JournaledDisc disc) {
  throw Error(code::kJournalOtherDisc, kResume,
              disc == JournaledDisc::kOther
                  ? "The disc in the drive is not " + Named(journal) + " that the journal is of"
                  : "Something else has been recorded on " + Named(journal) +
                        " since, so the journal is of no use any more");
}

BurnReport WriteCommit(const DriveHold& hold, DriveObjects& drive, const Journal& journal,
                       const BurnOptions& options, const std::shared_ptr<CancelToken>& cancel,
                       BurnMeter& meter) {
  const auto read_disc = [&](const BlockRange& range) {
    std::vector<uint8_t> bytes(static_cast<size_t>(range.blocks() * kBlockSize));
    ReadWhatReads(drive.Commands(), range.start, bytes, *cancel);
    return bytes;
  };
  com::StreamReader image(com::ComPtr<IStream>::Attach(new CommitImage(journal, read_disc)));
  const PreparedBurn prepared = PrepareCommit(journal);
  const CommitWitness witness = WitnessOf(journal);
  return Record(hold,
                {.drive = &drive,
                 .stream = WithBlockRanges(image, prepared.plan.ranges, cancel),
                 .image = &image,
                 .prepared = &prepared,
                 .witness = &witness,
                 .trouble = nullptr},
                options, cancel, meter);
}

}  // namespace

ResumeReport ResumeBurn(Drive& drive, const std::wstring& path, const BurnOptions& options,
                        const std::shared_ptr<CancelToken>& cancel, const BurnListener& listener) {
  cancel->ThrowIfRequested(kResume);
  JournalFile file = JournalFile::Open(path);
  if (JournalVersion(file) == kImageJournal) {
    return ResumeInPlace(drive, file, options, cancel, listener);
  }
  JournalReader reader(file);
  const Journal& journal = reader.journal();
  BurnMeter meter(journal.commit(), {.before = 0.8, .write = 0.15}, {}, listener);
  DriveHold hold(drive.objects(), options.client_name, options.keep_awake);

  ResumeReport report{.burn = {}, .disc_state = DiscState::kComplete};
  const JournaledDisc disc = LookAtDisc(drive.objects(), journal);
  switch (disc) {
    case JournaledDisc::kOther:
    case JournaledDisc::kChanged:
      RefuseDisc(journal, disc);
    case JournaledDisc::kOld:
      report.burn = NothingWritten(journal, meter);
      report.burn.warnings.emplace_back(
          "The disc is in its old state: the interrupted burn had changed nothing that the old "
          "session uses. Nothing needs finishing; burn again.");
      report.disc_state = DiscState::kOldSessionValid;
      break;
    case JournaledDisc::kNew:
      RequireSession(drive.objects(), reader, DiscState::kComplete, *cancel, meter);
      report.burn = NothingWritten(journal, meter);
      report.burn.verified = Verify::kRanges;
      report.burn.warnings.emplace_back("The burn was complete already.");
      break;
    case JournaledDisc::kInterrupted:
      RequireSession(drive.objects(), reader, DiscState::kCommitInterrupted, *cancel, meter);
      if (options.dry_run) return StillToRecord(PrepareCommit(journal), meter);
      report.burn = WriteCommit(hold, drive.objects(), journal, options, cancel, meter);
      break;
  }
  if (!options.dry_run) EndJournal(file, &report.burn);
  hold.GiveBack(&report.burn.warnings);
  return report;
}

}  // namespace imapi2
