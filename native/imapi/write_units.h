// What a drive really rewrites: whole write units (an ECC block of 16 sectors on a DVD, a cluster
// of 32 on a BD).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "imapi/block_range.h"

namespace imapi2 {

// Half-open runs of addresses, sorted, without overlap or touching neighbours.
struct Run {
  int64_t begin;
  int64_t end;
};

// The union of the ranges, each rounded out to units. `unit` 1 gives the plain union.
std::vector<Run> RoundedUnion(const BlockRanges& ranges, int64_t unit);

int64_t RunBlocks(const std::vector<Run>& runs);

// The first range that begins or ends inside a unit of which other sectors, below
// `old_session_end`, are not recorded: the old session's own, which the drive reads and rewrites
// with it. Its index, or nothing.
std::optional<size_t> FindSharedUnit(const BlockRanges& ranges, int64_t unit,
                                     int64_t old_session_end);

}  // namespace imapi2
