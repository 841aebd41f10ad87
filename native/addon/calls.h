// How every export runs: checks on JavaScript's thread, work on a worker, the answer back on
// JavaScript's thread.
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "addon/napi_setup.h"
#include "addon/pending.h"
#include "imapi/cancel_token.h"
#include "imapi/worker.h"

namespace imapi2::addon {

// One call under way. What all calls have in common deals with this, and is compiled once
// (calls.cc), not with each of them.
class Job {
 public:
  Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  virtual ~Job() = default;

  // On the worker; throws what the promise is rejected with.
  virtual void Work() = 0;
  // On the worker, at the end: what the work held dies there.
  virtual void Drop() noexcept = 0;
  // On JavaScript's thread, once Work has returned: what the promise is resolved with.
  virtual Napi::Value Answer(Napi::Env env) = 0;
};

// `work`, whose result `convert` makes into a value.
template <typename WorkBody, typename Convert>
class JobOf final : public Job {
 public:
  JobOf(WorkBody work, Convert convert)
      : work_(std::in_place, std::move(work)), convert_(std::move(convert)) {}

  void Work() override {
    if constexpr (kSilent) {
      (*work_)();
    } else {
      result_.emplace((*work_)());
    }
  }
  void Drop() noexcept override { work_.reset(); }
  Napi::Value Answer(Napi::Env env) override {
    if constexpr (kSilent) {
      return env.Undefined();
    } else {
      return convert_(env, *result_);
    }
  }

 private:
  using Result = std::invoke_result_t<WorkBody&>;
  static constexpr bool kSilent = std::is_void_v<Result>;
  struct Nothing {};

  std::optional<WorkBody> work_;
  std::optional<std::conditional_t<kSilent, Nothing, Result>> result_;
  Convert convert_;
};

// On the worker.
void SettleWithJob(const std::shared_ptr<Pending>& pending, const std::shared_ptr<Job>& job);
Napi::Promise RunJob(Napi::Env env, Worker& worker, const char* operation,
                     std::unique_ptr<Job> job);

template <typename Work, typename Convert>
std::unique_ptr<Job> MakeJob(Work work, Convert convert) {
  return std::make_unique<JobOf<Work, Convert>>(std::move(work), std::move(convert));
}

// Settles `pending` with what `work` returns, made into a value by `convert`. On the worker.
template <typename Work, typename Convert>
void SettleWith(const std::shared_ptr<Pending>& pending, Work work, Convert convert) {
  SettleWithJob(pending, MakeJob(std::move(work), std::move(convert)));
}

// `work` holds the uses of the handles that it needs, and with them dies on the worker.
template <typename Work, typename Convert>
Napi::Promise RunOn(Napi::Env env, Worker& worker, const char* operation, Work work,
                    Convert convert) {
  return RunJob(env, worker, operation, MakeJob(std::move(work), std::move(convert)));
}

template <typename Work>
Napi::Promise RunOn(Napi::Env env, Worker& worker, const char* operation, Work work) {
  return RunOn(env, worker, operation, std::move(work),
               [](Napi::Env any, auto&) { return any.Undefined(); });
}

// What an export does at once, lent to what is around it for one call.
class CheckBody {
 public:
  template <typename Check>
  explicit CheckBody(Check& check) noexcept
      : check_(std::addressof(check)),
        run_([](void* lent) -> Napi::Value { return (*static_cast<Check*>(lent))(); }) {}
  Napi::Value operator()() const { return run_(check_); }

 private:
  void* check_;
  Napi::Value (*run_)(void* check);
};

Napi::Value GuardCheck(Napi::Env env, const CheckBody& check);
Napi::Value GuardTaskCheck(Napi::Env env, const CheckBody& check);

// `check` throws what is refused at once (a closed handle, a drive on lease), and returns the
// promise of the rest.
template <typename Check>
Napi::Value Guarded(Napi::Env env, Check check) {
  return GuardCheck(env, CheckBody(check));
}

// The same, of a NativeTask.
template <typename Check>
Napi::Value GuardedTask(Napi::Env env, Check check) {
  return GuardTaskCheck(env, CheckBody(check));
}

// A NativeTask.
Napi::Object TaskObject(Napi::Env env, const Napi::Promise& promise,
                        const std::weak_ptr<Pending>& pending,
                        const std::shared_ptr<CancelToken>& cancel);

}  // namespace imapi2::addon
