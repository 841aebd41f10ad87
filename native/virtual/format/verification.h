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

// Disc and track information can be read, and the first sector of each section is right, of the
// first few sections.
void VerifyQuickly(IStream& data, Device& device, const std::vector<Section>& sections,
                   std::uint32_t origin);
// Every sector; `tell` is called every half second.
void VerifyFully(IStream& data, Device& device, const std::vector<Section>& sections,
                 std::uint32_t origin, const std::function<void()>& tell);

}  // namespace virtual_drive
