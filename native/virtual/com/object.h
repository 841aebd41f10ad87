#pragma once

#include <windows.h>

#include <oaidl.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

#include "virtual/com/com_ptr.h"
#include "virtual/com/face.h"

namespace virtual_drive {

class Session;

// What nearly all COM objects of a session have in common: the count, the session that they keep
// alive and that counts them, and the free-threaded marshaler, which they aggregate, so that
// whoever has one may call it on any thread.
class ObjectCore {
 public:
  ObjectCore(const ObjectCore&) = delete;
  ObjectCore& operator=(const ObjectCore&) = delete;

 protected:
  explicit ObjectCore(std::shared_ptr<Session> session);
  virtual ~ObjectCore();

  ULONG CountUp() noexcept { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG CountDown() noexcept { return references_.fetch_sub(1, std::memory_order_acq_rel) - 1; }
  // For lists that hold no reference: false when the object is already on its way out.
  bool CountUpUnlessGone() noexcept;
  HRESULT QueryMarshaler(IUnknown* identity, void** object) noexcept;

  const std::shared_ptr<Session>& session() const noexcept { return session_; }
  virtual Session& FaceSession() const noexcept { return *session_; }

 private:
  std::shared_ptr<Session> session_;
  std::atomic<ULONG> references_{1};
  // Made at the first request: hardly anybody marshals an object.
  std::once_flag marshaler_once_;
  ComPtr<IUnknown> marshaler_;
};

// What a COM object with the given faces (face.h: Dual, Plain; events.h: Events) answers to. The
// first is its identity. The core counts its references, knows its session, and has its marshaler.
template <class Core, class FirstFace, class... Faces>
class FacedObject : public FirstFace, public Faces..., public ISupportErrorInfo, protected Core {
 public:
  using Core::session;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    *object = Find(iid);
    if (*object) {
      Core::CountUp();
      return S_OK;
    }
    return iid == __uuidof(IMarshal) ? Core::QueryMarshaler(Identity(), object) : E_NOINTERFACE;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return Core::CountUp(); }

  HRESULT STDMETHODCALLTYPE InterfaceSupportsErrorInfo(REFIID iid) noexcept override {
    return FirstFace::Answers(iid) || (Faces::Answers(iid) || ...) ? S_OK : S_FALSE;
  }

  // The IUnknown that identifies the object, not counted.
  IUnknown* Identity() noexcept { return static_cast<typename FirstFace::Interface*>(this); }

 protected:
  using Core::Core;
  ~FacedObject() = default;

 private:
  // The faces that have to reach the session ask here.
  Session& FaceSession() const noexcept override { return *Core::session(); }

  void* Find(REFIID iid) noexcept {
    // The one that is asked for most comes first.
    void* found = FindIn<FirstFace>(iid);
    (void)(found || ... || ((found = FindIn<Faces>(iid)) != nullptr));
    if (found) return found;
    if (iid == __uuidof(IUnknown)) return Identity();
    return iid == __uuidof(ISupportErrorInfo) ? static_cast<ISupportErrorInfo*>(this) : nullptr;
  }
  // Every interface of a face derives from the one before, so one pointer serves them all.
  template <class F>
  void* FindIn(REFIID iid) noexcept {
    return F::Answers(iid) ? static_cast<typename F::Interface*>(static_cast<F*>(this)) : nullptr;
  }
};

// A COM object that is alone in its memory.
//
//   class ProgressItem final : public Object<Dual<IProgressItem>> { ... };
//   auto item = MakeObject<ProgressItem>(session, 16, 31);
template <class FirstFace, class... Faces>
class Object : public FacedObject<ObjectCore, FirstFace, Faces...> {
 public:
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = this->CountDown();
    if (left == 0) delete this;
    return left;
  }

 protected:
  explicit Object(std::shared_ptr<Session> session)
      : FacedObject<ObjectCore, FirstFace, Faces...>(std::move(session)) {}
};

// Makes an object with its one reference.
template <class T, class... Arguments>
ComPtr<T> MakeObject(Arguments&&... arguments) {
  return ComPtr<T>::Attach(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace virtual_drive
