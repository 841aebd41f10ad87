#include "imapi/resume.h"

#include <cstring>
#include <utility>
#include <vector>

#include "com/read_only_stream.h"
#include "imapi/burn_stream.h"
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

// An image as long as the interrupted one, of which only the commit ranges are known. Anything else
// fails: a list of ranges that was lost on the way must not become a disc of zeros.
class CommitImage final : public com::ReadOnlyStream<> {
 public:
  explicit CommitImage(const Journal& journal)
      : size_(static_cast<uint64_t>(journal.image_blocks) * kBlockSize) {
    size_t place = 0;
    for (const BlockRange& range : journal.commit()) {
      const auto size = static_cast<size_t>(range.blocks() * kBlockSize);
      const auto begin = journal.new_commit.begin() + static_cast<ptrdiff_t>(place);
      parts_.push_back({static_cast<uint64_t>(range.start) * kBlockSize,
                        {begin, begin + static_cast<ptrdiff_t>(size)}});
      place += size;
    }
  }

 private:
  struct Part {
    uint64_t offset;
    std::vector<uint8_t> bytes;
  };

  uint64_t Size() const noexcept override { return size_; }
  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    for (const Part& part : parts_) {
      if (offset < part.offset || offset + size > part.offset + part.bytes.size()) continue;
      std::memcpy(buffer, part.bytes.data() + (offset - part.offset), size);
      *read = size;
      return S_OK;
    }
    return STG_E_READFAULT;
  }

  const uint64_t size_;
  std::vector<Part> parts_;
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
  com::StreamReader image(com::ComPtr<IStream>::Attach(new CommitImage(journal)));
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
