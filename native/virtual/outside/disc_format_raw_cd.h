#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>
#include <utility>

#include "virtual/com/events.h"
#include "virtual/com/object.h"

namespace virtual_drive {

// MsftDiscFormat2RawCD. There, so that clients learn from its methods that it is not served
// (not_served.h).
class DiscFormatRawCd final
    : public Object<Dual<IDiscFormat2RawCD, IDiscFormat2>, Events<DDiscFormat2RawCDEvents>> {
 public:
  explicit DiscFormatRawCd(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  HRESULT STDMETHODCALLTYPE IsRecorderSupported(IDiscRecorder2* recorder,
                                                VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE IsCurrentMediaSupported(IDiscRecorder2* recorder,
                                                    VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedMediaTypes(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE PrepareMedia() noexcept override;
  HRESULT STDMETHODCALLTYPE WriteMedia(IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE WriteMedia2(IStream* data, LONG streamLeadInSectors) noexcept override;
  HRESULT STDMETHODCALLTYPE CancelWrite() noexcept override;
  HRESULT STDMETHODCALLTYPE ReleaseMedia() noexcept override;
  HRESULT STDMETHODCALLTYPE SetWriteSpeed(LONG RequestedSectorsPerSecond,
                                          VARIANT_BOOL RotationTypeIsPureCAV) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Recorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_BufferUnderrunFreeDisabled(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BufferUnderrunFreeDisabled(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartOfNextSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastPossibleStartOfLeadout(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedSectorTypes(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  put_RequestedSectorType(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_RequestedSectorType(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_ClientName(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ClientName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RequestedWriteSpeed(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_RequestedRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentWriteSpeed(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedWriteSpeeds(SAFEARRAY** supportedSpeeds) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_SupportedWriteSpeedDescriptors(SAFEARRAY** supportedSpeedDescriptors) noexcept override;
};

}  // namespace virtual_drive
