// A promise that a worker settles.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "addon/environment.h"
#include "addon/napi_setup.h"
#include "imapi/drive.h"
#include "imapi/worker.h"

namespace imapi2::addon {

// Made on JavaScript's thread, settled on any; the first to settle it wins. Shared by the call
// under way and by whoever may end it early (a drive that is given up).
class Pending : public std::enable_shared_from_this<Pending> {
 public:
  // For what has a time-out of its own.
  static std::shared_ptr<Pending> Begin(Napi::Env env);
  // For what `worker` is going to be asked; `operation` names it where the worker has to be given
  // up.
  static std::shared_ptr<Pending> BeginOn(Napi::Env env, const Worker& worker,
                                          const char* operation);

  const Napi::Promise& promise() const noexcept { return promise_; }
  bool settled() const noexcept { return settled_; }

  // From the worker it began on: that of `drive` is asked now, and is given up with the call.
  void PassOn(const std::shared_ptr<Drive>& drive);
  // Null where it was not passed on.
  std::shared_ptr<Drive> passed_on() const;

  // `make` is called on JavaScript's thread.
  void Resolve(std::function<Napi::Value(Napi::Env)> make);
  void Reject(std::exception_ptr failure);
  // At the end, on JavaScript's thread: lets go of what lives there.
  void Finally(std::function<void(Napi::Env)> finally) { finally_ = std::move(finally); }

 private:
  explicit Pending(Napi::Env env);
  void Settle(std::function<void(Napi::Env, const Napi::Promise::Deferred&)> settle);

  const std::shared_ptr<Environment> environment_;
  // On JavaScript's thread only; they own nothing, so that any thread may drop them.
  const Napi::Promise::Deferred deferred_;
  const Napi::Promise promise_;
  std::function<void(Napi::Env)> finally_;
  std::atomic<bool> settled_ = false;
  mutable std::mutex mutex_;
  std::weak_ptr<Drive> passed_on_;
};

// For what is refused before it begins.
Napi::Promise Rejected(Napi::Env env, const std::exception_ptr& failure);

}  // namespace imapi2::addon
