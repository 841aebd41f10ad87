#include "imapi/journal_disc.h"

#include <algorithm>
#include <optional>
#include <span>

#include "com/com_error.h"
#include "imapi/commit_ranges.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_units.h"
#include "imapi/scsi.h"
#include "imapi/write_units.h"

namespace imapi2 {
namespace {

constexpr BlockRange kRecognition = {16, 31};
constexpr int32_t kAnchor = 256;
// A sequence of descriptors has 16 sectors by ECMA-167 3/8.4.2.2, and may have more.
constexpr int64_t kMostDescriptors = 32;
constexpr size_t kMostKnown = 32;

// What the medium itself can't give: a torn unit, an address that it has not.
bool IsUnreadable(const com::ComError& error) {
  return error.code() == HRESULT_FROM_WIN32(ERROR_CRC) ||
         error.code() == HRESULT_FROM_WIN32(ERROR_SECTOR_NOT_FOUND);
}

bool TryRead(DriveObjects& drive, int64_t lba, std::span<uint8_t> bytes) {
  try {
    ReadSectors(drive.Commands(), lba, bytes);
    return true;
  } catch (const com::ComError& error) {
    if (!IsUnreadable(error)) throw;
    return false;
  }
}

std::vector<uint8_t> BufferFor(const BlockRange& range) {
  return std::vector<uint8_t>(static_cast<size_t>(range.blocks() * kBlockSize));
}

std::optional<Sha256Digest> DigestOf(DriveObjects& drive, const BlockRange& range) {
  std::vector<uint8_t> bytes = BufferFor(range);
  if (!TryRead(drive, range.start, bytes)) return std::nullopt;
  return Sha256Of(bytes);
}

uint32_t Number32(std::span<const uint8_t> bytes, size_t offset) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value |= static_cast<uint32_t>(bytes[offset + i]) << (8 * i);
  return value;
}

// ECMA-167 3/10.2: the main and the reserve volume descriptor sequence, each with its length in
// bytes and its first sector.
void AddSequences(std::span<const uint8_t> anchor, int32_t medium_blocks, BlockRanges* found) {
  for (const size_t place : {size_t{16}, size_t{24}}) {
    const int64_t sectors =
        std::min(int64_t{Number32(anchor, place)} / kBlockSize, kMostDescriptors);
    const int64_t start = Number32(anchor, place + 4);
    if (sectors < 1 || start + sectors > medium_blocks) continue;
    const BlockRange sequence = {static_cast<int32_t>(start),
                                 static_cast<int32_t>(start + sectors - 1)};
    if (std::find(found->begin(), found->end(), sequence) == found->end() &&
        found->size() < kMostKnown) {
      found->push_back(sequence);
    }
  }
}

BlockRanges DescriptorSequences(DriveObjects& drive, const Journal& journal) {
  BlockRanges found;
  std::span<const uint8_t> old(journal.old_commit);
  for (const BlockRange& range : journal.commit()) {
    for (int64_t lba = range.start; lba <= range.end; ++lba) {
      const auto sector = old.first(kBlockSize);
      if (IsAnchor(sector, lba)) AddSequences(sector, journal.medium_blocks, &found);
      old = old.subspan(kBlockSize);
    }
  }
  std::vector<uint8_t> anchor = BufferFor({kAnchor, kAnchor});
  if (TryRead(drive, kAnchor, anchor) && IsAnchor(anchor, kAnchor)) {
    AddSequences(anchor, journal.medium_blocks, &found);
  }
  return found;
}

bool Touches(const std::vector<Run>& runs, const BlockRange& range) {
  return std::any_of(runs.begin(), runs.end(), [&](const Run& run) {
    return run.begin <= range.end && run.end > range.start;
  });
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
      if (!TryRead(drive, lba, now)) {
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
  return std::all_of(
      journal.identity.begin(), journal.identity.end(),
      [&](const KnownSectors& known) { return DigestOf(drive, known.sectors) == known.digest; });
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
  const std::vector<Run> rewritten = RoundedUnion(journal.ranges, journal.write_unit);
  std::vector<KnownSectors> known;
  const auto add = [&](const BlockRange& range) {
    if (range.end >= journal.medium_blocks || Touches(rewritten, range)) return;
    if (const auto digest = DigestOf(drive, range)) known.push_back({range, *digest});
  };
  for (const BlockRange& sequence : DescriptorSequences(drive, journal)) add(sequence);
  if (known.empty()) {
    throw Error(code::kJournalWrite, "burn",
                "The disc has no volume descriptors that the burn leaves alone, so a journal could "
                "not know it again");
  }
  add(kRecognition);
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
    cancel.ThrowIfRequested("IDiscRecorder2Ex::SendCommandGetDataFromDevice(READ)");
    const auto pieces = static_cast<size_t>(CountPieces({portion}, unit));
    const std::vector<Sha256Digest> expected = reader.Digests(piece_index, pieces);
    std::vector<Sha256Digest> found;
    std::vector<uint8_t> bytes = BufferFor(portion);
    const bool whole = TryRead(drive, portion.start, bytes);
    if (whole) {
      DigestPieces(portion, bytes, unit,
                   [&](const Sha256Digest& digest) { found.push_back(digest); });
    }
    size_t i = 0;
    ForEachPiece(portion, unit, [&](const BlockRange& piece) {
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
