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
#include "imapi/scsi.h"

namespace imapi2 {

struct ComparisonInput {
  IDiscRecorder2Ex* drive;
  com::StreamReader* image;
  const BlockRanges* ranges;
  // Added to an image's address for that on the disc.
  int64_t disc_offset = 0;
};

struct Comparison {
  // Runs of sectors that differ; one that can't be read differs.
  BlockRanges mismatches;
  // Of a drive that does not let its cache be passed over, some of what was compared may have come
  // from there.
  ReadFrom read_from = ReadFrom::kMedium;
};

// Reads exactly the ranges, by READ(10) past the caches; where the drive does not do that, after as
// much of other sectors as drives out what it had there. `done(range index, blocks compared)` is
// called after each piece. Throws where the image can't be read or a cancel was asked for.
Comparison Compare(const ComparisonInput& input, const CancelToken& cancel,
                   const std::function<void(size_t range, int64_t blocks)>& done);

// For other comparisons: which sectors can be read; what can't be is all zeros. Throws where the
// drive does not answer, which says nothing of any sector, or a cancel was asked for.
struct Readable {
  std::vector<bool> sectors;
  ReadFrom from = ReadFrom::kMedium;
};
Readable ReadWhatReads(IDiscRecorder2Ex* drive, int64_t lba, std::span<uint8_t> bytes,
                       const CancelToken& cancel);

}  // namespace imapi2
