// What every COM object of ours shares: counting, QueryInterface, the free-threaded marshaler.
#pragma once

#include <windows.h>

#include <objbase.h>

#include <atomic>
#include <mutex>
#include <utility>

#include "com/com_ptr.h"

namespace imapi2::com {

// Interfaces whose base interfaces can be asked for too name those in FindBase.
//
// Free-threaded: IMAPI2 may read our streams from a thread of its own, and a caller in another
// apartment must get the object itself and not a proxy that waits for the thread that made it.
template <typename First, typename... Others>
class Object : public First, public Others... {
 public:
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) override {
    if (object == nullptr) return E_POINTER;
    *object = Find(iid);
    if (*object != nullptr) {
      this->AddRef();
      return S_OK;
    }
    if (iid == __uuidof(IMarshal)) return QueryMarshaler(object);
    return E_NOINTERFACE;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return ++references_; }
  ULONG STDMETHODCALLTYPE Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }

 protected:
  Object() = default;
  virtual ~Object() = default;

  // A base of one of the interfaces, null for any other.
  virtual void* FindBase(REFIID) noexcept { return nullptr; }

 private:
  template <typename Interface>
  void* FindOne(REFIID iid) noexcept {
    return iid == __uuidof(Interface) ? static_cast<Interface*>(this) : nullptr;
  }
  void* Find(REFIID iid) noexcept {
    if (iid == __uuidof(IUnknown)) return static_cast<First*>(this);
    void* found = FindOne<First>(iid);
    ((found = found != nullptr ? found : FindOne<Others>(iid)), ...);
    return found != nullptr ? found : FindBase(iid);
  }
  // Made when somebody asks: an image can have 100,000 streams that nobody ever marshals.
  HRESULT QueryMarshaler(void** object) {
    std::call_once(marshaler_once_, [this] {
      marshaler_result_ =
          CoCreateFreeThreadedMarshaler(static_cast<First*>(this), marshaler_.Put());
    });
    if (FAILED(marshaler_result_)) return marshaler_result_;
    return marshaler_->QueryInterface(__uuidof(IMarshal), object);
  }

  std::atomic<ULONG> references_{1};
  std::once_flag marshaler_once_;
  HRESULT marshaler_result_ = S_OK;
  // Its inner IUnknown, which is not delegated, so that it is no reference to ourselves.
  ComPtr<IUnknown> marshaler_;
};

template <typename T, typename... Arguments>
ComPtr<T> MakeObject(Arguments&&... arguments) {
  return ComPtr<T>::Attach(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace imapi2::com
