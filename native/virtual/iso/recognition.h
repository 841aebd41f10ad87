#pragma once

#include <cstdint>

#include "virtual/udf/sector_source.h"

namespace virtual_drive::iso {

// Whether block 16 and those behind hold a volume recognition sequence with at least one volume
// descriptor: of ECMA-119 (a primary one), ECMA-167 (NSR02, NSR03) or ECMA-168 (CDW02). What
// IIsoImageManager::Validate asks of an image. Throws what `image` throws.
bool HasVolumeDescriptor(udf::SectorSource& image, std::uint32_t total_sectors);

}  // namespace virtual_drive::iso
