#include "addon/calls.h"

#include <exception>

namespace imapi2::addon {

void SettleWithJob(const std::shared_ptr<Pending>& pending, const std::shared_ptr<Job>& job) {
  try {
    job->Work();
    pending->Resolve([job](Napi::Env env) { return job->Answer(env); });
  } catch (...) {
    pending->Reject(std::current_exception());
  }
  // The answer may be the job's last owner, and lives on JavaScript's thread.
  job->Drop();
}

Napi::Promise RunJob(Napi::Env env, Worker& worker, const char* operation,
                     std::unique_ptr<Job> job) {
  const auto pending = Pending::BeginOn(env, worker, operation);
  worker.Post(
      [pending, shared = std::shared_ptr<Job>(std::move(job))] { SettleWithJob(pending, shared); });
  return pending->promise();
}

Napi::Value GuardCheck(Napi::Env env, const CheckBody& check) {
  try {
    return check();
  } catch (const Napi::Error&) {
    throw;
  } catch (...) {
    return Rejected(env, std::current_exception());
  }
}

Napi::Value GuardTaskCheck(Napi::Env env, const CheckBody& check) {
  try {
    return check();
  } catch (const Napi::Error&) {
    throw;
  } catch (...) {
    return TaskObject(env, Rejected(env, std::current_exception()), {}, nullptr);
  }
}

Napi::Object TaskObject(Napi::Env env, const Napi::Promise& promise,
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

}  // namespace imapi2::addon
