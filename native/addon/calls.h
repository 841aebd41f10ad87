// How every export runs: checks on JavaScript's thread, work on a worker, the answer back on
// JavaScript's thread.
#pragma once

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

#include "addon/napi_setup.h"
#include "addon/pending.h"
#include "imapi/cancel_token.h"
#include "imapi/worker.h"

namespace imapi2::addon {

// Settles `pending` with what `work` returns, made into a value by `convert`. On the worker.
template <typename Work, typename Convert>
void SettleWith(const std::shared_ptr<Pending>& pending, Work& work, const Convert& convert) {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
      work();
      pending->Resolve([](Napi::Env env) { return env.Undefined(); });
    } else {
      // Shared, because std::function copies what it holds.
      const auto result = std::make_shared<std::invoke_result_t<Work&>>(work());
      pending->Resolve([result, convert](Napi::Env env) { return convert(env, *result); });
    }
  } catch (...) {
    pending->Reject(std::current_exception());
  }
}

// `work` holds the uses of the handles that it needs, and with them dies on the worker.
template <typename Work, typename Convert>
Napi::Promise RunOn(Napi::Env env, Worker& worker, Work work, Convert convert) {
  const auto pending = Pending::Begin(env);
  worker.Post(
      [pending, work = std::move(work), convert]() mutable { SettleWith(pending, work, convert); });
  return pending->promise();
}

template <typename Work>
Napi::Promise RunOn(Napi::Env env, Worker& worker, Work work) {
  return RunOn(env, worker, std::move(work), [](Napi::Env any, auto&) { return any.Undefined(); });
}

// `check` throws what is refused at once (a closed handle, a drive on lease), and returns the
// promise of the rest.
template <typename Check>
Napi::Value Guarded(Napi::Env env, Check check) {
  try {
    return check();
  } catch (const Napi::Error&) {
    throw;
  } catch (...) {
    return Rejected(env, std::current_exception());
  }
}

// A NativeTask.
inline Napi::Object TaskObject(Napi::Env env, const Napi::Promise& promise,
                               const std::weak_ptr<Pending>& pending,
                               const std::shared_ptr<CancelToken>& cancel) {
  const auto task = Napi::Object::New(env);
  task.Set("promise", promise);
  task.Set("cancel", Napi::Function::New(env, [pending, cancel](const Napi::CallbackInfo& info) {
             const auto alive = pending.lock();
             const bool running = alive != nullptr && !alive->settled();
             const bool stops = running && (cancel == nullptr || cancel->Request());
             return Napi::Boolean::New(info.Env(), stops);
           }));
  return task;
}

template <typename Check>
Napi::Value GuardedTask(Napi::Env env, Check check) {
  try {
    return check();
  } catch (const Napi::Error&) {
    throw;
  } catch (...) {
    return TaskObject(env, Rejected(env, std::current_exception()), {}, nullptr);
  }
}

}  // namespace imapi2::addon
