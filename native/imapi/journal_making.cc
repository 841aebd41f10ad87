#include "imapi/journal_making.h"

#include <algorithm>
#include <span>

#include "com/text.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_disc.h"
#include "imapi/journal_replacing.h"
#include "imapi/journal_units.h"
#include "imapi/recording.h"

namespace imapi2 {
namespace {

constexpr char kBurn[] = "burn";
// Where nothing says: a DVD's.
constexpr int32_t kUsualUnit = 16;
constexpr size_t kLongestName = 1024;

std::vector<uint8_t> ReadImage(com::StreamReader& image, const BlockRange& range) {
  std::vector<uint8_t> bytes(static_cast<size_t>(range.blocks() * kBlockSize));
  image.ReadAt(static_cast<uint64_t>(range.start * kBlockSize), bytes);
  return bytes;
}

Journal Describe(const JournalRequest& request) {
  const BurnPlan& plan = request.prepared->plan;
  const MediumFacts medium = ReadMediumFacts(*request.drive);
  const auto unit = static_cast<int32_t>(plan.write_unit.value_or(kUsualUnit));
  Journal journal;
  journal.media_type = medium.type;
  journal.medium_blocks = medium.blocks;
  journal.image_blocks = static_cast<int32_t>(plan.image_blocks);
  journal.write_unit = std::min(unit, kLargestJournalUnit);
  journal.volume_name = com::ToUtf8(request.volume_name.substr(0, kLongestName / 4));
  journal.ranges = plan.ranges;
  journal.commit_ranges = request.prepared->commit->ranges;
  size_t index = 0;
  for (const BlockRange& range : journal.commit()) {
    const auto& before = (*request.old_commit)[index++];
    journal.old_commit.insert(journal.old_commit.end(), before.begin(), before.end());
    const auto after = ReadImage(*request.image, range);
    journal.new_commit.insert(journal.new_commit.end(), after.begin(), after.end());
  }
  journal.identity = KnownSectorsOf(*request.drive, journal);
  return journal;
}

void WriteTo(const ByteSink& sink, const Journal& journal, const JournalRequest& request,
             const CancelToken& cancel, BurnMeter& meter) {
  JournalWriter writer(journal, sink);
  const BlockRanges session = journal.session();
  const auto total = static_cast<double>(BlockCount(session));
  std::vector<uint8_t> buffer(static_cast<size_t>(kLargestJournalUnit * kBlockSize));
  int64_t done = 0;
  ForEachPortion(session, journal.write_unit, [&](size_t, const BlockRange& portion) {
    cancel.ThrowIfRequested(kBurn);
    const auto bytes = std::span(buffer).first(static_cast<size_t>(portion.blocks() * kBlockSize));
    request.image->ReadAt(static_cast<uint64_t>(portion.start * kBlockSize), bytes);
    DigestPieces(portion, bytes, journal.write_unit,
                 [&](const Sha256Digest& digest) { writer.Add(digest); });
    done += portion.blocks();
    meter.OnBefore(BurnProgress::Phase::kCreate, portion.end, static_cast<double>(done) / total);
  });
  writer.Finish();
}

}  // namespace

std::optional<JournalFile> MakeJournal(const JournalRequest& request, const CancelToken& cancel,
                                       BurnMeter& meter) {
  if (request.prepared->plan.mode == BurnMode::kWhole) return std::nullopt;
  if (!request.prepared->commit) {
    throw Error(code::kNoCommitRanges, kBurn,
                "The list of ranges does not end with ranges that move the disc to the new "
                "session, so no journal could finish it");
  }
  try {
    const bool replace = RequireReplaceable(request.path, *request.drive, false);
    const Journal journal = Describe(request);
    return JournalFile::Create(request.path, replace, [&](const ByteSink& sink) {
      WriteTo(sink, journal, request, cancel, meter);
    });
  } catch (...) {
    const auto cause = std::current_exception();
    if (!cancel.requested() || !IsCancel(cause)) throw;
    throw BurnFailure(cause, true, DiscState::kUnchanged, EmptyReport(*request.prepared),
                      std::nullopt);
  }
}

void EndJournal(JournalFile& file, BurnReport* report) {
  if (file.Remove()) return;
  report->warnings.emplace_back(
      "The journal is needed no more, but its file could not be removed.");
}

BurnReport RecordWithJournal(std::optional<JournalFile> journal,
                             const std::function<BurnReport()>& record) {
  try {
    BurnReport report = record();
    if (journal) EndJournal(*journal, &report);
    return report;
  } catch (const BurnFailure& failure) {
    if (journal && failure.disc_state() == DiscState::kUnchanged) journal->Remove();
    throw;
  } catch (...) {
    if (journal) journal->Remove();
    throw;
  }
}

}  // namespace imapi2
