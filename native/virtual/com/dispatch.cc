#include "virtual/com/dispatch.h"

#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive::dispatch {

HRESULT GetTypeInfoCount(UINT* count) noexcept {
  if (!count) return E_POINTER;
  *count = 1;
  return S_OK;
}

HRESULT GetTypeInfo(Session& session, REFIID iid, UINT index, ITypeInfo** info) noexcept {
  return Guard([&]() -> HRESULT {
    ClearOut(info);
    if (index != 0) return DISP_E_BADINDEX;
    *info = session.type_libraries().Find(iid).Detach();
    return S_OK;
  });
}

HRESULT GetIDsOfNames(Session& session, REFIID iid, LPOLESTR* names, UINT count,
                      DISPID* ids) noexcept {
  return Guard([&]() -> HRESULT {
    return session.type_libraries().Find(iid)->GetIDsOfNames(names, count, ids);
  });
}

HRESULT Invoke(Session& session, REFIID iid, void* interface_pointer, DISPID id, WORD flags,
               DISPPARAMS* arguments, VARIANT* result, EXCEPINFO* exception,
               UINT* bad_argument) noexcept {
  return Guard([&]() -> HRESULT {
    const ComPtr<ITypeInfo> info = session.type_libraries().Find(iid);
    // ITypeInfo::Invoke takes the text for EXCEPINFO from here; one of an earlier call is not
    // meant.
    SetErrorInfo(0, nullptr);
    return info->Invoke(interface_pointer, id, flags, arguments, result, exception, bad_argument);
  });
}

}  // namespace virtual_drive::dispatch
