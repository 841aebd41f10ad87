#pragma once

#include <windows.h>

#include <imapi2.h>
#include <ocidl.h>

#include <atomic>
#include <functional>
#include <utility>
#include <vector>

#include "../session/no_dispatch.h"
#include "virtual/com/com_ptr.h"
#include "virtual/com/error.h"

namespace virtual_drive::test {

// A late-bound sink: nothing of the event interface but its IID.
class EventSink final : public NoDispatch<IDispatch> {
 public:
  explicit EventSink(REFIID events) : events_(events) {}
  std::atomic<ULONG> references{1};
  // The event and its arguments, in the order of its declaration.
  std::function<void(DISPID, std::vector<VARIANT>)> on_event;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    const bool known = iid == __uuidof(IUnknown) || iid == __uuidof(IDispatch) || iid == events_;
    *object = known ? static_cast<IDispatch*>(this) : nullptr;
    if (!known) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return ++references; }
  ULONG STDMETHODCALLTYPE Release() noexcept override { return --references; }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* parameters, VARIANT*,
                                   EXCEPINFO*, UINT*) noexcept override {
    std::vector<VARIANT> arguments(parameters->rgvarg, parameters->rgvarg + parameters->cArgs);
    on_event(id, {arguments.rbegin(), arguments.rend()});
    return E_FAIL;  // ignored
  }

 private:
  const IID events_;
};

// An advise, for as long as it lives.
class Advised {
 public:
  Advised(IUnknown* source, REFIID events, IUnknown* sink) {
    ComPtr<IConnectionPointContainer> container;
    Check(source->QueryInterface(__uuidof(IConnectionPointContainer), container.PutVoid()));
    Check(container->FindConnectionPoint(events, point_.Put()));
    Check(point_->Advise(sink, &cookie_));
  }
  Advised(const Advised&) = delete;
  Advised& operator=(const Advised&) = delete;
  ~Advised() { point_->Unadvise(cookie_); }

 private:
  ComPtr<IConnectionPoint> point_;
  DWORD cookie_ = 0;
};

}  // namespace virtual_drive::test
