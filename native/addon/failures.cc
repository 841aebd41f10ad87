#include "addon/failures.h"

#include <optional>
#include <string>

#include "addon/js_values.h"
#include "com/com_error.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2::addon {
namespace {

const char* Name(BurnMode mode) { return mode == BurnMode::kModified ? "modified" : "whole"; }

const char* Name(Verify verify) {
  switch (verify) {
    case Verify::kQuick:
      return "quick";
    case Verify::kFull:
      return "full";
    case Verify::kRanges:
      return "ranges";
    case Verify::kNone:
      break;
  }
  return "none";
}

const char* Name(DiscState state) {
  switch (state) {
    case DiscState::kUnchanged:
      return "unchanged";
    case DiscState::kOldSessionValid:
      return "old-session-valid";
    case DiscState::kCommitInterrupted:
      return "commit-interrupted";
    case DiscState::kComplete:
      return "complete";
    case DiscState::kUnknown:
      break;
  }
  return "unknown";
}

Napi::Object Failure(Napi::Env env, Napi::Value hresult, Napi::Value code,
                     const std::string& operation, Napi::Value message) {
  const auto failure = Napi::Object::New(env);
  failure.Set("hresult", hresult);
  failure.Set("code", code);
  failure.Set("operation", Napi::String::New(env, operation));
  failure.Set("message", message);
  return failure;
}

Napi::Object FromComError(Napi::Env env, const com::ComError& error) {
  const auto hresult = Napi::Number::New(env, static_cast<uint32_t>(error.code()));
  const Napi::Value message =
      error.text().empty() ? env.Null() : Napi::Value(FromWide(env, error.text()));
  return Failure(env, hresult, env.Null(), error.operation(), message);
}

Napi::Object FromOwn(Napi::Env env, const char* code, const std::string& operation,
                     const char* message) {
  return Failure(env, env.Null(), Napi::String::New(env, code), operation,
                 Napi::String::New(env, message));
}

Napi::Object FromBurnFailure(Napi::Env env, const BurnFailure& failure) {
  const auto burn = Napi::Object::New(env);
  burn.Set("aborted", Napi::Boolean::New(env, failure.aborted()));
  burn.Set("discState", Napi::String::New(env, Name(failure.disc_state())));
  // Nothing is known of a burn that was given up while its worker was inside the call.
  const bool known = failure.report().image_blocks > 0;
  burn.Set("report", known ? FromReport(env, failure.report()) : Napi::Object::New(env));
  burn.Set("mismatches", RangesOrNull(env, failure.mismatches()));
  const Napi::Object object = FromFailure(env, failure.cause());
  object.Set("burn", burn);
  return object;
}

}  // namespace

Napi::Object FromReport(Napi::Env env, const BurnReport& report) {
  const auto object = Napi::Object::New(env);
  object.Set("mode", Napi::String::New(env, Name(report.mode)));
  object.Set("ranges", Napi::Number::New(env, static_cast<double>(report.ranges)));
  object.Set("blocksPlanned", Napi::Number::New(env, static_cast<double>(report.blocks_planned)));
  object.Set("blocksWritten", NumberOrNull(env, report.blocks_written));
  object.Set("imageBlocks", Napi::Number::New(env, static_cast<double>(report.image_blocks)));
  object.Set("verified", Napi::String::New(env, Name(report.verified)));
  object.Set("elapsed", Napi::Number::New(env, report.elapsed));
  object.Set("warnings", TextArray(env, report.warnings));
  return object;
}

Napi::Object FromFailure(Napi::Env env, const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const BurnFailure& error) {
    return FromBurnFailure(env, error);
  } catch (const com::ComError& error) {
    return FromComError(env, error);
  } catch (const Error& error) {
    return FromOwn(env, error.code(), error.operation(), error.what());
  } catch (const std::exception& error) {
    return FromOwn(env, code::kInternal, "imapi2", error.what());
  }
}

Napi::Object FromResumeReport(Napi::Env env, const ResumeReport& report) {
  const Napi::Object object = FromReport(env, report.burn);
  object.Set("discState", Napi::String::New(env, Name(report.disc_state)));
  return object;
}

}  // namespace imapi2::addon
