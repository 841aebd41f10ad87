// Keeps Windows from sleeping while a disc is written.
#pragma once

#include <windows.h>

namespace imapi2 {

// Belongs to the thread that makes it: made and destroyed on the drive's worker. Best effort;
// logoff can be held up only by a program with a window.
class KeepAwake {
 public:
  KeepAwake() noexcept { SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED); }
  KeepAwake(const KeepAwake&) = delete;
  KeepAwake& operator=(const KeepAwake&) = delete;
  ~KeepAwake() { SetThreadExecutionState(ES_CONTINUOUS); }
};

}  // namespace imapi2
