// close, giveUp and shutdown.
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/opened.h"

namespace imapi2::addon {
namespace {

std::shared_ptr<HandleBase> UnwrapAny(const Napi::Value& value) {
  if (HasTag(value, kProviderTag)) return UnwrapHandle<OpenedProvider>(value, kProviderTag);
  if (HasTag(value, kRecorderTag)) return UnwrapHandle<OpenedRecorder>(value, kRecorderTag);
  if (HasTag(value, kLockTag)) return UnwrapHandle<OpenedLock>(value, kLockTag);
  if (HasTag(value, kWatchTag)) return UnwrapHandle<OpenedWatch>(value, kWatchTag);
  if (HasTag(value, kImageTag)) return UnwrapHandle<OpenedImage>(value, kImageTag);
  return UnwrapHandle<OpenedResult>(value, kResultTag);
}

Napi::Value Close(const Napi::CallbackInfo& info) {
  const auto handle = UnwrapAny(info[0]);
  const auto pending = Pending::Begin(info.Env());
  handle->Close(HandleBase::Burns::kCancel,
                [pending] { pending->Resolve([](Napi::Env env) { return env.Undefined(); }); });
  return pending->promise();
}

void GiveUp(const Napi::CallbackInfo& info) {
  UnwrapAny(info[0])->GiveUp(*Environment::Of(info.Env()));
}

void Shutdown(const Napi::CallbackInfo& info) { Environment::Of(info.Env())->Shutdown(); }

}  // namespace

void ExportEndings(Napi::Env env, Napi::Object exports) {
  exports["close"] = Napi::Function::New(env, Close, "close");
  exports["giveUp"] = Napi::Function::New(env, GiveUp, "giveUp");
  exports["shutdown"] = Napi::Function::New(env, Shutdown, "shutdown");
}

}  // namespace imapi2::addon
