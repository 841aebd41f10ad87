#pragma once

#include <cstdint>

#include "virtual/tree/node.h"

namespace virtual_drive::iso {

// One file section holds it (ECMA-119 6.5); IMAPI2FS takes 2 GiB and refuses a byte more
// (docs/imapi2.md, Sources and names).
inline constexpr std::uint64_t kLargestFile = 2'147'483'648;
// The root is the first (ECMA-119 6.8.2.1).
inline constexpr std::uint32_t kMostLevels = 8;
// A path table numbers them in 16 bits, the root included (ECMA-119 9.4.4).
inline constexpr std::uint32_t kMostDirectories = 65'535;

// Throws LimitError when `node`, put into a directory at `level`, would break one of the three.
// `directories`: how many the image has already, the root included. Linear in what is below `node`.
void CheckLimits(const tree::Node& node, std::uint32_t level, std::uint64_t directories);

// Of a directory in its tree; the root's is 1.
std::uint32_t LevelOf(const tree::Directory& directory) noexcept;

// Of a directory with everything below it, as the root of an image.
void CheckTree(const tree::Directory& root);

}  // namespace virtual_drive::iso
