#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "virtual/com/object.h"
#include "virtual/format/device.h"

namespace virtual_drive {

// MsftMultisessionSequential: where the sessions of a medium are that is written one after the
// other. Beside a rewritable disc it is there too, by switch, but never supported.
class MultisessionSequential final
    : public Object<Dual<IMultisessionSequential2, IMultisessionSequential, IMultisession>> {
 public:
  MultisessionSequential(std::shared_ptr<Session> session, ComPtr<IDiscRecorder2> recorder)
      : Object(std::move(session)), recorder_(std::move(recorder)) {}

  HRESULT STDMETHODCALLTYPE
  get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_InUse(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_InUse(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ImportRecorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsFirstDataSession(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartAddressOfPreviousSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_NextWritableAddress(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_WriteUnitSize(LONG* value) noexcept override;

 private:
  // Of a sequential medium; throws where another is in.
  Device::Facts Facts() const;
  const ComPtr<IDiscRecorder2> recorder_;
  std::atomic<VARIANT_BOOL> in_use_{VARIANT_FALSE};
};

// The start or the last sector of the previous session; -1 where there is none (sdk-api:
// IDiscFormat2Data::get_StartAddressOfPreviousSession).
LONG AddressOf(const std::optional<Device::Facts::Session>& session,
               std::uint32_t Device::Facts::Session::*address) noexcept;

// Whether a session can be written: a blank disc, or one whose last session is closed and that
// takes another (IMultisession::IsSupportedOnCurrentMediaState).
bool TakesSession(const Device::Facts& facts);

}  // namespace virtual_drive
