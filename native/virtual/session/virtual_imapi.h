#pragma once

#include "contract/virtual_imapi.h"

#include <memory>

#include "virtual/com/object.h"

namespace virtual_drive {

// IVirtualImapi: a client's handle of a session. Letting go of it closes the session: what hangs or
// waits in a drive is woken, and the drives answer no more.
class VirtualImapi final : public Object<Plain<IVirtualImapi>> {
 public:
  explicit VirtualImapi(std::shared_ptr<Session> session);
  ~VirtualImapi() override;

  // Letting go of it closes nothing: nobody holds a handle of the default session.
  void LeaveOpen() noexcept { closes_ = false; }

  HRESULT STDMETHODCALLTYPE AddDrive(LPCWSTR disc, IMAPI_MEDIA_PHYSICAL_TYPE media,
                                     LONGLONG sectors, LONG sectors_per_second,
                                     BSTR* unique_id) noexcept override;
  HRESULT STDMETHODCALLTYPE AddFault(LPCWSTR unique_id,
                                     const VirtualFault* fault) noexcept override;
  HRESULT STDMETHODCALLTYPE SetSwitch(LPCWSTR name, LPCWSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCounter(LPCWSTR name, LONGLONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE GetWrites(LPCWSTR unique_id, SAFEARRAY** writes) noexcept override;
  HRESULT STDMETHODCALLTYPE RemoveDrive(LPCWSTR unique_id) noexcept override;
  HRESULT STDMETHODCALLTYPE GetClassObject(REFCLSID clsid, REFIID iid,
                                           void** object) noexcept override;

 private:
  bool closes_ = true;
};

}  // namespace virtual_drive
