#include "imapi/burn_differences.h"

#include "contract/imapi_hresults.h"

#include <utility>
#include <vector>

#include "com/com_error.h"
#include "imapi/burn_preparation.h"
#include "imapi/burn_stream.h"
#include "imapi/image_journal_making.h"
#include "imapi/in_place_witness.h"
#include "imapi/journal_making.h"
#include "imapi/recording.h"

namespace imapi2 {
namespace {

constexpr char kWrite[] = "IDiscFormat2Data::Write";

// CD-RW, and DVD-RW unless it was formatted for restricted overwrite, are recorded from their
// beginning or not at all.
bool IsOverwritable(const MediaInfo& medium) {
  const bool overwrite = (medium.state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) != 0;
  switch (medium.type) {
    case IMAPI_MEDIA_TYPE_CDRW:
      return false;
    case IMAPI_MEDIA_TYPE_DVDDASHRW:
      return overwrite;
    default:
      return medium.rewritable;
  }
}

// Compared with the disc first, then written, then read back.
BurnShares SharesOf(const BurnOptions& options) {
  constexpr double kBefore = 0.5;
  return {.before = kBefore,
          .write = (1.0 - kBefore) * (options.verify == Verify::kRanges ? 0.75 : 1.0)};
}

BurnReport NothingDiffers(const PreparedBurn& prepared, const BurnMeter& meter) {
  BurnReport report = EmptyReport(prepared);
  report.blocks_written = 0;
  report.verified = Verify::kRanges;
  report.elapsed = meter.elapsed();
  report.warnings.emplace_back("Nothing was written: the disc holds the image already.");
  return report;
}

BurnReport RecordFound(const DriveHold& hold, DriveObjects& drive, const IsoImage& image,
                       const MediaInfo& medium, const Differences& found,
                       const BurnOptions& options, const std::shared_ptr<CancelToken>& cancel,
                       BurnMeter& meter) {
  com::StreamReader recorded(WithTail(*image.stream, found.tail));
  const PreparedBurn prepared =
      PrepareDifferences(options, medium, recorded, image.blocks, found.ranges);
  meter.SetRanges(found.ranges);
  if (found.ranges.empty()) {
    meter.Done();
    return NothingDiffers(prepared, meter);
  }
  const CommitWitness witness = WitnessInPlace(drive, found.ranges, found.unit, image.blocks);
  return Record(hold,
                {.drive = &drive,
                 .stream = WithBlockRanges(recorded, found.ranges, cancel),
                 .image = &recorded,
                 .prepared = &prepared,
                 .witness = &witness,
                 .trouble = nullptr},
                options, cancel, meter);
}

}  // namespace

void RequireOverwritable(const MediaInfo& medium, const IsoImage& image) {
  if (!IsOverwritable(medium)) {
    throw Error(code::kNotRewritable, "burn",
                "Single sectors of this kind of disc cannot be replaced");
  }
  if (medium.total_sectors > 0 && image.blocks > medium.total_sectors) {
    throw com::ComError(hresult::E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA, kWrite,
                        L"The image has " + std::to_wstring(image.blocks) + L" sectors, the disc " +
                            std::to_wstring(medium.total_sectors) + L".");
  }
}

BurnReport BurnDifferences(Drive& drive, const IsoImage& image, const MediaInfo& medium,
                           const BurnOptions& options, const std::shared_ptr<CancelToken>& cancel,
                           const BurnListener& listener) {
  DriveObjects& objects = drive.objects();
  BurnMeter meter({}, SharesOf(options), {}, listener);
  BurnReport report;
  {
    DriveHold hold(objects, options.client_name, options.keep_awake);
    Differences found = FindDifferences({.path = *options.journal,
                                         .image_path = image.path,
                                         .image = image.stream,
                                         .image_blocks = image.blocks,
                                         .drive = &objects,
                                         .write_unit = medium.write_unit},
                                        *cancel, meter);
    try {
      report = RecordFound(hold, objects, image, medium, found, options, cancel, meter);
    } catch (const BurnFailure&) {
      throw;
    } catch (...) {
      // Nothing was written. One that was replaced may be needed still, and this one is as good.
      if (!found.replaced) found.journal.Remove();
      throw;
    }
    EndJournal(found.journal, &report);
    hold.GiveBack(&report.warnings);
  }
  if (options.eject_after) EjectAfter(objects, &report);
  return report;
}

}  // namespace imapi2
