#include "imapi/burn.h"

#include "contract/imapi_hresults.h"

#include <algorithm>
#include <utility>

#include "com/com_error.h"
#include "imapi/burn_differences.h"
#include "imapi/burn_stream.h"
#include "imapi/comparison.h"
#include "imapi/differing_units.h"
#include "imapi/image_journal_making.h"
#include "imapi/in_place_witness.h"
#include "imapi/journal_making.h"
#include "imapi/range_rules.h"
#include "imapi/recording.h"

namespace imapi2 {
namespace {

constexpr char kWrite[] = "IDiscFormat2Data::Write";

// Reading back is faster than writing, and digesting what is going to be written faster still.
BurnShares SharesOf(const BurnOptions& options) {
  const double before = options.journal ? 0.15 : 0.0;
  return {.before = before,
          .write = (1.0 - before) * (options.verify == Verify::kRanges ? 0.75 : 1.0)};
}

void NoteNoJournal(BurnReport* report) {
  report->warnings.emplace_back(
      "No journal was written: the image was recorded whole, and there was no old session that "
      "could have been lost.");
}

// The image's own stream wherever that does the right thing: it is the path that Windows itself
// uses.
com::ComPtr<IStream> StreamFor(const BurnOptions& options, const PreparedBurn& prepared,
                               ResultObjects& image,
                               const std::shared_ptr<const CancelToken>& cancel) {
  if (options.ranges) return WithBlockRanges(image.stream(), *options.ranges, cancel);
  const bool whole = prepared.plan.mode == BurnMode::kWhole;
  const bool listed =
      com::ComPtr<IStream>(image.stream().Get()).TryAs<IBlockRangeList>().Get() != nullptr;
  if (whole && listed) return HideBlockRanges(image.stream(), cancel);
  return com::ComPtr<IStream>(image.stream().Get());
}

// A list that names no commit ranges was given by somebody who may replace live data with it.
CommitWitness WitnessFor(const BurnOptions& options, DriveObjects& drive,
                         const PreparedBurn& prepared) {
  const BurnPlan& plan = prepared.plan;
  if (!options.ranges || prepared.commit || prepared.medium.blank) {
    return CommitWitness(drive.Commands(), prepared);
  }
  return WitnessInPlace(drive, plan.ranges, UnitToRecord(plan.write_unit, plan.image_blocks),
                        plan.image_blocks);
}

std::vector<ProgressItem> SortedItems(const ResultObjects& image) {
  try {
    std::vector<ProgressItem> items = image.ProgressItems();
    std::stable_sort(items.begin(), items.end(), [](const auto& left, const auto& right) {
      return left.first_block < right.first_block;
    });
    return items;
  } catch (const com::ComError&) {
    // Names in the progress are a convenience.
    return {};
  }
}

}  // namespace

BurnReport BurnResult(Drive& drive, ImageResult& image, const BurnOptions& options,
                      const std::shared_ptr<CancelToken>& cancel, const BurnListener& listener) {
  cancel->ThrowIfRequested(kWrite);
  const PreparedBurn prepared = PrepareFor(options, drive, image);
  ResultObjects& objects = image.objects();
  SourceTrouble* trouble = image.image()->objects().trouble().get();
  const auto stream = StreamFor(options, prepared, objects, cancel);
  BurnMeter meter(prepared.plan.ranges, SharesOf(options), SortedItems(objects), listener,
                  prepared.disc_offset);

  std::optional<BurnReport> report;
  {
    DriveHold hold(drive.objects(), options.client_name, options.keep_awake);
    if (prepared.plan.mode == BurnMode::kModified || prepared.appends) {
      RequireImportedDisc(drive, image);
    }
    const CommitWitness witness = WitnessFor(options, drive.objects(), prepared);
    std::optional<JournalFile> journal;
    if (options.journal) {
      journal = NamingSources(*trouble, kWrite, [&] {
        return MakeJournal({.path = *options.journal,
                            .volume_name = image.image()->objects().State().volume_name,
                            .drive = &drive.objects(),
                            .prepared = &prepared,
                            .image = &objects.stream(),
                            .old_commit = &witness.before()},
                           *cancel, meter);
      });
    }
    report = RecordWithJournal(std::move(journal), [&] {
      return Record(hold,
                    {.drive = &drive.objects(),
                     .stream = stream,
                     .image = &objects.stream(),
                     .prepared = &prepared,
                     .witness = &witness,
                     .trouble = trouble},
                    options, cancel, meter);
    });
    image.Spend();
    hold.GiveBack(&report->warnings);
  }
  if (options.journal && prepared.plan.mode == BurnMode::kWhole) NoteNoJournal(&*report);
  if (options.eject_after) EjectAfter(drive.objects(), &*report);
  return std::move(*report);
}

BurnReport BurnIsoFile(Drive& drive, const std::wstring& path, const BurnOptions& options,
                       const std::shared_ptr<CancelToken>& cancel, const BurnListener& listener) {
  cancel->ThrowIfRequested(kWrite);
  com::StreamReader image(OpenIsoFile(path));
  const auto size = static_cast<int64_t>(image.Size());
  if (size == 0 || size % kBlockSize != 0 || size / kBlockSize > INT32_MAX) {
    throw com::ComError(hresult::E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, kWrite,
                        L"The image file's size is not a multiple of 2048 bytes.");
  }
  const IsoImage iso = {
      .path = path, .stream = &image, .blocks = static_cast<int32_t>(size / kBlockSize)};
  if (options.differences) {
    const MediaInfo medium = ReadMediaInfo(drive.objects());
    RequireOverwritable(medium, iso);
    // On a blank disc everything differs, and a first burn may have to format it.
    if (!medium.blank) return BurnDifferences(drive, iso, medium, options, cancel, listener);
  }
  const PreparedBurn prepared = PrepareForIso(options, drive.objects(), image);
  BurnMeter meter(prepared.plan.ranges, SharesOf(options), {}, listener);
  BurnReport report;
  {
    DriveHold hold(drive.objects(), options.client_name, options.keep_awake);
    const CommitWitness witness = WitnessFor(options, drive.objects(), prepared);
    std::optional<JournalFile> journal;
    if (options.journal && options.ranges) {
      journal = MakeListJournal({.path = *options.journal,
                                 .image_path = path,
                                 .image = &image,
                                 .image_blocks = iso.blocks,
                                 .drive = &drive.objects(),
                                 .write_unit = prepared.plan.write_unit},
                                *options.ranges, *cancel, meter);
    }
    report = RecordWithJournal(std::move(journal), [&] {
      return Record(hold,
                    {.drive = &drive.objects(),
                     .stream = options.ranges ? WithBlockRanges(image, *options.ranges, cancel)
                                              : HideBlockRanges(image, cancel),
                     .image = &image,
                     .prepared = &prepared,
                     .witness = &witness,
                     .trouble = nullptr},
                    options, cancel, meter);
    });
    hold.GiveBack(&report.warnings);
  }
  if (options.journal && prepared.plan.mode == BurnMode::kWhole) NoteNoJournal(&report);
  if (options.eject_after) EjectAfter(drive.objects(), &report);
  return report;
}

VerifyReport VerifyResult(Drive& drive, ImageResult& image,
                          const std::optional<BlockRanges>& ranges, const CancelToken& cancel,
                          const BurnListener& listener) {
  ResultObjects& objects = image.objects();
  auto list = ranges ? ranges : objects.StreamBlockRanges();
  if (!list) list = BlockRanges{{0, objects.total_blocks() - 1}};
  JudgeRanges(*list,
              {.image_blocks = objects.total_blocks(), .medium_blocks = {}, .write_unit = {}},
              ListOrigin::kImage, "verifyRanges");
  const auto& imported = image.image()->objects().imported();
  VerifyReport report;
  report.blocks = BlockCount(*list);
  // Nothing is written.
  BurnMeter meter(*list, {.before = 0, .write = 0}, {}, listener);
  Comparison found =
      Compare({.drive = drive.objects().Commands(),
               .image = &objects.stream(),
               .ranges = &*list,
               .disc_offset = imported ? imported->disc_offset() : 0},
              cancel, [&meter](size_t range, int64_t blocks) { meter.OnCompared(range, blocks); });
  meter.Done();
  report.mismatches = std::move(found.mismatches);
  return report;
}

}  // namespace imapi2
