#include "virtual/format/multisession_random_write.h"

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/format/device.h"
#include "virtual/session/session.h"

namespace virtual_drive {

HRESULT MultisessionRandomWrite::get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisession::get_IsSupportedOnCurrentMediaState", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    const auto media = Device::Of(recorder_.Get()).CurrentMedia();
    if (media && MediaOf(*media).recording == Recording::kRandom) *value = VARIANT_TRUE;
    return S_OK;
  });
}

HRESULT MultisessionRandomWrite::put_InUse(VARIANT_BOOL value) noexcept {
  return session()->Call("IMultisession::put_InUse", [&]() -> HRESULT {
    in_use_ = value ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

HRESULT MultisessionRandomWrite::get_InUse(VARIANT_BOOL* value) noexcept {
  return session()->Call("IMultisession::get_InUse", [&]() -> HRESULT {
    ClearOut(value, in_use_.load());
    return S_OK;
  });
}

HRESULT MultisessionRandomWrite::get_ImportRecorder(IDiscRecorder2** value) noexcept {
  return session()->Call("IMultisession::get_ImportRecorder", [&]() -> HRESULT {
    ClearOut(value);
    recorder_.CopyTo(value);
    return S_OK;
  });
}

HRESULT MultisessionRandomWrite::get_WriteUnitSize(LONG* value) noexcept {
  return session()->Call("IMultisessionRandomWrite::get_WriteUnitSize", [&]() -> HRESULT {
    ClearOut(value);
    *value = static_cast<LONG>(Device::Of(recorder_.Get()).ReadFacts().write_unit);
    return S_OK;
  });
}

HRESULT MultisessionRandomWrite::get_LastWrittenAddress(LONG* value) noexcept {
  return session()->Call("IMultisessionRandomWrite::get_LastWrittenAddress", [&]() -> HRESULT {
    ClearOut(value);
    // As it may (sdk-api: IMultisessionRandomWrite::get_LastWrittenAddress).
    if (session()->Switch("last-written-address") == "not-implemented") return E_NOTIMPL;
    const Device::Facts facts = Device::Of(recorder_.Get()).ReadFacts();
    if (facts.blank) {
      throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE, L"Nothing has been written yet.");
    }
    *value = static_cast<LONG>(facts.sectors - 1);
    return S_OK;
  });
}

HRESULT MultisessionRandomWrite::get_TotalSectorsOnMedia(LONG* value) noexcept {
  return session()->Call("IMultisessionRandomWrite::get_TotalSectorsOnMedia", [&]() -> HRESULT {
    ClearOut(value);
    *value = static_cast<LONG>(Device::Of(recorder_.Get()).ReadFacts().sectors);
    return S_OK;
  });
}

}  // namespace virtual_drive
