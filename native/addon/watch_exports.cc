// watchDrives.
#include <utility>

#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/js_values.h"
#include "addon/opened.h"

namespace imapi2::addon {
namespace {

// A function of JavaScript's that is told every event, in order. Made on JavaScript's thread;
// dropped on any.
class EventListener : public std::enable_shared_from_this<EventListener> {
 public:
  EventListener(Napi::Env env, const Napi::Function& listener)
      : environment_(Environment::Of(env)) {
    if (napi_create_reference(env, listener, 1, &listener_) != napi_ok) throw Napi::Error::New(env);
  }
  EventListener(const EventListener&) = delete;
  EventListener& operator=(const EventListener&) = delete;
  // The reference lives on JavaScript's thread, and where that has gone it has gone with it.
  ~EventListener() { environment_->Deliver(std::make_unique<Forgetting>(listener_)); }

  void Tell(const DriveEvent& event) {
    environment_->Deliver(std::make_unique<Telling>(shared_from_this(), event));
  }

 private:
  class Forgetting final : public Delivery {
   public:
    explicit Forgetting(napi_ref listener) : listener_(listener) {}
    void Run(Napi::Env env) override { napi_delete_reference(env, listener_); }

   private:
    const napi_ref listener_;
  };

  class Telling final : public Delivery {
   public:
    Telling(std::shared_ptr<EventListener> owner, DriveEvent event)
        : owner_(std::move(owner)), event_(std::move(event)) {}
    void Run(Napi::Env env) override {
      napi_value listener = nullptr;
      if (napi_get_reference_value(env, owner_->listener_, &listener) != napi_ok) return;
      Napi::Function(env, listener)
          .Call({Napi::Boolean::New(env, event_.added), FromWide(env, event_.id)});
    }

   private:
    const std::shared_ptr<EventListener> owner_;
    const DriveEvent event_;
  };

  const std::shared_ptr<Environment> environment_;
  napi_ref listener_ = nullptr;
};

Napi::Value WatchDrives(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UnwrapHandle<OpenedProvider>(info[0], kProviderTag)->Begin("watchDrives");
    const auto worker = std::make_shared<Worker>(L"imapi2 devices", Worker::Kind::kPumped);
    const auto listener = std::make_shared<EventListener>(info.Env(), info[1].As<Napi::Function>());
    return RunOn(
        info.Env(), *worker, "watchDrives",
        [use, worker, listener] {
          const auto tell = [listener](const DriveEvent& event) { listener->Tell(event); };
          return std::make_shared<OpenedWatch>(
              worker, std::make_unique<DriveEvents>((*use)->provider().drives(), tell));
        },
        [](Napi::Env env, const std::shared_ptr<OpenedWatch>& opened) {
          return WrapHandle(env, opened, kWatchTag);
        });
  });
}

}  // namespace

void ExportWatch(Napi::Env env, Napi::Object exports) {
  exports["watchDrives"] = Napi::Function::New(env, WatchDrives, "watchDrives");
}

}  // namespace imapi2::addon
