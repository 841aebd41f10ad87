#include "virtual/com/sink.h"

#include <objbase.h>

#include <utility>

#include "virtual/com/apartment.h"
#include "virtual/com/error.h"

namespace virtual_drive {
namespace {

ComPtr<IGlobalInterfaceTable> GlobalInterfaceTable() {
  ComPtr<IGlobalInterfaceTable> table;
  Check(CoCreateInstance(CLSID_StdGlobalInterfaceTable, nullptr, CLSCTX_INPROC_SERVER,
                         __uuidof(IGlobalInterfaceTable), table.PutVoid()));
  return table;
}

}  // namespace

Sink::Sink(ComPtr<IDispatch> sink) {
  if (!OnSingleThreadedApartment()) {
    direct_ = std::move(sink);
    return;
  }
  Check(GlobalInterfaceTable()->RegisterInterfaceInGlobal(sink.Get(), __uuidof(IDispatch),
                                                          &global_cookie_));
}

Sink::~Sink() {
  if (global_cookie_ == 0) return;
  try {
    GlobalInterfaceTable()->RevokeInterfaceFromGlobal(global_cookie_);
  } catch (const Error&) {
    // COM has left this thread: the table, and with it the registration, ends with the process.
  }
}

ComPtr<IDispatch> Sink::ForThisThread() const noexcept {
  if (global_cookie_ == 0) return direct_;
  ComPtr<IDispatch> proxy;
  try {
    GlobalInterfaceTable()->GetInterfaceFromGlobal(global_cookie_, __uuidof(IDispatch),
                                                   proxy.PutVoid());
  } catch (const Error&) {
    // Null says so.
  }
  return proxy;
}

}  // namespace virtual_drive
