// Where Node loads the addon: once in each environment of the process.
#include "addon/environment.h"
#include "addon/exports.h"

namespace imapi2::addon {
namespace {

Napi::Object Initialize(Napi::Env env, Napi::Object exports) {
  Environment::Create(env);
  ExportProvider(env, exports);
  ExportRecorder(env, exports);
  ExportImage(env, exports);
  ExportResult(env, exports);
  ExportCopy(env, exports);
  ExportBurn(env, exports);
  ExportDoctor(env, exports);
  ExportErase(env, exports);
  ExportWatch(env, exports);
  ExportEndings(env, exports);
  return exports;
}

}  // namespace
}  // namespace imapi2::addon

static Napi::Object InitializeAddon(Napi::Env env, Napi::Object exports) {
  return imapi2::addon::Initialize(env, exports);
}

NODE_API_MODULE(imapi2, InitializeAddon)
