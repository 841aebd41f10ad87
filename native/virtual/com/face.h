#pragma once

#include <windows.h>

#include <oaidl.h>

#include "virtual/com/dispatch.h"

namespace virtual_drive {

class Session;

// One interface of an object, with those it derives from (IUnknown and IDispatch are known):
//   Plain<IDiscRecorder2Ex>, Dual<IDiscFormat2Data, IDiscFormat2>
template <class Main, class... Bases>
class Plain : public Main {
 public:
  using Interface = Main;
  static bool Answers(REFIID iid) noexcept {
    return iid == __uuidof(Main) || (false || ... || (iid == __uuidof(Bases)));
  }
};

// The same for a dual interface: late-bound calls go through its description in the type library to
// its vtable.
template <class Main, class... Bases>
class Dual : public Main {
 public:
  using Interface = Main;
  static bool Answers(REFIID iid) noexcept {
    return iid == __uuidof(Main) || iid == __uuidof(IDispatch) ||
           (false || ... || (iid == __uuidof(Bases)));
  }

  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT* count) noexcept override {
    return dispatch::GetTypeInfoCount(count);
  }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT index, LCID, ITypeInfo** info) noexcept override {
    return dispatch::GetTypeInfo(FaceSession(), __uuidof(Main), index, info);
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR* names, UINT count, LCID,
                                          DISPID* ids) noexcept override {
    return dispatch::GetIDsOfNames(FaceSession(), __uuidof(Main), names, count, ids);
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD flags, DISPPARAMS* arguments,
                                   VARIANT* result, EXCEPINFO* exception,
                                   UINT* bad_argument) noexcept override {
    return dispatch::Invoke(FaceSession(), __uuidof(Main), static_cast<Main*>(this), id, flags,
                            arguments, result, exception, bad_argument);
  }

 protected:
  // Object answers.
  virtual Session& FaceSession() const noexcept = 0;
};

}  // namespace virtual_drive
