#include "virtual/format/write_speed_descriptor.h"

#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {

HRESULT WriteSpeedDescriptor::get_MediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept {
  return session()->Call("IWriteSpeedDescriptor::get_MediaType", [&]() -> HRESULT {
    ClearOut(value, media_);
    return S_OK;
  });
}

HRESULT WriteSpeedDescriptor::get_RotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return session()->Call("IWriteSpeedDescriptor::get_RotationTypeIsPureCAV", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    return S_OK;
  });
}

HRESULT WriteSpeedDescriptor::get_WriteSpeed(LONG* value) noexcept {
  return session()->Call("IWriteSpeedDescriptor::get_WriteSpeed", [&]() -> HRESULT {
    ClearOut(value, speed_);
    return S_OK;
  });
}

}  // namespace virtual_drive
