#include "addon/pending.h"

#include "addon/failures.h"

namespace imapi2::addon {
namespace {

class Settlement final : public Delivery {
 public:
  explicit Settlement(std::function<void(Napi::Env)> run) : run_(std::move(run)) {}
  void Run(Napi::Env env) override { run_(env); }

 private:
  std::function<void(Napi::Env)> run_;
};

}  // namespace

Pending::Pending(Napi::Env env)
    : environment_(Environment::Of(env)), deferred_(env), promise_(deferred_.Promise()) {}

std::shared_ptr<Pending> Pending::Begin(Napi::Env env) {
  const std::shared_ptr<Pending> pending(new Pending(env));
  pending->environment_->BeginOperation(env);
  return pending;
}

std::shared_ptr<Pending> Pending::BeginOn(Napi::Env env, const Worker& worker,
                                          const char* operation) {
  const auto pending = Begin(env);
  pending->environment_->calls().Add(worker, pending, operation);
  return pending;
}

void Pending::PassOn(const std::shared_ptr<Drive>& drive) {
  const std::scoped_lock lock(mutex_);
  passed_on_ = drive;
}

std::shared_ptr<Drive> Pending::passed_on() const {
  const std::scoped_lock lock(mutex_);
  return passed_on_.lock();
}

void Pending::Settle(std::function<void(Napi::Env, const Napi::Promise::Deferred&)> settle) {
  if (settled_.exchange(true)) return;
  environment_->Deliver(std::make_unique<Settlement>(
      [self = shared_from_this(), settle = std::move(settle)](Napi::Env env) {
        self->environment_->EndOperation(env);
        if (self->finally_) self->finally_(env);
        settle(env, self->deferred_);
      }));
}

void Pending::Resolve(std::function<Napi::Value(Napi::Env)> make) {
  Settle([make = std::move(make)](Napi::Env env, const Napi::Promise::Deferred& deferred) {
    napi_value value = nullptr;
    // An answer that JavaScript has no room for is a failure, and not a promise that never settles.
    try {
      value = make(env);
    } catch (const Napi::Error& error) {
      deferred.Reject(error.Value());
      return;
    } catch (...) {
      deferred.Reject(FromFailure(env, std::current_exception()));
      return;
    }
    deferred.Resolve(value);
  });
}

void Pending::Reject(std::exception_ptr failure) {
  Settle([failure = std::move(failure)](Napi::Env env, const Napi::Promise::Deferred& deferred) {
    deferred.Reject(FromFailure(env, failure));
  });
}

Napi::Promise Rejected(Napi::Env env, const std::exception_ptr& failure) {
  const auto deferred = Napi::Promise::Deferred::New(env);
  deferred.Reject(FromFailure(env, failure));
  return deferred.Promise();
}

}  // namespace imapi2::addon
