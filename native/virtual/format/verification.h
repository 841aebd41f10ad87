#pragma once

#include <windows.h>

#include <objidl.h>

#include <functional>
#include <vector>

#include "virtual/format/device.h"
#include "virtual/format/section.h"

// IBurnVerification: what was written is compared with the stream, which is read once more. Both
// throw E_IMAPI_BURN_VERIFICATION_FAILED where the disc differs or can't be read.
namespace virtual_drive {

// Disc information and that of every track can be read, and some sectors of some sections are right
// (sdk-api: IMAPI_BURN_VERIFICATION_LEVEL).
void VerifyQuickly(IStream& data, Device& device, const std::vector<Section>& sections,
                   std::uint32_t origin);
// The same is a part of IMAPI_BURN_VERIFICATION_FULL, but not of this: every sector. `tell` is
// called every half second.
void VerifyFully(IStream& data, Device& device, const std::vector<Section>& sections,
                 std::uint32_t origin, const std::function<void()>& tell);

}  // namespace virtual_drive
