#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <mutex>
#include <string>

#include "virtual/com/object.h"
#include "virtual/iso/boot_catalog.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// MsftBootOptions: one boot image, and how it is booted.
class BootImageOptions final : public Object<Dual<IBootOptions>> {
 public:
  explicit BootImageOptions(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  // Null before one is assigned. The same object goes back to the caller.
  HRESULT STDMETHODCALLTYPE get_BootImage(IStream** image) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Manufacturer(BSTR* name) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Manufacturer(BSTR name) noexcept override;
  HRESULT STDMETHODCALLTYPE get_PlatformId(PlatformId* platform) noexcept override;
  HRESULT STDMETHODCALLTYPE put_PlatformId(PlatformId platform) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Emulation(EmulationType* emulation) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Emulation(EmulationType emulation) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ImageSize(ULONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE AssignBootImage(IStream* image) noexcept override;

 private:
  std::mutex mutex_;
  ComPtr<IStream> image_;
  ULONG size_ = 0;
  std::wstring manufacturer_;
  PlatformId platform_ = PlatformX86;
  EmulationType emulation_ = EmulationNone;
};

// A copy with a copy of the image's bytes, for IFileSystemImage::put_BootImageOptions. The options
// may be anybody's. Throws Error IMAPI_E_BOOT_IMAGE_DATA.
ComPtr<IBootOptions> CopyBootOptions(const std::shared_ptr<Session>& session,
                                     IBootOptions& options);

// What the boot catalog needs of them; the stream is read when the image is. Throws Error
// IMAPI_E_BOOT_IMAGE_DATA, IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH.
iso::BootImage ToBootImage(IBootOptions& options);

}  // namespace virtual_drive
