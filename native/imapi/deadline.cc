#include "imapi/deadline.h"

#include <utility>

#include "com/com_error.h"

namespace imapi2 {

Deadline::Deadline(std::function<void()> expired)
    : expired_(std::move(expired)), timer_(CreateThreadpoolTimer(&Expire, this, nullptr)) {
  if (timer_ == nullptr) com::ThrowLastError("CreateThreadpoolTimer");
}

Deadline::~Deadline() {
  SetThreadpoolTimer(timer_, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(timer_, TRUE);
  CloseThreadpoolTimer(timer_);
}

void Deadline::Start(double milliseconds) noexcept {
  // Negative: from now, in units of 100 ns.
  ULARGE_INTEGER due;
  due.QuadPart = static_cast<ULONGLONG>(-static_cast<LONGLONG>(milliseconds * 10000.0));
  FILETIME time = {due.LowPart, due.HighPart};
  SetThreadpoolTimer(timer_, &time, 0, 0);
}

void CALLBACK Deadline::Expire(PTP_CALLBACK_INSTANCE, void* self, PTP_TIMER) {
  static_cast<Deadline*>(self)->expired_();
}

}  // namespace imapi2
