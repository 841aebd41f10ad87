// Images as plain data.
#pragma once

#include <vector>

#include "addon/napi_setup.h"
#include "imapi/image.h"
#include "imapi/image_entries.h"

namespace imapi2 {

// Beside ImageProgress, where ProgressChannel finds it by the type.
Napi::Value ToJs(Napi::Env env, const ImageProgress& progress);

}  // namespace imapi2

namespace imapi2::addon {

ImageOptions ToImageOptions(const Napi::Object& object);
AddOptions ToAddOptions(const Napi::Object& object);
std::vector<NewEntry> ToNewEntries(const Napi::Array& array);
Napi::Object FromImageState(Napi::Env env, const ImageState& state);
Napi::Array FromEntries(Napi::Env env, const std::vector<ImageEntry>& entries);

}  // namespace imapi2::addon
