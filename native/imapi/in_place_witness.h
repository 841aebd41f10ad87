// In what state a burn in place left the disc.
#pragma once

#include <imapi2.h>

#include <vector>

#include "imapi/block_range.h"
#include "imapi/commit_witness.h"
#include "imapi/drive.h"

namespace imapi2 {

// Every range of such a burn is one that must not be cut, so all of them are commit ranges; they
// are too much to be remembered. The list is recorded in its order, so its first and its last unit
// tell whether it was begun and whether it was finished. Where they can't be read before, the disc
// had been damaged by an interrupted burn already.
CommitWitness WitnessInPlace(DriveObjects& drive, const BlockRanges& ranges, int64_t unit,
                             int64_t image_blocks);

// For one that was cut, and is being finished. `known`: what it leaves alone.
CommitWitness WitnessOfCut(const BlockRanges& ranges, int64_t unit,
                           std::vector<KnownSectors> known);

}  // namespace imapi2
