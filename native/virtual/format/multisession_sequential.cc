#include "virtual/format/multisession_sequential.h"

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {
LONG AddressOf(const std::optional<Device::Facts::Session>& session,
               std::uint32_t Device::Facts::Session::*address) noexcept {
  return session ? static_cast<LONG>((*session).*address) : LONG{-1};
}

bool TakesSession(const Device::Facts& facts) {
  return facts.sequential && facts.next_writable && !facts.session_open;
}

Device::Facts MultisessionSequential::Facts() const {
  const Device::Facts facts = Device::Of(recorder_.Get()).ReadFacts();
  if (facts.sequential) return facts;
  throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
              L"The medium is not written one session after the other.");
}

HRESULT MultisessionSequential::get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisession::get_IsSupportedOnCurrentMediaState", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    Device device = Device::Of(recorder_.Get());
    if (device.CurrentMedia() && TakesSession(device.ReadFacts())) *value = VARIANT_TRUE;
    return S_OK;
  });
}

HRESULT MultisessionSequential::put_InUse(VARIANT_BOOL value) noexcept {
  return session()->Call("IMultisession::put_InUse", [&]() -> HRESULT {
    if (value && !TakesSession(Facts())) {
      throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                  L"No session can be added to the disc.");
    }
    in_use_ = value ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

HRESULT MultisessionSequential::get_InUse(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisession::get_InUse", [&]() -> HRESULT {
    ClearOut(value, in_use_.load());
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
    if (!Facts().previous) *value = VARIANT_TRUE;
    return S_OK;
  });
}

HRESULT MultisessionSequential::get_StartAddressOfPreviousSession(LONG* value) noexcept {
  return session()->Call("IMultisessionSequential::get_StartAddressOfPreviousSession",
                         [&]() -> HRESULT {
                           ClearOut(value);
                           *value = AddressOf(Facts().previous, &Device::Facts::Session::start);
                           return S_OK;
                         });
}

HRESULT MultisessionSequential::get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept {
  return session()->Call("IMultisessionSequential::get_LastWrittenAddressOfPreviousSession",
                         [&]() -> HRESULT {
                           ClearOut(value);
                           *value = AddressOf(Facts().previous, &Device::Facts::Session::last);
                           return S_OK;
                         });
}

HRESULT MultisessionSequential::get_NextWritableAddress(LONG* value) noexcept {
  return session()->Call("IMultisessionSequential::get_NextWritableAddress", [&]() -> HRESULT {
    ClearOut(value);
    const Device::Facts facts = Facts();
    if (!facts.next_writable) {
      throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE, L"The disc is closed.");
    }
    *value = static_cast<LONG>(*facts.next_writable);
    return S_OK;
  });
}

HRESULT MultisessionSequential::get_FreeSectorsOnMedia(LONG* value) noexcept {
  return session()->Call("IMultisessionSequential::get_FreeSectorsOnMedia", [&]() -> HRESULT {
    ClearOut(value);
    *value = static_cast<LONG>(Facts().free_sectors);
    return S_OK;
  });
}

HRESULT MultisessionSequential::get_WriteUnitSize(LONG* value) noexcept {
  return session()->Call("IMultisessionSequential2::get_WriteUnitSize", [&]() -> HRESULT {
    ClearOut(value);
    *value = static_cast<LONG>(Facts().write_unit);
    return S_OK;
  });
}

}  // namespace virtual_drive
