// Where COM classes come from: the whole difference between Windows' IMAPI2 and the virtual drive.
#pragma once

#include <windows.h>

#include <unknwn.h>

#include <string>

#include "com/com_error.h"
#include "com/com_ptr.h"

namespace imapi2::com {

// Immutable, so that every worker may use it. Released on a worker: a source can hold COM objects.
class ClassSource {
 public:
  ClassSource() = default;
  ClassSource(const ClassSource&) = delete;
  ClassSource& operator=(const ClassSource&) = delete;
  virtual ~ClassSource() = default;

  // A HRESULT and not an exception: that a class is missing is an answer in some places.
  virtual HRESULT CreateInstance(REFCLSID clsid, REFIID iid, void** object) const = 0;

  // Which drives are the same: one recorder id means two drives in two virtual sessions, and one
  // drive in Windows.
  virtual const void* Identity() const noexcept = 0;
};

// `operation`: "CoCreateInstance(MsftDiscMaster2)".
template <typename Class, typename Interface>
ComPtr<Interface> Create(const ClassSource& source, const char* operation) {
  ComPtr<Interface> object;
  Check(source.CreateInstance(__uuidof(Class), __uuidof(Interface), object.PutVoid()), operation);
  return object;
}

}  // namespace imapi2::com
