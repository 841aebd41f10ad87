// What is done with a drive, burning excepted.
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/js_values.h"
#include "addon/opened.h"
#include "addon/recorder_values.h"
#include "imapi/block_range.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/scsi.h"

namespace imapi2::addon {
namespace {

using RecorderUse = Handle<OpenedRecorder>::SharedUse;

// A reply that fits into memory many times over; more is asked for in pieces.
constexpr int64_t kMostSectors = 65536;

// `work(DriveObjects&, OpenedRecorder&)` on the drive's worker. The checks are here, once, for
// every export below.
template <typename Work, typename... Convert>
Napi::Value OnDrive(const Napi::CallbackInfo& info, const char* operation, Work work,
                    Convert... convert) {
  return Guarded(info.Env(), [&] {
    const RecorderUse use = UnwrapHandle<OpenedRecorder>(info[0], kRecorderTag)->Begin(operation);
    RequireFree(*(*use)->drive(), operation);
    return RunOn(
        info.Env(), *(*use)->worker(), operation,
        [use, work] { return work((*use)->drive()->objects(), **use); }, convert...);
  });
}

Napi::Value GetMediaInfo(const Napi::CallbackInfo& info) {
  return OnDrive(
      info, "mediaInfo", [](DriveObjects& drive, OpenedRecorder&) { return ReadMediaInfo(drive); },
      FromMediaInfo);
}

Napi::Value GetExclusiveOwner(const Napi::CallbackInfo& info) {
  return OnDrive(
      info, "exclusiveOwner",
      [](DriveObjects& drive, OpenedRecorder&) { return ExclusiveOwner(drive.Recorder()); },
      [](Napi::Env env, const std::optional<std::wstring>& owner) {
        return owner ? Napi::Value(FromWide(env, *owner)) : env.Null();
      });
}

Napi::Value GetFeatures(const Napi::CallbackInfo& info) {
  return OnDrive(
      info, "features",
      [](DriveObjects& drive, OpenedRecorder&) { return ReadFeatures(drive.Recorder()); },
      FromFeatures);
}

Napi::Value TestReady(const Napi::CallbackInfo& info) {
  return OnDrive(info, "testUnitReady",
                 [](DriveObjects& drive, OpenedRecorder&) { TestUnitReady(drive.Commands()); });
}

Napi::Value Lock(const Napi::CallbackInfo& info) {
  const bool force = info[1].As<Napi::Boolean>();
  return OnDrive(
      info, "lock",
      [force](DriveObjects& drive, OpenedRecorder& recorder) {
        return std::make_shared<OpenedLock>(
            recorder.drive(),
            std::make_unique<ExclusiveAccess>(drive.Recorder(), force, recorder.client_name()));
      },
      [](Napi::Env env, const std::shared_ptr<OpenedLock>& lock) {
        return WrapHandle(env, lock, kLockTag);
      });
}

Napi::Value Eject(const Napi::CallbackInfo& info) {
  return OnDrive(info, "eject", [](DriveObjects& drive, OpenedRecorder&) {
    com::Check(drive.Recorder()->EjectMedia(), "IDiscRecorder2::EjectMedia");
  });
}

Napi::Value CloseTray(const Napi::CallbackInfo& info) {
  return OnDrive(info, "closeTray", [](DriveObjects& drive, OpenedRecorder&) {
    com::Check(drive.Recorder()->CloseTray(), "IDiscRecorder2::CloseTray");
  });
}

Napi::Value Read(const Napi::CallbackInfo& info) {
  const int64_t start = info[1].As<Napi::Number>().Int64Value();
  const int64_t count = info[2].As<Napi::Number>().Int64Value();
  return OnDrive(
      info, "readSectors",
      [start, count](DriveObjects& drive, OpenedRecorder&) {
        // READ(10) has 32 bits for an address.
        if (start < 0 || count < 0 || count > kMostSectors || start + count > 0xFFFFFFFF) {
          throw Error(code::kInvalidArgument, "readSectors",
                      "That many sectors can't be read at once, or not there");
        }
        std::vector<uint8_t> bytes(static_cast<size_t>(count * kBlockSize));
        ReadSectors(drive.Commands(), start, bytes);
        return bytes;
      },
      FromBytes);
}

}  // namespace

void ExportRecorder(Napi::Env env, Napi::Object exports) {
  exports["mediaInfo"] = Napi::Function::New(env, GetMediaInfo, "mediaInfo");
  exports["exclusiveOwner"] = Napi::Function::New(env, GetExclusiveOwner, "exclusiveOwner");
  exports["features"] = Napi::Function::New(env, GetFeatures, "features");
  exports["testUnitReady"] = Napi::Function::New(env, TestReady, "testUnitReady");
  exports["lock"] = Napi::Function::New(env, Lock, "lock");
  exports["eject"] = Napi::Function::New(env, Eject, "eject");
  exports["closeTray"] = Napi::Function::New(env, CloseTray, "closeTray");
  exports["readSectors"] = Napi::Function::New(env, Read, "readSectors");
}

}  // namespace imapi2::addon
