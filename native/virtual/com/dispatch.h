#pragma once

#include <windows.h>

#include <oaidl.h>

// IDispatch over the type library, for the Dual faces of all objects. Any thread.
namespace virtual_drive {

class Session;

namespace dispatch {

HRESULT GetTypeInfoCount(UINT* count) noexcept;
HRESULT GetTypeInfo(Session& session, REFIID iid, UINT index, ITypeInfo** info) noexcept;
HRESULT GetIDsOfNames(Session& session, REFIID iid, LPOLESTR* names, UINT count,
                      DISPID* ids) noexcept;
HRESULT Invoke(Session& session, REFIID iid, void* interface_pointer, DISPID id, WORD flags,
               DISPPARAMS* arguments, VARIANT* result, EXCEPINFO* exception,
               UINT* bad_argument) noexcept;

}  // namespace dispatch
}  // namespace virtual_drive
