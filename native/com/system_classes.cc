#include "com/system_classes.h"

#include <objbase.h>

namespace imapi2::com {

HRESULT SystemClasses::CreateInstance(REFCLSID clsid, REFIID iid, void** object) const {
  return CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, iid, object);
}

const void* SystemClasses::Identity() const noexcept {
  static const char system = 0;
  return &system;
}

}  // namespace imapi2::com
