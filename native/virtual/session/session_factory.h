#pragma once

#include <windows.h>

#include <unknwn.h>

#include <atomic>

namespace virtual_drive {

// The class object of VirtualImapi. Belongs to no session, as each CreateInstance makes one.
class SessionFactory final : public IClassFactory {
 public:
  static HRESULT Make(REFIID iid, void** object);
  // Factories and locks, for DllCanUnloadNow.
  static LONG Alive() noexcept;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  ULONG STDMETHODCALLTYPE AddRef() noexcept override;
  ULONG STDMETHODCALLTYPE Release() noexcept override;
  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid,
                                           void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) noexcept override;

 private:
  SessionFactory() noexcept;
  ~SessionFactory();

  std::atomic<ULONG> references_{1};
};

}  // namespace virtual_drive
