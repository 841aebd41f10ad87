#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>

#include "virtual/com/object.h"

namespace virtual_drive {

// MsftWriteSpeedDescriptor.
class WriteSpeedDescriptor final : public Object<Dual<IWriteSpeedDescriptor>> {
 public:
  WriteSpeedDescriptor(std::shared_ptr<Session> session, IMAPI_MEDIA_PHYSICAL_TYPE media,
                       LONG sectors_per_second)
      : Object(std::move(session)), media_(media), speed_(sectors_per_second) {}

  HRESULT STDMETHODCALLTYPE get_MediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_WriteSpeed(LONG* value) noexcept override;

 private:
  const IMAPI_MEDIA_PHYSICAL_TYPE media_;
  const LONG speed_;
};

}  // namespace virtual_drive
