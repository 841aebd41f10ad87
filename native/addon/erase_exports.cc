// erase.
#include "addon/burn_hold.h"
#include "addon/calls.h"
#include "addon/exports.h"
#include "imapi/erase.h"

namespace imapi2 {

// Beside EraseProgress, where ProgressChannel finds it by the type.
static Napi::Value ToJs(Napi::Env env, const EraseProgress& progress) {
  const auto object = Napi::Object::New(env);
  object.Set("elapsed", Napi::Number::New(env, static_cast<double>(progress.elapsed_seconds)));
  object.Set("estimated", Napi::Number::New(env, static_cast<double>(progress.estimated_seconds)));
  return object;
}

namespace addon {
namespace {

Napi::Value StartErase(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "erase";
    const Napi::Env env = info.Env();
    const auto hold = Hold(UseRecorder(info[0], kOperation), nullptr, kOperation);
    const EraseOptions options{.full = info[1].As<Napi::Boolean>().Value(),
                               .client_name = (*hold->recorder)->client_name()};
    const auto pending = Pending::Begin(env);
    const auto channel =
        std::make_shared<ProgressChannel<EraseProgress>>(env, info[2].As<Napi::Function>());
    pending->Finally([channel](Napi::Env any) { channel->Forget(any); });
    const double timeout = info[3].As<Napi::Number>().DoubleValue();
    const auto deadline = WatchErase(hold, pending, timeout);
    (*hold->recorder)->worker()->Post([hold, pending, channel, options, deadline, timeout] {
      const auto work = [&] {
        EraseDisc((*hold->recorder)->drive()->objects(), options, *hold->cancel,
                  [&](const EraseProgress& progress) {
                    channel->Report(progress);
                    if (hold->cancel->ending()) deadline->Start(timeout);
                  });
      };
      SettleReleasing(pending, *hold, work, [](Napi::Env any, auto&) { return any.Undefined(); });
    });
    return TaskObject(env, pending->promise(), pending, hold->cancel);
  });
}

}  // namespace

void ExportErase(Napi::Env env, Napi::Object exports) {
  exports["erase"] = Napi::Function::New(env, StartErase, "erase");
}

}  // namespace addon
}  // namespace imapi2
