// readImage and saveImage: the bytes of an image, to JavaScript or into a file.
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/js_values.h"
#include "addon/lent_bytes.h"
#include "addon/opened.h"
#include "addon/progress_channel.h"
#include "imapi/image_saving.h"

namespace imapi2 {

// Beside SaveProgress, where ProgressChannel finds it by the type.
static Napi::Value ToJs(Napi::Env env, const SaveProgress& progress) {
  const auto object = Napi::Object::New(env);
  object.Set("blocks", Napi::Number::New(env, static_cast<double>(progress.blocks)));
  object.Set("totalBlocks", Napi::Number::New(env, static_cast<double>(progress.total_blocks)));
  return object;
}

namespace addon {
namespace {

constexpr char kSave[] = "saveImage";

using ResultUse = Handle<OpenedResult>::SharedUse;

ResultUse UseResult(const Napi::CallbackInfo& info, const char* operation) {
  ResultUse use = UnwrapHandle<OpenedResult>(info[0], kResultTag)->Begin(operation);
  RequireFree(*(*use)->result()->image(), operation);
  return use;
}

Napi::Value ReadImage(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const Napi::Env env = info.Env();
    const ResultUse use = UseResult(info, "readImage");
    const int64_t start = info[1].As<Napi::Number>().Int64Value();
    const auto lent = std::make_shared<LentBytes>(env, info[2].As<Napi::Uint8Array>());
    const auto pending = Pending::BeginOn(env, *(*use)->worker(), "readImage");
    pending->Finally([lent](Napi::Env any) { lent->Forget(any); });
    (*use)->worker()->Post([use, start, lent, pending] {
      const auto work = [&] {
        size_t filled = 0;
        (*use)->objects().ReadInPieces(start, lent->size(), [&](std::span<const uint8_t> piece) {
          lent->Fill(filled, piece);
          filled += piece.size();
        });
      };
      SettleWith(pending, work, [](Napi::Env any, auto&) { return any.Undefined(); });
    });
    return pending->promise();
  });
}

// Whoever asked for a burn meanwhile gets the image: the save then fails, as every other call does.
Napi::Value SaveImage(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    const Napi::Env env = info.Env();
    const ResultUse use = UseResult(info, kSave);
    const auto cancel = std::make_shared<CancelToken>();
    use->handle()->Track(cancel);
    const auto writer = std::make_shared<Worker>(L"imapi2 save");
    const auto pending = Pending::BeginOn(env, *(*use)->worker(), kSave);
    const auto channel =
        std::make_shared<ProgressChannel<SaveProgress>>(env, info[3].As<Napi::Function>());
    SaveOrder order{
        .require_free = [use] { RequireFree(*(*use)->result()->image(), kSave); },
        .read = [use](int64_t first_block,
                      std::span<uint8_t> bytes) { (*use)->objects().Read(first_block, bytes); },
        .total_blocks = (*use)->objects().total_blocks(),
        .target = ToWide(info[1]),
        .partial = ToWide(info[2]),
        .cancel = cancel,
        .progress = [channel](const SaveProgress& progress) { channel->Report(progress); },
        .ended =
            [pending](const std::exception_ptr& failure) {
              if (failure) {
                pending->Reject(failure);
              } else {
                pending->Resolve([](Napi::Env any) { return any.Undefined(); });
              }
            },
    };
    const auto saving = std::make_shared<ImageSaving>((*use)->worker(), writer, std::move(order));
    // Weak: it owns this promise until it has ended. It has not where the drive was given up.
    pending->Finally([channel, weak = std::weak_ptr(saving)](Napi::Env any) {
      channel->Forget(any);
      if (const auto unfinished = weak.lock()) unfinished->GiveUp();
    });
    saving->Start();
    return TaskObject(env, pending->promise(), pending, cancel);
  });
}

}  // namespace

void ExportCopy(Napi::Env env, Napi::Object exports) {
  exports["readImage"] = Napi::Function::New(env, ReadImage, "readImage");
  exports["saveImage"] = Napi::Function::New(env, SaveImage, "saveImage");
}

}  // namespace addon
}  // namespace imapi2
