#include "virtual/session/session.h"

#include <oaidl.h>

#include <atomic>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {
namespace {

std::atomic<LONG> alive{0};
std::atomic<LONG> made{0};

}  // namespace

class Session::Key {};

std::shared_ptr<Session> Session::Make() {
  return std::make_shared<Session>(Key(), made.fetch_add(1) + 1);
}

std::shared_ptr<Session> Session::MakeDefault() { return std::make_shared<Session>(Key(), 0); }

Session::Session(Key, LONG number) : number_(number) { alive.fetch_add(1); }

Session::~Session() { alive.fetch_sub(1); }

LONG Session::Alive() noexcept { return alive.load(); }

HRESULT Session::CallBody(Method method, const Body& body) noexcept {
  if (Switch("error-info") != "left-over") return CallInline(method, body);
  ComPtr<IErrorInfo> before;
  GetErrorInfo(0, before.Put());
  const HRESULT result = CallInline(method, body);
  if (SUCCEEDED(result)) {
    Fail(E_FAIL, L"A call that succeeded has left this behind.");
  } else {
    SetErrorInfo(0, before.Get());
  }
  return result;
}

HRESULT Session::CallWatched(Method method, LONGLONG nth, const Body& body) {
  const CallGate::Passage passage(gate_, method, nth);
  return passage.result() ? Planned(*passage.result()) : body();
}

void Session::ThrowRefusal() const { throw Error(*refusal_); }

HRESULT Session::Planned(HRESULT result) noexcept {
  return FAILED(result) ? Told(Fail(result, L"A fault of the virtual drive.")) : result;
}

HRESULT Session::Caught() noexcept { return Told(FailWithCurrentException()); }

HRESULT Session::Told(HRESULT failure) const noexcept {
  const std::string_view chosen = Switch("error-info");
  if (chosen == "absent") SetErrorInfo(0, nullptr);
  if (chosen == "unfilled") Fail(failure, L"The value '%1!ls!' is not valid.");
  return failure;
}

void Session::Close() noexcept {
  gate_.Open();
  drives_.Close();
}

}  // namespace virtual_drive
