// Drives and media as plain data.
#pragma once

#include "addon/napi_setup.h"
#include "imapi/features.h"
#include "imapi/medium.h"
#include "imapi/recorder_info.h"

namespace imapi2::addon {

Napi::Object FromRecorderInfo(Napi::Env env, const RecorderInfo& info);
Napi::Object FromMediaInfo(Napi::Env env, const MediaInfo& info);
Napi::Object FromFeatures(Napi::Env env, const Features& features);

}  // namespace imapi2::addon
