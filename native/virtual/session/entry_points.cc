// What a COM server exports (exports.def): a factory of sessions, and whether the library is still
// needed.
#include "contract/virtual_imapi.h"

#include <objbase.h>

#include "virtual/com/error.h"
#include "virtual/session/session.h"
#include "virtual/session/session_factory.h"
#include "virtual/session/virtual_imapi.h"

// One class; every instance of it is a session of its own.
STDAPI DllGetClassObject(REFCLSID clsid, REFIID iid, LPVOID* object) {
  return virtual_drive::Guard([&]() -> HRESULT {
    virtual_drive::ClearOut<void*>(object);
    if (clsid != __uuidof(::VirtualImapi)) return CLASS_E_CLASSNOTAVAILABLE;
    return virtual_drive::SessionFactory::Make(iid, object);
  });
}

STDAPI DllCanUnloadNow() {
  const bool needed =
      virtual_drive::Session::Alive() > 0 || virtual_drive::SessionFactory::Alive() > 0;
  return needed ? S_FALSE : S_OK;
}
