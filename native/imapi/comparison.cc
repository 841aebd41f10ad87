#include "imapi/comparison.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "com/com_error.h"
#include "imapi/write_units.h"

namespace imapi2 {
namespace {

constexpr int64_t kPieceBlocks = 512;  // 1 MiB
// What a drive can't read it can't read by whole write units, of 16 or of 32 sectors.
constexpr int64_t kUnitBlocks = 32;
// 16 MiB: more than the cache of any drive.
constexpr int64_t kCacheBlocks = 8192;

void AddMismatch(int64_t lba, BlockRanges* mismatches) {
  const auto address = static_cast<int32_t>(lba);
  if (!mismatches->empty() && mismatches->back().end + 1 == address) {
    mismatches->back().end = address;
  } else {
    mismatches->push_back({address, address});
  }
}

// E_FAIL is what a recorder says that passes no sense data on, and of the senses that have no
// HRESULT of their own: where many sectors are asked for, each is asked for alone, and what is left
// differs. An empty tray, a time-out, a drive that has gone are no such answer: then nothing is
// known of any sector.
bool Reads(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes, ReadFrom* from) {
  try {
    if (ReadSectors(drive, lba, bytes) == ReadFrom::kMediumOrCache) {
      *from = ReadFrom::kMediumOrCache;
    }
    return true;
  } catch (const UnreadableSectors&) {
    return false;
  } catch (const com::ComError& error) {
    if (error.code() != E_FAIL) throw;
    return false;
  }
}

// Sectors that are not compared, from the beginning of the disc on, up to the first that can't be
// read.
void DriveOutCache(const ComparisonInput& input, const CancelToken& cancel) {
  constexpr int64_t kNoEnd = int64_t{1} << 40;
  std::vector<Run> runs = RoundedUnion(*input.ranges, kPieceBlocks);
  runs.push_back({.begin = kNoEnd, .end = kNoEnd});
  std::vector<uint8_t> bytes(static_cast<size_t>(kPieceBlocks * kBlockSize));
  int64_t left = kCacheBlocks;
  int64_t lba = 0;
  for (const Run& run : runs) {
    const int64_t end = run.begin + input.disc_offset;
    for (; lba + kPieceBlocks <= end; lba += kPieceBlocks, left -= kPieceBlocks) {
      cancel.ThrowIfRequested(kReadOperation);
      if (left <= 0 || !TryRead(input.drive, lba, bytes)) return;
    }
    lba = run.end + input.disc_offset;
  }
}

void ComparePiece(int64_t lba, std::span<const uint8_t> image, std::span<const uint8_t> disc,
                  const std::vector<bool>& readable, BlockRanges* mismatches) {
  for (size_t i = 0; i < readable.size(); ++i) {
    const size_t place = i * kBlockSize;
    if (!readable[i] || std::memcmp(disc.data() + place, image.data() + place, kBlockSize) != 0) {
      AddMismatch(lba + static_cast<int64_t>(i), mismatches);
    }
  }
}

}  // namespace

Readable ReadWhatReads(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes,
                       const CancelToken& cancel) {
  const auto blocks = static_cast<int64_t>(bytes.size() / kBlockSize);
  Readable readable{.sectors = std::vector<bool>(static_cast<size_t>(blocks), true)};
  if (Reads(drive, lba, bytes, &readable.from)) return readable;
  // One bad sector must not hide how the others are. A drive can take half a minute for each.
  const auto part = [bytes](int64_t first, int64_t count) {
    return bytes.subspan(static_cast<size_t>(first * kBlockSize),
                         static_cast<size_t>(count * kBlockSize));
  };
  for (int64_t first = 0, count = 0; first < blocks; first += count) {
    count = std::min(kUnitBlocks - (lba + first) % kUnitBlocks, blocks - first);
    cancel.ThrowIfRequested(kReadOperation);
    if (count < blocks && Reads(drive, lba + first, part(first, count), &readable.from)) continue;
    for (int64_t i = first; i < first + count; ++i) {
      cancel.ThrowIfRequested(kReadOperation);
      if (Reads(drive, lba + i, part(i, 1), &readable.from)) continue;
      readable.sectors[static_cast<size_t>(i)] = false;
      std::ranges::fill(part(i, 1), uint8_t{0});
    }
  }
  return readable;
}

Comparison Compare(const ComparisonInput& input, const CancelToken& cancel,
                   const std::function<void(size_t range, int64_t blocks)>& done) {
  Comparison comparison;
  std::vector<uint8_t> image(kPieceBlocks * kBlockSize);
  std::vector<uint8_t> disc(kPieceBlocks * kBlockSize);
  int64_t compared = 0;
  for (size_t index = 0; index < input.ranges->size(); ++index) {
    const BlockRange& range = (*input.ranges)[index];
    for (int64_t lba = range.start; lba <= range.end; lba += kPieceBlocks) {
      cancel.ThrowIfRequested(kReadOperation);
      const int64_t blocks = std::min(kPieceBlocks, int64_t{range.end} - lba + 1);
      const auto bytes = static_cast<size_t>(blocks * kBlockSize);
      const auto image_piece = std::span(image).first(bytes);
      const auto disc_piece = std::span(disc).first(bytes);
      input.image->ReadAt(static_cast<uint64_t>(lba * kBlockSize), image_piece);
      const auto read = [&] {
        return ReadWhatReads(input.drive, lba + input.disc_offset, disc_piece, cancel);
      };
      Readable readable = read();
      if (readable.from > comparison.read_from) {
        comparison.read_from = readable.from;
        DriveOutCache(input, cancel);
        readable = read();
      }
      ComparePiece(lba, image_piece, disc_piece, readable.sectors, &comparison.mismatches);
      compared += blocks;
      done(index, compared);
    }
  }
  return comparison;
}

}  // namespace imapi2
