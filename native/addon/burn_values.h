// Plans and burns as plain data.
#pragma once

#include "addon/napi_setup.h"
#include "imapi/burn_report.h"

namespace imapi2 {

// Beside BurnProgress, where ProgressChannel finds it by the type.
Napi::Value ToJs(Napi::Env env, const BurnProgress& progress);

}  // namespace imapi2

namespace imapi2::addon {

BurnOptions ToBurnOptions(const Napi::Object& object);
Napi::Object FromPlan(Napi::Env env, const BurnPlan& plan);
Napi::Object FromVerifyReport(Napi::Env env, const VerifyReport& report);

}  // namespace imapi2::addon
