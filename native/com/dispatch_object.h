// IDispatch for objects that IMAPI2 calls by number or through the vtable: no type information, no
// names.
#pragma once

#include <windows.h>

#include <oaidl.h>

#include "com/object.h"

namespace imapi2::com {

// `Interface` derives from IDispatch. Its Invoke is the derived class's.
template <typename Interface, typename... Others>
class DispatchObject : public Object<Interface, Others...> {
 public:
  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT* count) override {
    if (count == nullptr) return E_POINTER;
    *count = 0;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo** info) override {
    if (info != nullptr) *info = nullptr;
    return DISP_E_BADINDEX;
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR*, UINT, LCID, DISPID*) override {
    return DISP_E_UNKNOWNNAME;
  }

 protected:
  void* FindBase(REFIID iid) noexcept override {
    return iid == __uuidof(IDispatch) ? static_cast<IDispatch*>(static_cast<Interface*>(this))
                                      : nullptr;
  }
};

}  // namespace imapi2::com
