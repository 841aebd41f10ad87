// What a COM server exports (exports.def): its class objects, and whether the library is still
// needed. registration/entry_points.cc has what regsvr32 calls.
#include "contract/virtual_imapi.h"

#include <objbase.h>

#include "virtual/com/error.h"
#include "virtual/session/class_table.h"
#include "virtual/session/default_session.h"
#include "virtual/session/session.h"
#include "virtual/session/session_factory.h"
#include "virtual/session/virtual_imapi.h"

// Every VirtualImapi is a session of its own. IMAPI2's classes are asked for here by clients that
// know of no session: theirs is the default one.
STDAPI DllGetClassObject(REFCLSID clsid, REFIID iid, LPVOID* object) {
  using namespace virtual_drive;
  return Guard([&]() -> HRESULT {
    ClearOut<void*>(object);
    if (clsid == __uuidof(::VirtualImapi)) {
      return SessionFactory::Make(&Session::Make, Create<virtual_drive::VirtualImapi>, iid, object);
    }
    const CreateFunction create = FindClass(clsid);
    if (!create) return CLASS_E_CLASSNOTAVAILABLE;
    return SessionFactory::Make(&DefaultSession, create, iid, object);
  });
}

STDAPI DllCanUnloadNow() {
  const bool needed =
      virtual_drive::Session::Alive() > 0 || virtual_drive::SessionFactory::Alive() > 0;
  return needed ? S_FALSE : S_OK;
}
