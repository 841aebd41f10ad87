// The classes that Windows has registered.
#pragma once

#include "com/class_source.h"

namespace imapi2::com {

class SystemClasses : public ClassSource {
 public:
  HRESULT CreateInstance(REFCLSID clsid, REFIID iid, void** object) const override;
  const void* Identity() const noexcept override;
};

}  // namespace imapi2::com
