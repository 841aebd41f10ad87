#include "imapi/image_journal_disc.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include "imapi/comparison.h"
#include "imapi/differing_units.h"
#include "imapi/journal_disc.h"
#include "imapi/journal_units.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

std::vector<uint8_t> BufferFor(const BlockRange& range) {
  return std::vector<uint8_t>(static_cast<size_t>(range.blocks() * kBlockSize));
}

struct Sector {
  std::span<const uint8_t> now;
  bool readable;
  std::span<const uint8_t> fresh;
  OldSector old;
};

// Whether it is what it was to be.
bool LookAtSector(const Sector& sector, ImageSight* sight) {
  const bool is_new = sector.readable &&
                      std::memcmp(sector.now.data(), sector.fresh.data(), sector.now.size()) == 0;
  sight->all_new = sight->all_new && is_new;
  // The digest is what takes time.
  if (is_new && !sight->all_old) return true;
  // One that could not be read then tells nothing by what it is now.
  const bool unknown = sector.old == kUnreadableSector;
  const bool is_old = unknown ? !is_new : sector.readable && OldSectorOf(sector.now) == sector.old;
  sight->all_old = sight->all_old && is_old;
  // A unit in which the power went can't be read.
  sight->foreign = sight->foreign || (sector.readable && !is_new && !is_old);
  return is_new;
}

}  // namespace

std::vector<KnownSectors> IdentityOf(DriveObjects& drive, const ImageJournal& journal) {
  std::vector<KnownSectors> known;
  for (const BlockRange& sample :
       SampleOutside(journal.ranges, journal.unit, journal.image_blocks)) {
    std::vector<uint8_t> bytes = BufferFor(sample);
    if (TryRead(drive.Commands(), sample.start, bytes)) known.push_back({sample, Sha256Of(bytes)});
  }
  return known;
}

bool IsDiscOf(DriveObjects& drive, const ImageJournal& journal) {
  const MediumFacts medium = ReadMediumFacts(drive);
  if (medium.type != journal.media_type || medium.blocks != journal.medium_blocks) return false;
  bool seen = journal.identity.empty();
  for (const KnownSectors& known : journal.identity) {
    std::vector<uint8_t> bytes = BufferFor(known.sectors);
    if (!TryRead(drive.Commands(), known.sectors.start, bytes)) continue;
    if (Sha256Of(bytes) != known.digest) return false;
    seen = true;
  }
  return seen;
}

ImageSight LookAtRanges(DriveObjects& drive, ImageJournalReader& reader, com::StreamReader& image,
                        const CancelToken& cancel, const std::function<void(int64_t)>& done) {
  const ImageJournal& journal = reader.journal();
  ImageSight sight;
  DifferingUnits missing(journal.unit);
  int64_t blocks = 0;
  ForEachPortion(journal.ranges, journal.unit, [&](size_t index, const BlockRange& portion) {
    cancel.ThrowIfRequested(kReadOperation);
    const auto count = static_cast<size_t>(portion.blocks());
    const auto old = reader.OldSectors(static_cast<uint64_t>(blocks), count);
    std::vector<uint8_t> fresh = BufferFor(portion);
    image.ReadAt(static_cast<uint64_t>(portion.start) * kBlockSize, fresh);
    std::vector<uint8_t> now = BufferFor(portion);
    const std::vector<bool> readable =
        ReadWhatReads(drive.Commands(), portion.start, now, cancel).sectors;
    for (size_t i = 0; i < count; ++i) {
      const bool is_new =
          LookAtSector({.now = std::span(now).subspan(i * kBlockSize, kBlockSize),
                        .readable = readable[i],
                        .fresh = std::span(fresh).subspan(i * kBlockSize, kBlockSize),
                        .old = old[i]},
                       &sight);
      if (!is_new) missing.Add(portion.start + static_cast<int64_t>(i), journal.ranges[index]);
    }
    blocks += portion.blocks();
    done(blocks);
  });
  sight.missing = missing.ranges();
  return sight;
}

}  // namespace imapi2
