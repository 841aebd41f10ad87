// What the fuzzer does with a disc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "virtual/udf/sector_source.h"

namespace virtual_drive::udf::test {

// Makes the checksums of a descriptor fit, where the block begins with one: a fuzzer would spend
// its life guessing CRCs.
void RepairTag(std::span<std::byte> block, std::uint32_t lba);

// Reads the disc and records what was found again: the end is a volume and a session of it, or
// FormatError or SessionError. Anything else ends the program, a reader that takes too long or too
// much included: the limits see to that.
void TryVolume(SectorSource& disc, std::uint32_t blocks);

// The same for a whole disc as it lies in memory, at most 1200 sectors of it.
void TryDisc(std::span<const std::byte> bytes);

}  // namespace virtual_drive::udf::test
