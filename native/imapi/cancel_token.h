// "Please stop", from JavaScript's thread to a worker.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {

class CancelToken {
 public:
  // From any thread, any number of times.
  void Request() {
    const bool first = !requested_.exchange(true);
    if (!first) return;
    std::function<void()> listener;
    {
      const std::scoped_lock lock(mutex_);
      listener = listener_;
    }
    if (listener) listener();
  }
  bool requested() const noexcept { return requested_; }

  // Called once, on the thread that asks to stop, or here where that has happened.
  void OnRequest(const std::function<void()>& listener) {
    {
      const std::scoped_lock lock(mutex_);
      listener_ = listener;
    }
    if (requested_) listener();
  }

  void ThrowIfRequested(const char* operation) const {
    if (requested_) throw Error(code::kAborted, operation, "It was cancelled.");
  }

 private:
  std::atomic<bool> requested_ = false;
  std::mutex mutex_;
  std::function<void()> listener_;
};

}  // namespace imapi2
