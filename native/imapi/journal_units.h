// The write units of a list of ranges, each of which the journal has a digest of.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "imapi/block_range.h"
#include "imapi/sha256.h"

namespace imapi2 {

// The largest write unit that the journal knows; the longest portion is as long.
inline constexpr int32_t kLargestJournalUnit = 512;

// A range that begins or ends inside a unit has a piece of it there. No piece crosses a unit's
// boundary.
uint64_t CountPieces(const BlockRanges& ranges, int32_t unit);

// Goes through the ranges in list order, in portions of whole pieces that fit 1 MiB.
void ForEachPortion(const BlockRanges& ranges, int32_t unit,
                    const std::function<void(size_t range, const BlockRange& portion)>& visit);

void ForEachPiece(const BlockRange& portion, int32_t unit,
                  const std::function<void(const BlockRange& piece)>& visit);

// `bytes`: what the portion holds.
void DigestPieces(const BlockRange& portion, std::span<const uint8_t> bytes, int32_t unit,
                  const std::function<void(const Sha256Digest&)>& visit);

}  // namespace imapi2
