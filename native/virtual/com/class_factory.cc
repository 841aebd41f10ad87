#include "virtual/com/class_factory.h"

#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {

HRESULT ClassFactory::CreateInstance(IUnknown* outer, REFIID iid, void** object) noexcept {
  return session()->Call("IClassFactory::CreateInstance", [&]() -> HRESULT {
    ClearOut(object);
    if (outer) return CLASS_E_NOAGGREGATION;
    return create_(session(), iid, object);
  });
}

// Whoever holds a class object of a session holds the session, and with it the library
// (DllCanUnloadNow).
HRESULT ClassFactory::LockServer(BOOL) noexcept { return S_OK; }

}  // namespace virtual_drive
