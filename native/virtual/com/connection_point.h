#pragma once

#include <windows.h>

#include <ocidl.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "virtual/com/com_ptr.h"
#include "virtual/com/sink.h"
#include "virtual/com/variant.h"

namespace virtual_drive {

class EventSource;

// One source of events of an object: part of that object, whose lifetime it shares. Any thread.
class ConnectionPoint final : public IConnectionPoint {
 public:
  ConnectionPoint(EventSource& source, REFIID events) : source_(source), events_(events) {}
  ConnectionPoint(const ConnectionPoint&) = delete;
  ConnectionPoint& operator=(const ConnectionPoint&) = delete;

  const IID& events() const noexcept { return events_; }

  // Calls all sinks, by IDispatch::Invoke only: the event interfaces are not dual, and late-bound
  // sinks have nothing else (docs/imapi2.md, Events). What a sink answers is ignored. `arguments`
  // are in the order of the event's declaration; Invoke gets them last to first. No lock is held: a
  // sink may Unadvise, or call the object.
  void Fire(DISPID event, std::vector<Variant> arguments);

  // A sink as the thread that asks may use it.
  struct Callee {
    ComPtr<IDispatch> sink;
    DWORD cookie;
  };

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  ULONG STDMETHODCALLTYPE AddRef() noexcept override;
  ULONG STDMETHODCALLTYPE Release() noexcept override;
  HRESULT STDMETHODCALLTYPE GetConnectionInterface(IID* iid) noexcept override;
  HRESULT STDMETHODCALLTYPE
  GetConnectionPointContainer(IConnectionPointContainer** container) noexcept override;
  HRESULT STDMETHODCALLTYPE Advise(IUnknown* sink, DWORD* cookie) noexcept override;
  HRESULT STDMETHODCALLTYPE Unadvise(DWORD cookie) noexcept override;
  HRESULT STDMETHODCALLTYPE EnumConnections(IEnumConnections** connections) noexcept override;

 private:
  std::vector<Callee> Callees();

  EventSource& source_;
  const IID events_;
  std::mutex mutex_;
  // Shared: one that is being unmarshalled outlives its Unadvise on another thread.
  std::map<DWORD, std::shared_ptr<Sink>> sinks_;
  DWORD next_cookie_ = 1;
};

}  // namespace virtual_drive
