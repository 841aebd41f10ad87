#include "imapi/resume_in_place.h"

#include <utility>

#include "com/text.h"
#include "imapi/burn_stream.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/image_journal_disc.h"
#include "imapi/image_journal_making.h"
#include "imapi/in_place_witness.h"
#include "imapi/journal_making.h"
#include "imapi/recording.h"

namespace imapi2 {
namespace {

constexpr char kResume[] = "resumeBurn";
// Of what is done before the first sector is written: reading the .iso once, for its digest.
constexpr double kDigestShare = 0.3;

[[noreturn]] void RefuseImage(const ImageJournal& journal, const std::string& why) {
  throw Error(code::kJournalImage, kResume, "The image file '" + journal.path + "' " + why);
}

com::ComPtr<IStream> OpenImage(const ImageJournal& journal) {
  try {
    return OpenIsoFile(com::FromUtf8(journal.path));
  } catch (const Error& error) {
    throw Error(code::kJournalImage, kResume, error.what());
  }
}

// Half of one image and half of another would be worse than what there is.
void RequireSameImage(const ImageJournal& journal, com::StreamReader& image,
                      const CancelToken& cancel, BurnMeter& meter) {
  const bool same_size =
      image.Size() == static_cast<uint64_t>(journal.image_blocks) * uint64_t{kBlockSize};
  if (!same_size || DigestOfImage(image, journal.image_blocks, cancel, [&](double part) {
                      meter.OnBefore(BurnProgress::Phase::kCreate, -1, kDigestShare * part);
                    }) != journal.image) {
    RefuseImage(journal, "is not what it was when the burn began");
  }
}

[[noreturn]] void RefuseDisc(bool other) {
  throw Error(code::kJournalOtherDisc, kResume,
              other ? "The disc in the drive is not the one that the journal is of"
                    : "Something else has been recorded on the disc since, so the journal is of no "
                      "use any more");
}

PreparedBurn Prepare(const ImageJournal& journal, const BlockRanges& ranges) {
  PreparedBurn prepared;
  prepared.plan.mode = BurnMode::kModified;
  prepared.plan.ranges = ranges;
  prepared.plan.blocks = BlockCount(ranges);
  prepared.plan.image_blocks = journal.image_blocks;
  return prepared;
}

BurnReport NothingWritten(const ImageJournal& journal, BurnMeter& meter) {
  BurnReport report = EmptyReport(Prepare(journal, {}));
  report.blocks_written = 0;
  report.elapsed = meter.elapsed();
  return report;
}

// Refuses another disc and another image, and finds what is left to do.
ImageSight Look(DriveObjects& drive, ImageJournalReader& reader, com::StreamReader& recorded,
                com::StreamReader& image, const CancelToken& cancel, BurnMeter& meter) {
  const ImageJournal& journal = reader.journal();
  const auto total = static_cast<double>(BlockCount(journal.ranges));
  try {
    if (!IsDiscOf(drive, journal)) RefuseDisc(true);
    RequireSameImage(journal, image, cancel, meter);
    const ImageSight sight = LookAtRanges(drive, reader, recorded, cancel, [&](int64_t blocks) {
      meter.OnBefore(BurnProgress::Phase::kImport, -1,
                     kDigestShare + (1 - kDigestShare) * static_cast<double>(blocks) / total);
    });
    if (sight.foreign) RefuseDisc(false);
    return sight;
  } catch (...) {
    const auto cause = std::current_exception();
    if (!cancel.requested() || !IsCancel(cause)) throw;
    // Whether it had been begun was not yet known.
    throw BurnFailure(cause, true, DiscState::kUnknown, NothingWritten(journal, meter),
                      std::nullopt);
  }
}

}  // namespace

ResumeReport StillToRecord(const PreparedBurn& prepared, const BurnMeter& meter) {
  ResumeReport report{.burn = EmptyReport(prepared), .disc_state = DiscState::kCommitInterrupted};
  report.burn.blocks_written = 0;
  report.burn.elapsed = meter.elapsed();
  return report;
}

ResumeReport ResumeInPlace(Drive& drive, JournalFile& file, const BurnOptions& options,
                           const std::shared_ptr<CancelToken>& cancel,
                           const BurnListener& listener) {
  ImageJournalReader reader(file);
  const ImageJournal& journal = reader.journal();
  com::StreamReader image(OpenImage(journal));
  BurnMeter meter({}, {.before = 0.5, .write = 0.4}, {}, listener);
  DriveHold hold(drive.objects(), options.client_name, options.keep_awake);
  com::StreamReader recorded(WithTail(image, journal.tail));
  const ImageSight sight = Look(drive.objects(), reader, recorded, image, *cancel, meter);

  ResumeReport report{.burn = {}, .disc_state = DiscState::kComplete};
  if (sight.all_new) {
    report.burn = NothingWritten(journal, meter);
    report.burn.verified = Verify::kRanges;
    report.burn.warnings.emplace_back("The burn was complete already.");
  } else if (sight.all_old) {
    report.burn = NothingWritten(journal, meter);
    report.burn.warnings.emplace_back(
        "The disc is in its old state: the interrupted burn had changed nothing. Nothing needs "
        "finishing; burn again.");
    report.disc_state = DiscState::kOldSessionValid;
  } else {
    const PreparedBurn prepared = Prepare(journal, sight.missing);
    if (options.dry_run) return StillToRecord(prepared, meter);
    const CommitWitness witness = WitnessOfCut(sight.missing, journal.unit, journal.identity);
    meter.SetRanges(sight.missing);
    report.burn = Record(hold,
                         {.drive = &drive.objects(),
                          .stream = WithBlockRanges(recorded, sight.missing, cancel),
                          .image = &recorded,
                          .prepared = &prepared,
                          .witness = &witness,
                          .trouble = nullptr},
                         options, cancel, meter);
  }
  if (!options.dry_run) EndJournal(file, &report.burn);
  hold.GiveBack(&report.burn.warnings);
  return report;
}

}  // namespace imapi2
