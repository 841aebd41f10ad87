#pragma once

#include <windows.h>

#include <unknwn.h>

#include <atomic>
#include <memory>

#include "virtual/com/class_factory.h"

namespace virtual_drive {

// A class object that belongs to no session: each CreateInstance asks for one.
class SessionFactory final : public IClassFactory {
 public:
  using SessionFunction = std::shared_ptr<Session> (*)();
  // Makes what `create` makes, in the session that `session` gives.
  static HRESULT Make(SessionFunction session, CreateFunction create, REFIID iid, void** object);
  // Factories and locks, for DllCanUnloadNow.
  static LONG Alive() noexcept;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  ULONG STDMETHODCALLTYPE AddRef() noexcept override;
  ULONG STDMETHODCALLTYPE Release() noexcept override;
  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid,
                                           void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) noexcept override;

 private:
  SessionFactory(SessionFunction session, CreateFunction create) noexcept;
  ~SessionFactory();

  const SessionFunction session_;
  const CreateFunction create_;
  std::atomic<ULONG> references_{1};
};

}  // namespace virtual_drive
