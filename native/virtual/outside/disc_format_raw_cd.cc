#include "virtual/outside/disc_format_raw_cd.h"

#include "virtual/outside/not_served.h"

namespace virtual_drive {

HRESULT DiscFormatRawCd::IsRecorderSupported(IDiscRecorder2*, VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::IsRecorderSupported", value);
}

HRESULT DiscFormatRawCd::IsCurrentMediaSupported(IDiscRecorder2*, VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::IsCurrentMediaSupported", value);
}

HRESULT DiscFormatRawCd::get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::get_MediaPhysicallyBlank", value);
}

HRESULT DiscFormatRawCd::get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::get_MediaHeuristicallyBlank", value);
}

HRESULT DiscFormatRawCd::get_SupportedMediaTypes(SAFEARRAY** value) noexcept {
  return NotServed(*session(), "IDiscFormat2::get_SupportedMediaTypes", value);
}

HRESULT DiscFormatRawCd::PrepareMedia() noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::PrepareMedia");
}

HRESULT DiscFormatRawCd::WriteMedia(IStream*) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::WriteMedia");
}

HRESULT DiscFormatRawCd::WriteMedia2(IStream*, LONG) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::WriteMedia2");
}

HRESULT DiscFormatRawCd::CancelWrite() noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::CancelWrite");
}

HRESULT DiscFormatRawCd::ReleaseMedia() noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::ReleaseMedia");
}

HRESULT DiscFormatRawCd::SetWriteSpeed(LONG, VARIANT_BOOL) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::SetWriteSpeed");
}

HRESULT DiscFormatRawCd::put_Recorder(IDiscRecorder2*) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::put_Recorder");
}

HRESULT DiscFormatRawCd::get_Recorder(IDiscRecorder2** value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_Recorder", value);
}

HRESULT DiscFormatRawCd::put_BufferUnderrunFreeDisabled(VARIANT_BOOL) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::put_BufferUnderrunFreeDisabled");
}

HRESULT DiscFormatRawCd::get_BufferUnderrunFreeDisabled(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_BufferUnderrunFreeDisabled", value);
}

HRESULT DiscFormatRawCd::get_StartOfNextSession(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_StartOfNextSession", value);
}

HRESULT DiscFormatRawCd::get_LastPossibleStartOfLeadout(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_LastPossibleStartOfLeadout", value);
}

HRESULT DiscFormatRawCd::get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_CurrentPhysicalMediaType", value);
}

HRESULT DiscFormatRawCd::get_SupportedSectorTypes(SAFEARRAY** value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_SupportedSectorTypes", value);
}

HRESULT DiscFormatRawCd::put_RequestedSectorType(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::put_RequestedSectorType");
}

HRESULT DiscFormatRawCd::get_RequestedSectorType(
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_RequestedSectorType", value);
}

HRESULT DiscFormatRawCd::put_ClientName(BSTR) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::put_ClientName");
}

HRESULT DiscFormatRawCd::get_ClientName(BSTR* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_ClientName", value);
}

HRESULT DiscFormatRawCd::get_RequestedWriteSpeed(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_RequestedWriteSpeed", value);
}

HRESULT DiscFormatRawCd::get_RequestedRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_RequestedRotationTypeIsPureCAV", value);
}

HRESULT DiscFormatRawCd::get_CurrentWriteSpeed(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_CurrentWriteSpeed", value);
}

HRESULT DiscFormatRawCd::get_CurrentRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_CurrentRotationTypeIsPureCAV", value);
}

HRESULT DiscFormatRawCd::get_SupportedWriteSpeeds(SAFEARRAY** supportedSpeeds) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_SupportedWriteSpeeds", supportedSpeeds);
}

HRESULT DiscFormatRawCd::get_SupportedWriteSpeedDescriptors(
    SAFEARRAY** supportedSpeedDescriptors) noexcept {
  return NotServed(*session(), "IDiscFormat2RawCD::get_SupportedWriteSpeedDescriptors",
                   supportedSpeedDescriptors);
}

}  // namespace virtual_drive
