#include "imapi/journal_disc.h"

#include <algorithm>
#include <optional>
#include <span>

#include "com/com_error.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_units.h"
#include "imapi/known_sectors.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

std::vector<uint8_t> BufferFor(const BlockRange& range) {
  return std::vector<uint8_t>(static_cast<size_t>(range.blocks() * kBlockSize));
}

std::optional<Sha256Digest> DigestOf(DriveObjects& drive, const BlockRange& range) {
  std::vector<uint8_t> bytes = BufferFor(range);
  if (!TryRead(drive.Commands(), range.start, bytes)) return std::nullopt;
  return Sha256Of(bytes);
}

struct CommitSight {
  bool all_old = true;
  bool all_new = true;
  // A sector that is neither, and can be read.
  bool foreign = false;
};

void LookAtSector(std::span<const uint8_t> now, std::span<const uint8_t> old,
                  std::span<const uint8_t> fresh, CommitSight* sight) {
  const bool is_old = std::equal(now.begin(), now.end(), old.begin());
  const bool is_new = std::equal(now.begin(), now.end(), fresh.begin());
  sight->all_old = sight->all_old && is_old;
  sight->all_new = sight->all_new && is_new;
  sight->foreign = sight->foreign || (!is_old && !is_new);
}

CommitSight LookAtCommit(DriveObjects& drive, const Journal& journal) {
  CommitSight sight;
  size_t place = 0;
  std::vector<uint8_t> now(kBlockSize);
  for (const BlockRange& range : journal.commit()) {
    for (int64_t lba = range.start; lba <= range.end; ++lba, place += kBlockSize) {
      // Sector by sector: one that can't be read must not hide how the others are.
      if (!TryRead(drive.Commands(), lba, now)) {
        sight.all_old = sight.all_new = false;
        continue;
      }
      LookAtSector(now, std::span(journal.old_commit).subspan(place, kBlockSize),
                   std::span(journal.new_commit).subspan(place, kBlockSize), &sight);
    }
  }
  return sight;
}

bool IsSameDisc(DriveObjects& drive, const Journal& journal) {
  const MediumFacts medium = ReadMediumFacts(drive);
  if (medium.type != journal.media_type || medium.blocks != journal.medium_blocks) return false;
  return HoldsAll(drive.Commands(), journal.identity);
}

void AddFault(const BlockRange& piece, BlockRanges* faults) {
  if (!faults->empty() && faults->back().end + 1 == piece.start) {
    faults->back().end = piece.end;
  } else {
    faults->push_back(piece);
  }
}

}  // namespace

std::vector<KnownSectors> KnownSectorsOf(DriveObjects& drive, const Journal& journal) {
  const RewrittenSectors burn = {.ranges = &journal.ranges,
                                 .write_unit = journal.write_unit,
                                 .medium_blocks = journal.medium_blocks};
  std::vector<KnownSectors> known =
      FindDescriptors(drive.Commands(), burn, journal.commit(), journal.old_commit);
  if (known.empty()) {
    throw Error(code::kJournalWrite, "burn",
                "The disc has no volume descriptors that the burn leaves alone, so a journal could "
                "not know it again");
  }
  AddRecognition(drive.Commands(), burn, &known);
  return known;
}

MediumFacts ReadMediumFacts(DriveObjects& drive) {
  IMAPI_MEDIA_PHYSICAL_TYPE type = IMAPI_MEDIA_TYPE_UNKNOWN;
  com::Check(drive.Format()->get_CurrentPhysicalMediaType(&type),
             "IDiscFormat2Data::get_CurrentPhysicalMediaType");
  LONG blocks = 0;
  com::Check(drive.Format()->get_TotalSectorsOnMedia(&blocks),
             "IDiscFormat2Data::get_TotalSectorsOnMedia");
  return {static_cast<int32_t>(type), static_cast<int32_t>(blocks)};
}

JournaledDisc LookAtDisc(DriveObjects& drive, const Journal& journal) {
  if (!IsSameDisc(drive, journal)) return JournaledDisc::kOther;
  const CommitSight sight = LookAtCommit(drive, journal);
  if (sight.foreign) return JournaledDisc::kChanged;
  if (sight.all_old) return JournaledDisc::kOld;
  return sight.all_new ? JournaledDisc::kNew : JournaledDisc::kInterrupted;
}

BlockRanges FindSessionFaults(DriveObjects& drive, JournalReader& reader, const CancelToken& cancel,
                              const std::function<void(int64_t blocks)>& done) {
  const int32_t unit = reader.journal().write_unit;
  BlockRanges faults;
  uint64_t piece_index = 0;
  int64_t blocks = 0;
  ForEachPortion(reader.journal().session(), unit, [&](size_t, const BlockRange& portion) {
    cancel.ThrowIfRequested(kReadOperation);
    const auto pieces = static_cast<size_t>(CountPieces({portion}, unit));
    const std::vector<Sha256Digest> expected = reader.Digests(piece_index, pieces);
    std::vector<Sha256Digest> found;
    std::vector<uint8_t> bytes = BufferFor(portion);
    const bool whole = TryRead(drive.Commands(), portion.start, bytes);
    if (whole) {
      DigestPieces(portion, bytes, unit,
                   [&](const Sha256Digest& digest) { found.push_back(digest); });
    }
    size_t i = 0;
    ForEachPiece(portion, unit, [&](const BlockRange& piece) {
      // A drive takes its time for each that it can't read.
      if (!whole) cancel.ThrowIfRequested(kReadOperation);
      const auto digest = whole ? std::optional(found[i]) : DigestOf(drive, piece);
      if (digest != expected[i]) AddFault(piece, &faults);
      ++i;
    });
    piece_index += pieces;
    blocks += portion.blocks();
    done(blocks);
  });
  return faults;
}

}  // namespace imapi2
