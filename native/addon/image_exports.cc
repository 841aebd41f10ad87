// What is done with an image.
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/failures.h"
#include "addon/image_values.h"
#include "addon/js_values.h"
#include "addon/opened.h"
#include "addon/progress_channel.h"

namespace imapi2::addon {
namespace {

using ImageUse = Handle<OpenedImage>::SharedUse;
using ImageChannel = ProgressChannel<ImageProgress>;

ImageProgressListener ToListener(const std::shared_ptr<ImageChannel>& channel) {
  return [channel](const ImageProgress& progress) { channel->Report(progress); };
}

std::shared_ptr<ImageChannel> OpenChannel(const Napi::Value& listener,
                                          const std::shared_ptr<Pending>& pending) {
  const auto channel =
      std::make_shared<ImageChannel>(listener.Env(), listener.As<Napi::Function>());
  pending->Finally([channel](Napi::Env env) { channel->Forget(env); });
  return channel;
}

struct CreatedImage {
  std::shared_ptr<OpenedImage> opened;
  ImageState state;
};

Napi::Value FromCreated(Napi::Env env, const CreatedImage& created) {
  const auto object = Napi::Object::New(env);
  object.Set("handle", WrapHandle(env, created.opened, kImageTag));
  object.Set("state", FromImageState(env, created.state));
  return object;
}

// An image with a drive lives on that drive's worker, one without on its own. The class source
// comes from the provider, whose worker is asked for nothing more.
Napi::Value CreateImage(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "createImage";
    const Napi::Env env = info.Env();
    const auto provider = UnwrapHandle<OpenedProvider>(info[0], kProviderTag)->Begin(kOperation);
    Handle<OpenedRecorder>::SharedUse recorder;
    if (!IsNothing(info[1])) {
      recorder = UnwrapHandle<OpenedRecorder>(info[1], kRecorderTag)->Begin(kOperation);
      RequireFree(*(*recorder)->drive(), kOperation);
    }
    const ImageOptions options = ToImageOptions(info[2].As<Napi::Object>());

    const auto drive = recorder != nullptr ? (*recorder)->drive() : nullptr;
    const auto worker =
        drive != nullptr ? drive->worker() : std::make_shared<Worker>(L"imapi2 image");
    const auto cancel = std::make_shared<CancelToken>();
    provider->handle()->Track(cancel);
    if (recorder != nullptr) recorder->handle()->Track(cancel);
    const auto pending = Pending::BeginOn(env, *worker, kOperation);
    const auto channel = OpenChannel(info[3], pending);
    // Closing the provider waits for its uses. Where a drive that hangs has been given up, closing
    // the drive does not, and neither must that.
    const auto used = recorder == nullptr ? provider : nullptr;
    worker->Post([used, classes = (*provider)->provider().images(), recorder, drive, worker,
                  options, cancel, pending, channel] {
      const auto work = [&] {
        auto objects =
            std::make_unique<ImageObjects>(classes, drive != nullptr ? &drive->objects() : nullptr,
                                           options, *cancel, ToListener(channel));
        ImageState state = objects->State();
        return CreatedImage{std::make_shared<OpenedImage>(
                                std::make_shared<Image>(drive, worker, std::move(objects))),
                            std::move(state)};
      };
      SettleWith(pending, work, FromCreated);
    });
    return TaskObject(env, pending->promise(), pending, cancel);
  });
}

ImageUse UseImage(const Napi::CallbackInfo& info, const char* operation) {
  ImageUse use = UnwrapHandle<OpenedImage>(info[0], kImageTag)->Begin(operation);
  RequireFree(*(*use)->image(), operation);
  return use;
}

// `change(ImageObjects&)` on the image's worker; answers with the state that it leaves.
template <typename Change>
Napi::Value ChangeImage(const Napi::CallbackInfo& info, const char* operation, Change change) {
  return Guarded(info.Env(), [&] {
    const ImageUse use = UseImage(info, operation);
    return RunOn(
        info.Env(), *(*use)->worker(), operation,
        [use, change = std::move(change)]() mutable {
          change((*use)->objects());
          return (*use)->objects().State();
        },
        FromImageState);
  });
}

Napi::Value SetVolumeName(const Napi::CallbackInfo& info) {
  return ChangeImage(info, "setVolumeName",
                     [name = ToWide(info[1])](ImageObjects& image) { image.SetVolumeName(name); });
}

Napi::Value AddToImage(const Napi::CallbackInfo& info) {
  const std::wstring destination = ToWide(info[2]);
  const AddOptions options = ToAddOptions(info[3].As<Napi::Object>());
  if (info[1].IsString()) {
    return ChangeImage(info, "add",
                       [source = ToWide(info[1]), destination, options](ImageObjects& image) {
                         image.AddFile(source, destination, options);
                       });
  }
  // Copied here, once: JavaScript may change its array at any time.
  return ChangeImage(
      info, "add",
      [bytes = ToBytes(info[1].As<Napi::Uint8Array>()), destination, options](
          ImageObjects& image) mutable { image.AddBytes(std::move(bytes), destination, options); });
}

