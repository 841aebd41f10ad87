// planBurn, burn, resumeBurn, verifyRanges.
#include "addon/burn_hold.h"
#include "addon/burn_values.h"
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/failures.h"
#include "addon/js_values.h"
#include "imapi/burn.h"
#include "imapi/burn_preparation.h"
#include "imapi/resume.h"

namespace imapi2::addon {
namespace {

constexpr char kPlan[] = "planBurn";

Napi::Value PlanBurn(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const RecorderUse recorder = UseRecorder(info[0], kPlan);
    const ResultUse result = UnwrapHandle<OpenedResult>(info[1], kResultTag)->Begin(kPlan);
    RequireFree(*(*recorder)->drive(), kPlan);
    RequireFree(*(*result)->result()->image(), kPlan);
    const auto options = info[2].As<Napi::Object>();
    return RunOn(
        info.Env(), *(*recorder)->worker(), kPlan,
        [recorder, result, ranges = ToOptionalRanges(options.Get("ranges")),
         speed = ToOptionalInt(options.Get("writeSpeed"))] {
          return PlanFor(*(*recorder)->drive(), *(*result)->result(), ranges, speed);
        },
        FromPlan);
  });
}

Napi::Value StartBurn(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "burn";
    const Napi::Env env = info.Env();
    const bool iso = info[1].IsString();
    ResultUse result;
    if (!iso) result = UnwrapHandle<OpenedResult>(info[1], kResultTag)->Begin(kOperation);
    const auto path = iso ? ToWide(info[1]) : std::wstring();
    const auto hold = Hold(UseRecorder(info[0], kOperation), std::move(result), kOperation);
    const auto object = info[2].As<Napi::Object>();
    BurnOptions options = ToBurnOptions(object);
    options.client_name = (*hold->recorder)->client_name();

    const auto pending = Pending::Begin(env);
    const auto channel = OpenChannel(info[3], pending);
    const auto deadline =
        WatchDrive(hold, pending, object.Get("cancelTimeout").As<Napi::Number>().DoubleValue());
    PostBehindReaders(*hold, [hold, pending, channel, deadline, options, path]() mutable {
      const auto work = [&] {
        const auto listener = [&channel](const BurnProgress& progress) {
          channel->Report(progress);
        };
        Drive& drive = *(*hold->recorder)->drive();
        return hold->result != nullptr
                   ? BurnResult(drive, *(*hold->result)->result(), options, hold->cancel, listener)
                   : BurnIsoFile(drive, path, options, hold->cancel, listener);
      };
      SettleReleasing(pending, *hold, work, FromReport);
    });
    return TaskObject(env, pending->promise(), pending, hold->cancel);
  });
}

Napi::Value StartResume(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "resumeBurn";
    const Napi::Env env = info.Env();
    const auto hold = Hold(UseRecorder(info[0], kOperation), nullptr, kOperation);
    const auto object = info[2].As<Napi::Object>();
    BurnOptions options;
    options.keep_awake = object.Get("keepAwake").As<Napi::Boolean>().Value();
    options.dry_run = object.Get("dryRun").As<Napi::Boolean>().Value();
    options.client_name = (*hold->recorder)->client_name();

    const auto pending = Pending::Begin(env);
    const auto channel = OpenChannel(info[3], pending);
    const auto deadline =
        WatchDrive(hold, pending, object.Get("cancelTimeout").As<Napi::Number>().DoubleValue());
    (*hold->recorder)
        ->worker()
        ->Post([hold, pending, channel, deadline, options, journal = ToWide(info[1])] {
          const auto work = [&] {
            return ResumeBurn(
                *(*hold->recorder)->drive(), journal, options, hold->cancel,
                [&channel](const BurnProgress& progress) { channel->Report(progress); });
          };
          SettleReleasing(pending, *hold, work, FromResumeReport);
        });
    return TaskObject(env, pending->promise(), pending, hold->cancel);
  });
}

Napi::Value VerifyRanges(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "verifyRanges";
    const Napi::Env env = info.Env();
    const auto hold =
        Hold(UseRecorder(info[0], kOperation),
             UnwrapHandle<OpenedResult>(info[1], kResultTag)->Begin(kOperation), kOperation);
    const auto ranges = ToOptionalRanges(info[2]);
    const auto pending = Pending::Begin(env);
    const auto channel = OpenChannel(info[3], pending);
    const auto deadline = WatchReads(hold, pending, info[4].As<Napi::Number>().DoubleValue());
    PostBehindReaders(*hold, [hold, pending, channel, deadline, ranges] {
      const auto work = [&] {
        return VerifyResult(
            *(*hold->recorder)->drive(), *(*hold->result)->result(), ranges, *hold->cancel,
            [&channel](const BurnProgress& progress) { channel->Report(progress); });
      };
      SettleReleasing(pending, *hold, work, FromVerifyReport);
    });
    return TaskObject(env, pending->promise(), pending, hold->cancel);
  });
}

}  // namespace

void ExportBurn(Napi::Env env, Napi::Object exports) {
  exports["planBurn"] = Napi::Function::New(env, PlanBurn, "planBurn");
  exports["burn"] = Napi::Function::New(env, StartBurn, "burn");
  exports["resumeBurn"] = Napi::Function::New(env, StartResume, "resumeBurn");
  exports["verifyRanges"] = Napi::Function::New(env, VerifyRanges, "verifyRanges");
}

}  // namespace imapi2::addon
