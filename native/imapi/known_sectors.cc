#include "imapi/known_sectors.h"

#include <algorithm>

#include "imapi/commit_ranges.h"
#include "imapi/scsi.h"
#include "imapi/write_units.h"

namespace imapi2 {
namespace {

constexpr BlockRange kRecognition = {16, 31};
constexpr int32_t kAnchor = 256;
// A sequence of descriptors has 16 sectors by ECMA-167 3/8.4.2.2, and may have more.
constexpr int64_t kMostDescriptors = 32;
constexpr size_t kMostKnown = 32;

std::optional<Sha256Digest> DigestOf(IDiscRecorder2Ex* drive, const BlockRange& range) {
  std::vector<uint8_t> bytes(static_cast<size_t>(range.blocks() * kBlockSize));
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
void AddSequences(std::span<const uint8_t> anchor, int64_t medium_blocks, BlockRanges* found) {
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

BlockRanges DescriptorSequences(IDiscRecorder2Ex* drive, const RewrittenSectors& burn,
                                const BlockRanges& commit, std::span<const uint8_t> old_commit) {
  BlockRanges found;
  for (const BlockRange& range : commit) {
    for (int64_t lba = range.start; lba <= range.end; ++lba) {
      const auto sector = old_commit.first(kBlockSize);
      if (IsAnchor(sector, lba)) AddSequences(sector, burn.medium_blocks, &found);
      old_commit = old_commit.subspan(kBlockSize);
    }
  }
  std::vector<uint8_t> anchor(kBlockSize);
  if (TryRead(drive, kAnchor, anchor) && IsAnchor(anchor, kAnchor)) {
    AddSequences(anchor, burn.medium_blocks, &found);
  }
  return found;
}

// Gives back what of `ranges` the burn does not touch.
std::vector<KnownSectors> Untouched(IDiscRecorder2Ex* drive, const RewrittenSectors& burn,
                                    const BlockRanges& ranges) {
  const std::vector<Run> runs = RoundedUnion(*burn.ranges, burn.write_unit);
  std::vector<KnownSectors> known;
  for (const BlockRange& range : ranges) {
    const bool touched = std::any_of(runs.begin(), runs.end(), [&range](const Run& run) {
      return run.begin <= range.end && run.end > range.start;
    });
    if (touched || range.end >= burn.medium_blocks) continue;
    if (const auto digest = DigestOf(drive, range)) known.push_back({range, *digest});
  }
  return known;
}

}  // namespace

std::vector<KnownSectors> FindDescriptors(IDiscRecorder2Ex* drive, const RewrittenSectors& burn,
                                          const BlockRanges& commit,
                                          std::span<const uint8_t> old_commit) {
  return Untouched(drive, burn, DescriptorSequences(drive, burn, commit, old_commit));
}

void AddRecognition(IDiscRecorder2Ex* drive, const RewrittenSectors& burn,
                    std::vector<KnownSectors>* known) {
  for (const KnownSectors& it : Untouched(drive, burn, {kRecognition})) known->push_back(it);
}

bool HoldsAll(IDiscRecorder2Ex* drive, const std::vector<KnownSectors>& known) {
  return std::all_of(known.begin(), known.end(), [drive](const KnownSectors& it) {
    return DigestOf(drive, it.sectors) == it.digest;
  });
}

}  // namespace imapi2
