#include "imapi/journal_units.h"

#include <algorithm>

namespace imapi2 {
namespace {

constexpr int64_t kPortion = kLargestJournalUnit;

// Cuts [start, end] at multiples of `step`.
template <typename Visit>
void Cut(const BlockRange& range, int64_t step, const Visit& visit) {
  for (int64_t lba = range.start; lba <= range.end;) {
    const int64_t end = std::min(int64_t{range.end}, lba / step * step + step - 1);
    visit(BlockRange{static_cast<int32_t>(lba), static_cast<int32_t>(end)});
    lba = end + 1;
  }
}

}  // namespace

uint64_t CountPieces(const BlockRanges& ranges, int32_t unit) {
  uint64_t pieces = 0;
  for (const BlockRange& range : ranges) {
    pieces += static_cast<uint64_t>(range.end / unit - range.start / unit) + 1;
  }
  return pieces;
}

void ForEachPortion(const BlockRanges& ranges, int32_t unit,
                    const std::function<void(size_t range, const BlockRange& portion)>& visit) {
  const int64_t step = std::max(kPortion / unit, int64_t{1}) * unit;
  for (size_t index = 0; index < ranges.size(); ++index) {
    Cut(ranges[index], step, [&](const BlockRange& portion) { visit(index, portion); });
  }
}

void ForEachPiece(const BlockRange& portion, int32_t unit,
                  const std::function<void(const BlockRange& piece)>& visit) {
  Cut(portion, unit, visit);
}

void DigestPieces(const BlockRange& portion, std::span<const uint8_t> bytes, int32_t unit,
                  const std::function<void(const Sha256Digest&)>& visit) {
  Cut(portion, unit, [&](const BlockRange& piece) {
    const auto place = static_cast<size_t>((int64_t{piece.start} - portion.start) * kBlockSize);
    visit(Sha256Of(bytes.subspan(place, static_cast<size_t>(piece.blocks() * kBlockSize))));
  });
}

}  // namespace imapi2
