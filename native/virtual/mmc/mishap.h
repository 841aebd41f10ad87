#pragma once

#include <cstdint>

#include "virtual/mmc/unit.h"

namespace virtual_drive::mmc {

// What a fault does to the drive and its medium, whether a command meets it or it happens between
// two of them. `lba`: where the drive was writing, for a torn unit. Failing and hanging are the
// command's own affair.
void Befall(Unit& unit, const Fault& fault, std::uint32_t lba);

}  // namespace virtual_drive::mmc
