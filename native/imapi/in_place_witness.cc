#include "imapi/in_place_witness.h"

#include <algorithm>
#include <utility>

#include "com/com_error.h"
#include "imapi/image_journal_disc.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

// The first and the last unit of the list.
BlockRanges EndsOf(const BlockRanges& ranges, int64_t unit) {
  const BlockRange& first = ranges.front();
  const BlockRange& last = ranges.back();
  const int64_t first_end = std::min(first.start / unit * unit + unit - 1, int64_t{first.end});
  const int64_t last_start = std::max(last.end / unit * unit, int64_t{last.start});
  return {{first.start, static_cast<int32_t>(first_end)},
          {static_cast<int32_t>(last_start), last.end}};
}

}  // namespace

CommitWitness WitnessInPlace(DriveObjects& drive, const BlockRanges& ranges, int64_t unit,
                             int64_t image_blocks) {
  ImageJournal burn;
  burn.ranges = ranges;
  burn.unit = static_cast<int32_t>(unit);
  burn.image_blocks = static_cast<int32_t>(image_blocks);
  const BlockRanges ends = EndsOf(ranges, unit);
  std::vector<KnownSectors> known = IdentityOf(drive, burn);
  std::vector<std::vector<uint8_t>> before;
  try {
    for (const BlockRange& end : ends) {
      before.emplace_back(static_cast<size_t>(end.blocks() * kBlockSize));
      ReadSectors(drive.Commands(), end.start, before.back());
    }
  } catch (const com::ComError&) {
    return WitnessOfCut(ranges, unit, std::move(known));
  }
  return CommitWitness::InPlace(ends, std::move(before), std::move(known),
                                WriteStart::OfRange(drive.Commands(), ranges.front()));
}

CommitWitness WitnessOfCut(const BlockRanges& ranges, int64_t unit,
                           std::vector<KnownSectors> known) {
  // Nothing that can be read is of no bytes: never the old state.
  return CommitWitness::OfInterrupted(EndsOf(ranges, unit), {{}, {}}, std::move(known));
}

}  // namespace imapi2
