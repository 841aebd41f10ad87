#include "imapi/comparison.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "com/com_error.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

constexpr int64_t kPieceBlocks = 512;  // 1 MiB

void AddMismatch(int64_t lba, BlockRanges* mismatches) {
  const auto address = static_cast<int32_t>(lba);
  if (!mismatches->empty() && mismatches->back().end + 1 == address) {
    mismatches->back().end = address;
  } else {
    mismatches->push_back({address, address});
  }
}

// What a drive that works says of a sector that it can't read; E_FAIL is its every sense that has
// no HRESULT of its own. An empty tray, a time-out, a drive that has gone are no such answer: then
// nothing is known of any sector.
bool IsUnreadableSector(HRESULT code) {
  return code == HRESULT_FROM_WIN32(ERROR_CRC) ||
         code == HRESULT_FROM_WIN32(ERROR_SECTOR_NOT_FOUND) || code == E_FAIL;
}

void ComparePiece(const ComparisonInput& input, int64_t lba, std::span<uint8_t> image,
                  std::span<uint8_t> disc, BlockRanges* mismatches) {
  const std::vector<bool> readable = ReadWhatReads(input.drive, lba + input.disc_offset, disc);
  for (size_t i = 0; i < readable.size(); ++i) {
    const size_t place = i * kBlockSize;
    if (!readable[i] || std::memcmp(disc.data() + place, image.data() + place, kBlockSize) != 0) {
      AddMismatch(lba + static_cast<int64_t>(i), mismatches);
    }
  }
}

}  // namespace

bool TryRead(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes) {
  try {
    ReadSectors(drive, lba, bytes);
    return true;
  } catch (const com::ComError& error) {
    if (!IsUnreadableSector(error.code())) throw;
    return false;
  }
}

std::vector<bool> ReadWhatReads(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes) {
  const size_t blocks = bytes.size() / kBlockSize;
  std::vector<bool> readable(blocks, true);
  if (TryRead(drive, lba, bytes)) return readable;
  // One bad sector must not hide how the others are.
  for (size_t i = 0; i < blocks; ++i) {
    const auto sector = bytes.subspan(i * kBlockSize, kBlockSize);
    readable[i] = TryRead(drive, lba + static_cast<int64_t>(i), sector);
    if (!readable[i]) std::fill(sector.begin(), sector.end(), uint8_t{0});
  }
  return readable;
}

BlockRanges Compare(const ComparisonInput& input, const CancelToken& cancel,
                    const std::function<void(size_t range, int64_t blocks)>& done) {
  BlockRanges mismatches;
  std::vector<uint8_t> image(kPieceBlocks * kBlockSize);
  std::vector<uint8_t> disc(kPieceBlocks * kBlockSize);
  int64_t compared = 0;
  for (size_t index = 0; index < input.ranges->size(); ++index) {
    const BlockRange& range = (*input.ranges)[index];
    for (int64_t lba = range.start; lba <= range.end; lba += kPieceBlocks) {
      cancel.ThrowIfRequested("IDiscRecorder2Ex::SendCommandGetDataFromDevice(READ)");
      const int64_t blocks = std::min(kPieceBlocks, int64_t{range.end} - lba + 1);
      const auto bytes = static_cast<size_t>(blocks * kBlockSize);
      const auto image_piece = std::span(image).first(bytes);
      input.image->ReadAt(static_cast<uint64_t>(lba * kBlockSize), image_piece);
      ComparePiece(input, lba, image_piece, std::span(disc).first(bytes), &mismatches);
      compared += blocks;
      done(index, compared);
    }
  }
  return mismatches;
}

}  // namespace imapi2
