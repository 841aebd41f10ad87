// What an opaque handle in JavaScript stands for: something that can be used, and closed once.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "addon/environment.h"
#include "addon/napi_setup.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/worker.h"

namespace imapi2::addon {

class HandleBase : public DriveUser {
 public:
  enum class Burns { kCancel, kLeave };

  HandleBase() = default;
  HandleBase(const HandleBase&) = delete;
  HandleBase& operator=(const HandleBase&) = delete;
  virtual ~HandleBase() = default;

  // From any thread, any number of times. Uses from now on are refused; those under way go on, the
  // object is released after the last of them, and then `closed` is called, on whatever thread that
  // happens. It never waits.
  void Close(Burns burns, const std::function<void()>& closed);

  // For a drive that hangs, or a worker: whoever waits for the end of its last call waits no
  // longer. The object is left to that call.
  void Abandon();
  void OnGivenUp() override { Abandon(); }

  // For whoever has waited long enough for a call on it, or for its close. The drive behind it is
  // given up, and every call on that is settled; but not while a burn or an erase has the drive,
  // which have a time-out of their own. On JavaScript's thread.
  virtual void GiveUp(Environment& environment) = 0;

  // What Close cancels.
  void Track(const std::shared_ptr<CancelToken>& cancel);

 protected:
  void Enter(const char* operation);
  void Leave();

 private:
  // Gives the object up. Returns the worker that releases it; null where it can't answer.
  virtual std::shared_ptr<Worker> Release() = 0;
  void Finish();

  enum class State { kOpen, kClosing, kClosed };
  std::mutex mutex_;
  State state_ = State::kOpen;
  bool abandoned_ = false;
  int uses_ = 0;
  // Those who wait for the close; each is told once, by whoever takes them.
  class Waiting {
   public:
    void Add(std::function<void()> closed);
    void Tell();

   private:
    std::mutex mutex_;
    std::vector<std::function<void()>> closed_;
  };
  // Shared with the worker that tells them.
  const std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
  std::vector<std::weak_ptr<CancelToken>> cancels_;
};

// `T` has worker(), responsive(), and drive(), which is null where no drive is behind it.
template <typename T>
class Handle final : public HandleBase, public std::enable_shared_from_this<Handle<T>> {
 public:
  explicit Handle(std::shared_ptr<T> object)
      : worker_(object->worker()), drive_(object->drive()), object_(std::move(object)) {}

  // One call on the handle: keeps the object while it lives. Ends on whatever thread drops it.
  class Use {
   public:
    Use(std::shared_ptr<Handle> handle, const char* operation) : handle_(std::move(handle)) {
      handle_->Enter(operation);
      object_ = handle_->object_;
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
      object_.reset();
      handle_->Leave();
    }
    T* operator->() const noexcept { return object_.get(); }
    T& operator*() const noexcept { return *object_; }
    const std::shared_ptr<T>& object() const noexcept { return object_; }
    const std::shared_ptr<Handle>& handle() const noexcept { return handle_; }

   private:
    std::shared_ptr<Handle> handle_;
    std::shared_ptr<T> object_;
  };
  using SharedUse = std::shared_ptr<Use>;

  // Throws Error (kClosed).
  SharedUse Begin(const char* operation) {
    return std::make_shared<Use>(this->shared_from_this(), operation);
  }

 private:
  void GiveUp(Environment& environment) override {
    if (const auto drive = drive_.lock()) {
      if (drive->leased() && !drive->hung()) return;
      drive->GiveUp();
    }
    if (const auto worker = worker_.lock()) environment.calls().GiveUp(*worker);
    Abandon();
  }

  std::shared_ptr<Worker> Release() override {
    std::shared_ptr<Worker> worker = object_->responsive() ? object_->worker() : nullptr;
    object_.reset();
    return worker;
  }

  // Weak: a handle that was closed keeps nothing.
  const std::weak_ptr<Worker> worker_;
  const std::weak_ptr<Drive> drive_;
  // Read while open only, under Enter's protection.
  std::shared_ptr<T> object_;
};

// A dropped handle is closed by the garbage collector; a burn on it goes on, because somebody waits
// for its promise.
template <typename T>
Napi::Value WrapHandle(Napi::Env env, const std::shared_ptr<T>& object, const napi_type_tag& tag) {
  using Shared = std::shared_ptr<Handle<T>>;
  const Shared handle = std::make_shared<Handle<T>>(object);
  Environment::Of(env)->Remember(handle);
  if (const std::shared_ptr<Drive> drive = object->drive()) drive->AddUser(handle);
  const auto external =
      Napi::External<Shared>::New(env, new Shared(handle), [](Napi::Env, Shared* data) {
        const std::unique_ptr<Shared> owner(data);
        (*owner)->Close(HandleBase::Burns::kLeave, nullptr);
      });
  if (napi_type_tag_object(env, external, &tag) != napi_ok) throw Napi::Error::New(env);
  return external;
}

bool HasTag(const Napi::Value& value, const napi_type_tag& tag);

template <typename T>
std::shared_ptr<Handle<T>> UnwrapHandle(const Napi::Value& value, const napi_type_tag& tag) {
  if (!HasTag(value, tag)) throw Napi::TypeError::New(value.Env(), "A handle of another kind");
  return *value.As<Napi::External<std::shared_ptr<Handle<T>>>>().Data();
}

}  // namespace imapi2::addon
