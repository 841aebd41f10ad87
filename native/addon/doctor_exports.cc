// observeWrite, tryForeignRecorder: what `imapi2 doctor` asks.
#include "addon/burn_hold.h"
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/js_values.h"
#include "com/system_classes.h"
#include "imapi/foreign_recorder.h"
#include "imapi/write_observation.h"

namespace imapi2::addon {
namespace {

Napi::Number Number(Napi::Env env, int64_t value) {
  return Napi::Number::New(env, static_cast<double>(value));
}

// Unsigned, as every HRESULT in JavaScript is.
Napi::Number Unsigned(Napi::Env env, HRESULT result) {
  return Number(env, static_cast<uint32_t>(result));
}

Napi::Array FromThreads(Napi::Env env, const std::vector<uint32_t>& threads) {
  const auto array = Napi::Array::New(env, threads.size());
  for (uint32_t i = 0; i < threads.size(); ++i) array.Set(i, Number(env, threads[i]));
  return array;
}

Napi::Object FromObservation(Napi::Env env, const WriteObservation& seen) {
  const auto events = Napi::Array::New(env, seen.events.size());
  for (uint32_t i = 0; i < seen.events.size(); ++i) {
    const ObservedEvent& event = seen.events[i];
    const auto object = Napi::Object::New(env);
    object.Set("action", Number(env, event.action));
    object.Set("startLba", Number(env, event.start_lba));
    object.Set("sectorCount", Number(env, event.sector_count));
    object.Set("lastWrittenLba", Number(env, event.last_written_lba));
    events.Set(i, object);
  }
  const auto reads = Napi::Array::New(env, seen.reads.size());
  for (uint32_t i = 0; i < seen.reads.size(); ++i) {
    const auto object = Napi::Object::New(env);
    object.Set("action", Number(env, seen.reads[i].action));
    object.Set("startLba", Number(env, seen.reads[i].start_lba));
    object.Set("endLba", Number(env, seen.reads[i].end_lba));
    reads.Set(i, object);
  }
  const auto object = Napi::Object::New(env);
  object.Set("hresult", Unsigned(env, seen.result));
  object.Set("callingThread", Number(env, seen.calling_thread));
  object.Set("eventThreads", FromThreads(env, seen.event_threads));
  object.Set("readThreads", FromThreads(env, seen.read_threads));
  object.Set("events", events);
  object.Set("reads", reads);
  return object;
}

Napi::Value StartObservation(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "observeWrite";
    const Napi::Env env = info.Env();
    const auto hold =
        Hold(UseRecorder(info[0], kOperation),
             UnwrapHandle<OpenedResult>(info[1], kResultTag)->Begin(kOperation), kOperation);
    const ObservedWrite how{.force_overwrite = info[2].As<Napi::Boolean>().Value(),
                            .client_name = (*hold->recorder)->client_name()};
    const auto pending = Pending::Begin(env);
    PostBehindReaders(*hold, [hold, pending, how] {
      const auto work = [&] {
        return ObserveWrite(*(*hold->recorder)->drive(), *(*hold->result)->result(), how,
                            hold->cancel);
      };
      SettleReleasing(pending, *hold, work, FromObservation);
    });
    return TaskObject(env, pending->promise(), pending, hold->cancel);
  });
}

Napi::Value FromCalls(Napi::Env env, const std::vector<TriedCall>& calls) {
  const auto array = Napi::Array::New(env, calls.size());
  for (uint32_t i = 0; i < calls.size(); ++i) {
    const auto object = Napi::Object::New(env);
    object.Set("call", Napi::String::New(env, calls[i].call));
    object.Set("hresult", Unsigned(env, calls[i].result));
    array.Set(i, object);
  }
  return array;
}

Napi::Value StartForeignRecorder(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    constexpr char kOperation[] = "tryForeignRecorder";
    const RecorderUse recorder = UseRecorder(info[0], kOperation);
    RequireFree(*(*recorder)->drive(), kOperation);
    return RunOn(
        info.Env(), *(*recorder)->worker(), kOperation,
        [recorder, system = info[1].As<Napi::Boolean>().Value()] {
          DriveObjects& objects = (*recorder)->drive()->objects();
          if (system) return TryForeignRecorder(objects, com::SystemClasses());
          return TryForeignRecorder(objects, objects.classes());
        },
        FromCalls);
  });
}

}  // namespace

void ExportDoctor(Napi::Env env, Napi::Object exports) {
  exports["observeWrite"] = Napi::Function::New(env, StartObservation, "observeWrite");
  exports["tryForeignRecorder"] =
      Napi::Function::New(env, StartForeignRecorder, "tryForeignRecorder");
}

}  // namespace imapi2::addon
