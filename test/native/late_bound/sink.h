#pragma once

#include <windows.h>

#include <ocidl.h>

#include <atomic>
#include <functional>
#include <utility>
#include <vector>

#include "late_bound.h"

namespace late_bound {

// A late-bound sink: an IDispatch that says it is the event interface, of which it knows no more
// than the IID that the connection point tells. Advised as long as it lives.
class Sink final : public IDispatch {
 public:
  using Handler = std::function<void(DISPID event, const std::vector<Value>& arguments)>;

  // `point`: the source's which; 0 is the default one. Throws where there is none.
  Sink(const Object& source, int point, Handler handler);
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink();

  ULONG references() const noexcept { return references_; }
  void Unadvise();

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    const bool known = iid == IID_IUnknown || iid == IID_IDispatch || iid == events_;
    *object = known ? static_cast<IDispatch*>(this) : nullptr;
    if (!known) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return ++references_; }
  ULONG STDMETHODCALLTYPE Release() noexcept override { return --references_; }
  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR*, UINT, LCID,
                                          DISPID*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID event, REFIID, LCID, WORD, DISPPARAMS* parameters,
                                   VARIANT*, EXCEPINFO*, UINT*) noexcept override;

 private:
  IID events_ = {};
  Handler handler_;
  IConnectionPoint* point_ = nullptr;
  DWORD cookie_ = 0;
  std::atomic<ULONG> references_{1};
};

}  // namespace late_bound