struct AddedToImage {
  EntriesAdded entries;
  ImageState state;
};

AddedToImage AddAll(ImageObjects& image, const std::vector<NewEntry>& entries, bool replace,
                    std::chrono::milliseconds turn, const CancelToken& cancel) {
  const EntriesAdded added = AddEntries(image, entries, replace, turn, cancel);
  try {
    return {added, image.State()};
  } catch (...) {
    // What an entry was refused for says more than that nothing else can be asked either.
    if (added.failure) std::rethrow_exception(added.failure);
    throw;
  }
}

Napi::Value FromAdded(Napi::Env env, const AddedToImage& added) {
  const auto& [count, bytes, failure] = added.entries;
  const auto object = Napi::Object::New(env);
  object.Set("count", Napi::Number::New(env, static_cast<double>(count)));
  object.Set("bytes", Napi::Number::New(env, static_cast<double>(bytes)));
  object.Set("failure", failure ? Napi::Value(FromFailure(env, failure)) : env.Null());
  object.Set("state", FromImageState(env, added.state));
  return object;
}

Napi::Value AddEntriesToImage(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    constexpr char kOperation[] = "add";
    const Napi::Env env = info.Env();
    const ImageUse use = UseImage(info, kOperation);
    std::vector<NewEntry> entries = ToNewEntries(info[1].As<Napi::Array>());
    const auto options = info[2].As<Napi::Object>();
    const bool replace = options.Get("replace").As<Napi::Boolean>().Value();
    const std::chrono::milliseconds turn(options.Get("turn").As<Napi::Number>().Int32Value());
    const auto cancel = std::make_shared<CancelToken>();
    // Whoever closes the image waits for no more than the entry at hand.
    use->handle()->Track(cancel);
    const auto pending = Pending::BeginOn(env, *(*use)->worker(), kOperation);
    (*use)->worker()->Post([use, entries = std::move(entries), replace, turn, cancel, pending] {
      const auto work = [&] { return AddAll((*use)->objects(), entries, replace, turn, *cancel); };
      SettleWith(pending, work, FromAdded);
    });
    return TaskObject(env, pending->promise(), pending, cancel);
  });
}

Napi::Value CreateDirectoryIn(const Napi::CallbackInfo& info) {
  return ChangeImage(info, "createDirectory",
                     [path = ToWide(info[1])](ImageObjects& image) { image.MakeFolders(path); });
}

Napi::Value RemoveFromImage(const Napi::CallbackInfo& info) {
  return ChangeImage(info, "remove",
                     [path = ToWide(info[1])](ImageObjects& image) { image.Remove(path); });
}

Napi::Value ListImage(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const ImageUse use = UseImage(info, "list");
    return RunOn(
        info.Env(), *(*use)->worker(), "list",
        [use, path = ToWide(info[1])] { return (*use)->objects().List(path); }, FromEntries);
  });
}

Napi::Value FromResult(Napi::Env env, const std::shared_ptr<OpenedResult>& opened) {
  const ResultObjects& result = opened->objects();
  const auto object = Napi::Object::New(env);
  object.Set("handle", WrapHandle(env, opened, kResultTag));
  object.Set("totalBlocks", Napi::Number::New(env, result.total_blocks()));
  object.Set("blockSize", Napi::Number::New(env, result.block_size()));
  object.Set("discId", FromWide(env, result.disc_id()));
  return object;
}

Napi::Value CreateResult(const Napi::CallbackInfo& info) {
  return GuardedTask(info.Env(), [&] {
    const Napi::Env env = info.Env();
    const ImageUse use = UseImage(info, "createResult");
    const auto cancel = std::make_shared<CancelToken>();
    use->handle()->Track(cancel);
    const auto pending = Pending::BeginOn(env, *(*use)->worker(), "createResult");
    const auto channel = OpenChannel(info[1], pending);
    (*use)->worker()->Post([use, cancel, pending, channel] {
      const auto work = [&] {
        auto objects =
            std::make_unique<ResultObjects>((*use)->objects(), *cancel, ToListener(channel));
        return std::make_shared<OpenedResult>(
            std::make_shared<ImageResult>((*use)->image(), std::move(objects)));
      };
      SettleWith(pending, work, FromResult);
    });
    return TaskObject(env, pending->promise(), pending, cancel);
  });
}

}  // namespace

void ExportImage(Napi::Env env, Napi::Object exports) {
  exports["createImage"] = Napi::Function::New(env, CreateImage, "createImage");
  exports["setVolumeName"] = Napi::Function::New(env, SetVolumeName, "setVolumeName");
  exports["addToImage"] = Napi::Function::New(env, AddToImage, "addToImage");
  exports["addEntries"] = Napi::Function::New(env, AddEntriesToImage, "addEntries");
  exports["createDirectory"] = Napi::Function::New(env, CreateDirectoryIn, "createDirectory");
  exports["removeFromImage"] = Napi::Function::New(env, RemoveFromImage, "removeFromImage");
  exports["listImage"] = Napi::Function::New(env, ListImage, "listImage");
  exports["createResult"] = Napi::Function::New(env, CreateResult, "createResult");
}

}  // namespace imapi2::addon
