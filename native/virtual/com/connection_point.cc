#include "virtual/com/connection_point.h"

#include <olectl.h>

#include <utility>

#include "virtual/com/enumerator.h"
#include "virtual/com/events.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

struct ConnectionElement {
  using Kept = ConnectionPoint::Callee;
  using Given = CONNECTDATA;
  static HRESULT Copy(const Kept& from, Given* to) noexcept {
    to->dwCookie = from.cookie;
    from.sink.CopyTo(&to->pUnk);
    return S_OK;
  }
  static void Clear(Given* given) noexcept { given->pUnk->Release(); }
};

}  // namespace

std::vector<ConnectionPoint::Callee> ConnectionPoint::Callees() {
  std::vector<std::pair<DWORD, std::shared_ptr<Sink>>> sinks;
  {
    const std::lock_guard lock(mutex_);
    sinks.assign(sinks_.begin(), sinks_.end());
  }
  // Not under the lock: unmarshalling may have to wait for the sink's thread, which may be waiting
  // to Unadvise.
  std::vector<Callee> callees;
  for (const auto& [cookie, sink] : sinks) {
    if (auto callee = sink->ForThisThread()) callees.push_back({std::move(callee), cookie});
  }
  return callees;
}

void ConnectionPoint::Fire(DISPID event, std::vector<Variant> arguments) {
  std::vector<VARIANTARG> reversed;
  for (auto argument = arguments.rbegin(); argument != arguments.rend(); ++argument) {
    reversed.push_back(argument->Get());  // lent: the callee doesn't own what comes by value
  }
  for (const Callee& callee : Callees()) {
    DISPPARAMS parameters = {reversed.data(), nullptr, static_cast<UINT>(reversed.size()), 0};
    callee.sink->Invoke(event, IID_NULL, LOCALE_SYSTEM_DEFAULT, DISPATCH_METHOD, &parameters,
                        nullptr, nullptr, nullptr);
  }
}

HRESULT ConnectionPoint::QueryInterface(REFIID iid, void** object) noexcept {
  if (!object) return E_POINTER;
  *object = nullptr;
  if (iid != __uuidof(IUnknown) && iid != __uuidof(IConnectionPoint)) return E_NOINTERFACE;
  *object = static_cast<IConnectionPoint*>(this);
  AddRef();
  return S_OK;
}

ULONG ConnectionPoint::AddRef() noexcept { return source_.AddRef(); }
ULONG ConnectionPoint::Release() noexcept { return source_.Release(); }

HRESULT ConnectionPoint::GetConnectionInterface(IID* iid) noexcept {
  return source_.FaceSession().Call("IConnectionPoint::GetConnectionInterface", [&]() -> HRESULT {
    ClearOut(iid, events_);
    return S_OK;
  });
}

HRESULT ConnectionPoint::GetConnectionPointContainer(
    IConnectionPointContainer** container) noexcept {
  return source_.FaceSession().Call("IConnectionPoint::GetConnectionPointContainer",
                                    [&]() -> HRESULT {
                                      ClearOut(container);
                                      source_.AddRef();
                                      *container = &source_;
                                      return S_OK;
                                    });
}

HRESULT ConnectionPoint::Advise(IUnknown* sink, DWORD* cookie) noexcept {
  return source_.FaceSession().Call("IConnectionPoint::Advise", [&]() -> HRESULT {
    ClearOut(cookie);
    if (!sink) throw Error(E_POINTER, L"The sink is null.");
    // The source's own IID, and no other, is what a sink must answer; it is an IDispatch by
    // derivation.
    ComPtr<IDispatch> events;
    if (FAILED(sink->QueryInterface(events_, events.PutVoid()))) {
      throw Error(CONNECT_E_CANNOTCONNECT, L"The sink has not the event interface of this source.");
    }
    auto advised = std::make_shared<Sink>(std::move(events));
    const std::lock_guard lock(mutex_);
    *cookie = next_cookie_++;
    sinks_.emplace(*cookie, std::move(advised));
    return S_OK;
  });
}

HRESULT ConnectionPoint::Unadvise(DWORD cookie) noexcept {
  return source_.FaceSession().Call("IConnectionPoint::Unadvise", [&]() -> HRESULT {
    std::shared_ptr<Sink> gone;  // released after the lock: its destructor calls foreign code
    const std::lock_guard lock(mutex_);
    const auto found = sinks_.find(cookie);
    if (found == sinks_.end()) return CONNECT_E_NOCONNECTION;
    gone = std::move(found->second);
    sinks_.erase(found);
    return S_OK;
  });
}

HRESULT ConnectionPoint::EnumConnections(IEnumConnections** connections) noexcept {
  return source_.FaceSession().Call("IConnectionPoint::EnumConnections", [&]() -> HRESULT {
    ClearOut(connections);
    *connections = NewEnumerator<IEnumConnections, ConnectionElement>(
        source_.FaceSession().shared_from_this(), Callees());
    return S_OK;
  });
}

}  // namespace virtual_drive
