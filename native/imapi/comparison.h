// Compares what is on a disc with what an image says.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/block_range.h"
#include "imapi/cancel_token.h"

namespace imapi2 {

struct ComparisonInput {
  IDiscRecorder2Ex* drive;
  com::StreamReader* image;
  const BlockRanges* ranges;
  // Added to an image's address for that on the disc.
  int64_t disc_offset = 0;
};

// Reads exactly the ranges, by READ(10) past the caches, and returns the runs of sectors that
// differ; a sector that can't be read differs. `done(range index, blocks compared)` is called after
// each piece. Throws where the image can't be read or a cancel was asked for.
BlockRanges Compare(const ComparisonInput& input, const CancelToken& cancel,
                    const std::function<void(size_t range, int64_t blocks)>& done);

// The same for other comparisons. False where the medium can't give all of these sectors; throws
// where the drive does not answer, which says nothing of any sector.
bool TryRead(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes);

// For each sector whether it can be read; what can't be is all zeros.
std::vector<bool> ReadWhatReads(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes);

}  // namespace imapi2
