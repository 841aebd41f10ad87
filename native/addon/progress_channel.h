// Progress from a worker to a function of JavaScript's.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "addon/environment.h"
#include "addon/napi_setup.h"

namespace imapi2::addon {

// The latest value wins: a worker never waits for JavaScript, and nothing queues up. The last value
// is always told, before the promise is settled. `ToJs(Napi::Env, const Progress&)` is found by the
// type.
template <typename Progress>
class ProgressChannel : public std::enable_shared_from_this<ProgressChannel<Progress>> {
 public:
  ProgressChannel(Napi::Env env, const Napi::Function& listener)
      : environment_(Environment::Of(env)) {
    if (napi_create_reference(env, listener, 1, &listener_) != napi_ok) {
      throw Napi::Error::New(env);
    }
  }

  // From any thread.
  void Report(const Progress& progress) {
    {
      const std::scoped_lock lock(mutex_);
      const bool queued = latest_.has_value();
      latest_ = progress;
      if (queued) return;
    }
    environment_->Deliver(std::make_unique<Flush>(this->shared_from_this()));
  }

  // On JavaScript's thread. Not in the destructor, which can run on a worker; a channel whose
  // environment has gone needs it no more.
  void Forget(Napi::Env env) {
    if (listener_ != nullptr) napi_delete_reference(env, std::exchange(listener_, nullptr));
  }

 private:
  class Flush final : public Delivery {
   public:
    explicit Flush(std::shared_ptr<ProgressChannel> channel) : channel_(std::move(channel)) {}
    void Run(Napi::Env env) override { channel_->Tell(env); }

   private:
    std::shared_ptr<ProgressChannel> channel_;
  };

  void Tell(Napi::Env env) {
    std::optional<Progress> progress;
    {
      const std::scoped_lock lock(mutex_);
      progress.swap(latest_);
    }
    // A late event: the operation has settled already.
    if (!progress || listener_ == nullptr) return;
    napi_value listener = nullptr;
    if (napi_get_reference_value(env, listener_, &listener) != napi_ok) return;
    Napi::Function(env, listener).Call({ToJs(env, *progress)});
  }

  const std::shared_ptr<Environment> environment_;
  // On JavaScript's thread only.
  napi_ref listener_ = nullptr;
  std::mutex mutex_;
  std::optional<Progress> latest_;
};

}  // namespace imapi2::addon
