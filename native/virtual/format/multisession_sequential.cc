#include "virtual/format/multisession_sequential.h"

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {

HRESULT MultisessionSequential::Refuse(std::string_view method, LONG* value) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    ClearOut(value);
    throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                L"The medium is not written one session after the other.");
  });
}

HRESULT MultisessionSequential::get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisession::get_IsSupportedOnCurrentMediaState", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    return S_OK;
  });
}

HRESULT MultisessionSequential::put_InUse(VARIANT_BOOL value) noexcept {
  return session()->Call("IMultisession::put_InUse", [&]() -> HRESULT {
    if (!value) return S_OK;
    throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                L"The medium is not written one session after the other.");
  });
}

HRESULT MultisessionSequential::get_InUse(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisession::get_InUse", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    return S_OK;
  });
}

HRESULT MultisessionSequential::get_ImportRecorder(IDiscRecorder2** value) noexcept {
  return session()->Call("IMultisession::get_ImportRecorder", [&]() -> HRESULT {
    ClearOut(value);
    recorder_.CopyTo(value);
    return S_OK;
  });
}

HRESULT MultisessionSequential::get_IsFirstDataSession(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisessionSequential::get_IsFirstDataSession", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                L"The medium is not written one session after the other.");
  });
}

HRESULT MultisessionSequential::get_StartAddressOfPreviousSession(LONG* value) noexcept {
  return Refuse("IMultisessionSequential::get_StartAddressOfPreviousSession", value);
}

HRESULT MultisessionSequential::get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept {
  return Refuse("IMultisessionSequential::get_LastWrittenAddressOfPreviousSession", value);
}

HRESULT MultisessionSequential::get_NextWritableAddress(LONG* value) noexcept {
  return Refuse("IMultisessionSequential::get_NextWritableAddress", value);
}

HRESULT MultisessionSequential::get_FreeSectorsOnMedia(LONG* value) noexcept {
  return Refuse("IMultisessionSequential::get_FreeSectorsOnMedia", value);
}

HRESULT MultisessionSequential::get_WriteUnitSize(LONG* value) noexcept {
  return Refuse("IMultisessionSequential2::get_WriteUnitSize", value);
}

}  // namespace virtual_drive
