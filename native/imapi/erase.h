// Erases a disc.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "imapi/cancel_token.h"
#include "imapi/drive.h"

namespace imapi2 {

struct EraseOptions {
  // Every sector, and not only those that make a disc look used.
  bool full = false;
  std::wstring client_name;
};

// As IMAPI2 tells it.
struct EraseProgress {
  int64_t elapsed_seconds;
  int64_t estimated_seconds;
};

// Called on the drive's worker, in the middle of a COM call: must be quick, and must not throw.
using EraseListener = std::function<void(const EraseProgress&)>;

// On the drive's worker, while the drive is on lease. IMAPI2 has no way to stop an erase: once it
// begins, `cancel` refuses every request.
void EraseDisc(DriveObjects& drive, const EraseOptions& options, CancelToken& cancel,
               const EraseListener& listener);

}  // namespace imapi2
