// The addon's functions, as lib/native/binding.ts types them; each file registers those of one
// object.
#pragma once

#include "addon/napi_setup.h"

namespace imapi2::addon {

void ExportProvider(Napi::Env env, Napi::Object exports);
void ExportRecorder(Napi::Env env, Napi::Object exports);
void ExportImage(Napi::Env env, Napi::Object exports);
void ExportResult(Napi::Env env, Napi::Object exports);
void ExportCopy(Napi::Env env, Napi::Object exports);
void ExportBurn(Napi::Env env, Napi::Object exports);
void ExportDoctor(Napi::Env env, Napi::Object exports);
void ExportErase(Napi::Env env, Napi::Object exports);
void ExportWatch(Napi::Env env, Napi::Object exports);
// close and shutdown
void ExportEndings(Napi::Env env, Napi::Object exports);

}  // namespace imapi2::addon
