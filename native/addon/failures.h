// What went wrong, as the plain data of binding.ts' NativeFailure. TypeScript makes the Error, so
// that its stack shows the line that called.
#pragma once

#include <exception>

#include "addon/napi_setup.h"
#include "imapi/burn_report.h"
#include "imapi/resume.h"

namespace imapi2::addon {

Napi::Object FromFailure(Napi::Env env, const std::exception_ptr& failure);
Napi::Object FromReport(Napi::Env env, const BurnReport& report);
Napi::Object FromResumeReport(Napi::Env env, const ResumeReport& report);

}  // namespace imapi2::addon
