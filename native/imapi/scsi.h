// The few commands that go to a drive directly, through IDiscRecorder2Ex.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <span>

namespace imapi2 {

// READ(10) into `bytes`, whose size is a multiple of 2048. With "force unit access", so that the
// medium is read and not the drive's cache, where the drive takes that bit. A drive that is busy is
// asked again for some seconds. Throws with the first address that could not be read.
void ReadSectors(IDiscRecorder2Ex* drive, int64_t start, std::span<uint8_t> bytes);

// Returns where the drive is ready; throws the HRESULT that IMAPI2 has for its answer where it is
// not.
void TestUnitReady(IDiscRecorder2Ex* drive);

}  // namespace imapi2
