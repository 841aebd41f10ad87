// "Please stop", from JavaScript's thread to a worker.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {

class CancelToken {
 public:
  // From any thread, any number of times. False where it comes too late: see PassPointOfNoReturn.
  bool Request() {
    std::function<void()> listener;
    {
      const std::scoped_lock lock(mutex_);
      if (refuses_) return false;
      if (requested_) return true;
      requested_at_ = std::chrono::steady_clock::now();
      requested_ = true;
      listener = listener_;
    }
    if (listener) listener();
    return true;
  }
  bool requested() const noexcept { return requested_; }
  bool requested_for(std::chrono::steady_clock::duration time) const noexcept {
    return requested_ && std::chrono::steady_clock::now() - requested_at_ >= time;
  }

  // The work has been told to stop, so that a failure of it is the answer, whatever it says.
  void Obey() const noexcept { obeyed_ = true; }
  bool obeyed() const noexcept { return obeyed_; }

  // The same from somebody who is closing what it works on, and waits for its end however it comes:
  // that is told even where the request comes too late.
  void End() {
    Request();
    std::function<void()> listener;
    {
      const std::scoped_lock lock(mutex_);
      if (ending_.exchange(true)) return;
      listener = end_listener_;
    }
    if (listener) listener();
  }
  bool ending() const noexcept { return ending_; }

  // Called once, on the thread that closes, or here where that has happened.
  void OnEnd(const std::function<void()>& listener) {
    {
      const std::scoped_lock lock(mutex_);
      end_listener_ = listener;
    }
    if (ending_) listener();
  }

  // Called once, on the thread that asks to stop, or here where that has happened.
  void OnRequest(const std::function<void()>& listener) {
    {
      const std::scoped_lock lock(mutex_);
      listener_ = listener;
    }
    if (requested_) listener();
  }

  // For what can't be stopped once it has begun: every later request is refused.
  void PassPointOfNoReturn(const char* operation) {
    const std::scoped_lock lock(mutex_);
    ThrowIfRequested(operation);
    refuses_ = true;
  }

  void ThrowIfRequested(const char* operation) const {
    if (requested_) throw Error(code::kAborted, operation, "It was cancelled.");
  }

 private:
  std::atomic<bool> requested_ = false;
  // Written once, before requested_.
  std::chrono::steady_clock::time_point requested_at_;
  mutable std::atomic<bool> obeyed_ = false;
  std::mutex mutex_;
  bool refuses_ = false;
  std::function<void()> listener_;
  std::atomic<bool> ending_ = false;
  std::function<void()> end_listener_;
};

}  // namespace imapi2
