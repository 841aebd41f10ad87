#pragma once

#include <cstddef>
#include <span>

#include "virtual/tree/node.h"

namespace virtual_drive::udf {

inline constexpr std::size_t kTimestampSize = 12;

// ECMA-167 1/7.3, as UTC with offset 0 (UDF 2.1.4). Years outside 1 to 9999 are clamped to that.
void PutTimestamp(std::span<std::byte> descriptor, std::size_t bp, tree::Time time);

// UTC. A time without a zone counts as UTC; one that isn't a time (a month 13) is the epoch: wrong
// times are no reason to refuse a disc.
tree::Time GetTimestamp(std::span<const std::byte> descriptor, std::size_t bp);

}  // namespace virtual_drive::udf
