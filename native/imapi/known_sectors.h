// Sectors that a burn leaves alone, by which its disc is known again.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/journal.h"

namespace imapi2 {

// What a burn writes, as the disc counts.
struct RewrittenSectors {
  const BlockRanges* ranges;
  int64_t write_unit;
  int64_t medium_blocks;
};

// All on the drive's worker. A drive that does not answer is a com::ComError.

// The volume descriptors that the anchors of the old session point at: those in `commit`, which
// held `old_commit`, and the one at sector 256. Without what the burn rewrites.
std::vector<KnownSectors> FindDescriptors(IDiscRecorder2Ex* drive, const RewrittenSectors& burn,
                                          const BlockRanges& commit,
                                          std::span<const uint8_t> old_commit);

// The volume recognition area, unless the burn rewrites it.
void AddRecognition(IDiscRecorder2Ex* drive, const RewrittenSectors& burn,
                    std::vector<KnownSectors>* known);

// Whether each of them is what it was; false where one can't be read any more.
bool HoldsAll(IDiscRecorder2Ex* drive, const std::vector<KnownSectors>& known);

}  // namespace imapi2
