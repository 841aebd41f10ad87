// Calls a function once, some time from now, unless it is destroyed before.
#pragma once

#include <windows.h>

#include <functional>

namespace imapi2 {

// For a drive that does not stop when it is asked to: its worker is inside the call, so that
// somebody else must look at the clock. The function runs on a thread of Windows' own pool, touches
// no COM object, and must not destroy this.
class Deadline {
 public:
  explicit Deadline(std::function<void()> expired);
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  // Waits for the function where it is running.
  ~Deadline();

  // From any thread.
  void Start(double milliseconds) noexcept;

 private:
  static void CALLBACK Expire(PTP_CALLBACK_INSTANCE, void* self, PTP_TIMER);

  const std::function<void()> expired_;
  PTP_TIMER timer_;
};

}  // namespace imapi2
