#pragma once

#include <windows.h>

#include <unknwn.h>

#include <memory>

#include "virtual/com/object.h"

namespace virtual_drive {

// Makes an object of one class in a session.
using CreateFunction = HRESULT (*)(std::shared_ptr<Session> session, REFIID iid, void** object);

// Creates a T(session), for the table of classes.
template <class T>
HRESULT Create(std::shared_ptr<Session> session, REFIID iid, void** object) {
  return MakeObject<T>(std::move(session))->QueryInterface(iid, object);
}

class ClassFactory final : public Object<Plain<IClassFactory>> {
 public:
  ClassFactory(std::shared_ptr<Session> session, CreateFunction create)
      : Object(std::move(session)), create_(create) {}

  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid,
                                           void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) noexcept override;

 private:
  const CreateFunction create_;
};

}  // namespace virtual_drive
