#include "imapi/session_witness.h"

#include "com/co_task_memory.h"
#include "com/com_error.h"

namespace imapi2 {

DiscState JudgeSession(IDiscRecorder2Ex* drive) noexcept {
  com::CoTaskMemory<BYTE> data;
  ULONG size = 0;
  if (!com::Expect(drive->GetDiscInformation(data.Put(), &size)) || size < 3) {
    return DiscState::kUnknown;
  }
  // MMC-6 6.21: state of the last session. Closed, it is complete, or followed by an empty one.
  enum : BYTE { kEmpty = 0, kIncomplete = 1, kDamaged = 2, kComplete = 3 };
  switch (data.Get()[2] >> 2 & 0x03) {
    case kIncomplete:
      return DiscState::kOldSessionValid;
    case kDamaged:
      return DiscState::kUnknown;
    default:
      return DiscState::kComplete;
  }
}

}  // namespace imapi2
