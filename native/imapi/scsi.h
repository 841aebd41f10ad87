// The few commands that go to a drive directly, through IDiscRecorder2Ex.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <span>

#include "com/com_error.h"

namespace imapi2 {

// The drive works, and says that the medium can't give these sectors. Any other failure to read
// says nothing of the medium.
class UnreadableSectors final : public com::ComError {
  using ComError::ComError;
};

// What a failed or a cancelled read of sectors names as its operation.
inline constexpr char kReadOperation[] = "IDiscRecorder2Ex::SendCommandGetDataFromDevice(READ)";

enum class ReadFrom { kMedium, kMediumOrCache };

// READ(10) into `bytes`, whose size is a multiple of 2048. With "force unit access", so that the
// medium is read and not the drive's cache, where the drive takes that bit. A drive that is busy is
// asked again for some seconds, and one that has news once more. Throws with the first address that
// could not be read.
ReadFrom ReadSectors(IDiscRecorder2Ex* drive, int64_t start, std::span<uint8_t> bytes);
// The same; false for UnreadableSectors.
bool TryRead(IDiscRecorder2Ex* drive, int64_t start, std::span<uint8_t> bytes);

// Returns where the drive is ready; throws the HRESULT that IMAPI2 has for its answer where it is
// not.
void TestUnitReady(IDiscRecorder2Ex* drive);

}  // namespace imapi2
