// A COM object that counts, so that a test can see who still holds it.
#pragma once

#include "com/object.h"

namespace com_tests {

// Alive objects of this kind.
inline int alive = 0;

class CountedObject final : public imapi2::com::Object<IPersist> {
 public:
  CountedObject() { ++alive; }
  HRESULT STDMETHODCALLTYPE GetClassID(CLSID* id) override {
    *id = {};
    return S_OK;
  }

 private:
  ~CountedObject() override { --alive; }
};

inline ULONG References(IUnknown* object) {
  object->AddRef();
  return object->Release();
}

}  // namespace com_tests
