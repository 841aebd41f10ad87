#include "addon/burn_values.h"

#include "addon/js_values.h"

namespace imapi2 {
namespace {

const char* Name(BurnProgress::Phase phase) {
  switch (phase) {
    case BurnProgress::Phase::kImport:
      return "import";
    case BurnProgress::Phase::kCreate:
      return "create";
    case BurnProgress::Phase::kVerify:
      return "verify";
    case BurnProgress::Phase::kWrite:
      break;
  }
  return "write";
}

}  // namespace

Napi::Value ToJs(Napi::Env env, const BurnProgress& progress) {
  const auto number = [env](auto value) {
    return Napi::Number::New(env, static_cast<double>(value));
  };
  const auto object = Napi::Object::New(env);
  object.Set("phase", Napi::String::New(env, Name(progress.phase)));
  object.Set("action", number(progress.action));
  object.Set("fraction", number(progress.fraction));
  object.Set("blocksWritten", number(progress.blocks_written));
  object.Set("blocksTotal", number(progress.blocks_total));
  object.Set("rangeIndex", number(progress.range_index));
  object.Set("rangeCount", number(progress.range_count));
  object.Set("lastWrittenLba", addon::NumberOrNull(env, progress.last_written_lba));
  object.Set("file",
             progress.file ? Napi::Value(addon::FromWide(env, *progress.file)) : env.Null());
  object.Set("elapsed", number(progress.elapsed));
  object.Set("remaining", addon::NumberOrNull(env, progress.remaining));
  object.Set("speed", addon::NumberOrNull(env, progress.speed));
  object.Set("bufferFill", addon::NumberOrNull(env, progress.buffer_fill));
  return object;
}

}  // namespace imapi2

namespace imapi2::addon {
namespace {

std::string Word(const Napi::Object& object, const char* key) {
  return object.Get(key).As<Napi::String>().Utf8Value();
}

BurnMode ToMode(const Napi::Object& object) {
  return Word(object, "mode") == "whole" ? BurnMode::kWhole : BurnMode::kModified;
}

WhenWhole ToWhenWhole(const std::string& word) {
  if (word == "burn") return WhenWhole::kBurn;
  return word == "if-blank" ? WhenWhole::kIfBlank : WhenWhole::kReject;
}

Verify ToVerify(const std::string& word) {
  if (word == "none") return Verify::kNone;
  if (word == "quick") return Verify::kQuick;
  return word == "full" ? Verify::kFull : Verify::kRanges;
}

std::optional<ShownPlan> ToShownPlan(const Napi::Value& value) {
  if (IsNothing(value)) return std::nullopt;
  const auto object = value.As<Napi::Object>();
  return ShownPlan{.mode = ToMode(object),
                   .ranges = ToRanges(object.Get("ranges")),
                   .image_blocks = object.Get("imageBlocks").As<Napi::Number>().Int64Value(),
                   .fingerprint = ToOptionalWide(object.Get("fingerprint")).value_or(L"")};
}

}  // namespace

BurnOptions ToBurnOptions(const Napi::Object& object) {
  const auto flag = [&object](const char* key) {
    return object.Get(key).As<Napi::Boolean>().Value();
  };
  return {
      .mode = ToMode(object),
      .overwrite = flag("overwrite"),
      .when_whole = ToWhenWhole(Word(object, "whenWholeImage")),
      .ranges = ToOptionalRanges(object.Get("ranges")),
      .differences = flag("differences"),
      .plan = ToShownPlan(object.Get("plan")),
      .verify = ToVerify(Word(object, "verify")),
      .write_speed = ToOptionalInt(object.Get("writeSpeed")),
      .journal = ToOptionalWide(object.Get("journal")),
      .close_media = flag("closeMedia"),
      .eject_after = flag("ejectAfter"),
      .keep_awake = flag("keepAwake"),
      .dry_run = false,
      .client_name = {},
  };
}

Napi::Object FromPlan(Napi::Env env, const BurnPlan& plan) {
  const auto number = [env](int64_t value) {
    return Napi::Number::New(env, static_cast<double>(value));
  };
  const auto object = Napi::Object::New(env);
  object.Set("mode",
             Napi::String::New(env, plan.mode == BurnMode::kModified ? "modified" : "whole"));
  object.Set("ranges", FromRanges(env, plan.ranges));
  object.Set("blocks", number(plan.blocks));
  object.Set("imageBlocks", number(plan.image_blocks));
  object.Set("writeUnit", NumberOrNull(env, plan.write_unit));
  object.Set("alignedBlocks", number(plan.aligned_blocks));
  object.Set("estimatedTime", NumberOrNull(env, plan.estimated_milliseconds));
  object.Set("commitRanges", NumberOrNull(env, plan.commit_ranges));
  object.Set("warnings", TextArray(env, plan.warnings));
  object.Set("fingerprint", FromWide(env, plan.fingerprint));
  return object;
}

Napi::Object FromVerifyReport(Napi::Env env, const VerifyReport& report) {
  const auto object = Napi::Object::New(env);
  object.Set("blocks", Napi::Number::New(env, static_cast<double>(report.blocks)));
  object.Set("mismatches", FromRanges(env, report.mismatches));
  return object;
}

}  // namespace imapi2::addon
