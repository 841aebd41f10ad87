#include "virtual/outside/disc_format_track_at_once.h"

#include "virtual/outside/not_served.h"

namespace virtual_drive {

HRESULT DiscFormatTrackAtOnce::IsRecorderSupported(IDiscRecorder2*, VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::IsRecorderSupported", value);
}

HRESULT DiscFormatTrackAtOnce::IsCurrentMediaSupported(IDiscRecorder2*,
                                                       VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::IsCurrentMediaSupported", value);
}

HRESULT DiscFormatTrackAtOnce::get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::get_MediaPhysicallyBlank", value);
}

HRESULT DiscFormatTrackAtOnce::get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2::get_MediaHeuristicallyBlank", value);
}

HRESULT DiscFormatTrackAtOnce::get_SupportedMediaTypes(SAFEARRAY** value) noexcept {
  return NotServed(*session(), "IDiscFormat2::get_SupportedMediaTypes", value);
}

HRESULT DiscFormatTrackAtOnce::PrepareMedia() noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::PrepareMedia");
}

HRESULT DiscFormatTrackAtOnce::AddAudioTrack(IStream*) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::AddAudioTrack");
}

HRESULT DiscFormatTrackAtOnce::CancelAddTrack() noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::CancelAddTrack");
}

HRESULT DiscFormatTrackAtOnce::ReleaseMedia() noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::ReleaseMedia");
}

HRESULT DiscFormatTrackAtOnce::SetWriteSpeed(LONG, VARIANT_BOOL) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::SetWriteSpeed");
}

HRESULT DiscFormatTrackAtOnce::put_Recorder(IDiscRecorder2*) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::put_Recorder");
}

HRESULT DiscFormatTrackAtOnce::get_Recorder(IDiscRecorder2** value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_Recorder", value);
}

HRESULT DiscFormatTrackAtOnce::put_BufferUnderrunFreeDisabled(VARIANT_BOOL) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::put_BufferUnderrunFreeDisabled");
}

HRESULT DiscFormatTrackAtOnce::get_BufferUnderrunFreeDisabled(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_BufferUnderrunFreeDisabled", value);
}

HRESULT DiscFormatTrackAtOnce::get_NumberOfExistingTracks(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_NumberOfExistingTracks", value);
}

HRESULT DiscFormatTrackAtOnce::get_TotalSectorsOnMedia(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_TotalSectorsOnMedia", value);
}

HRESULT DiscFormatTrackAtOnce::get_FreeSectorsOnMedia(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_FreeSectorsOnMedia", value);
}

HRESULT DiscFormatTrackAtOnce::get_UsedSectorsOnMedia(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_UsedSectorsOnMedia", value);
}

HRESULT DiscFormatTrackAtOnce::put_DoNotFinalizeMedia(VARIANT_BOOL) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::put_DoNotFinalizeMedia");
}

HRESULT DiscFormatTrackAtOnce::get_DoNotFinalizeMedia(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_DoNotFinalizeMedia", value);
}

HRESULT DiscFormatTrackAtOnce::get_ExpectedTableOfContents(SAFEARRAY** value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_ExpectedTableOfContents", value);
}

HRESULT DiscFormatTrackAtOnce::get_CurrentPhysicalMediaType(
    IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_CurrentPhysicalMediaType", value);
}

HRESULT DiscFormatTrackAtOnce::put_ClientName(BSTR) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::put_ClientName");
}

HRESULT DiscFormatTrackAtOnce::get_ClientName(BSTR* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_ClientName", value);
}

HRESULT DiscFormatTrackAtOnce::get_RequestedWriteSpeed(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_RequestedWriteSpeed", value);
}

HRESULT DiscFormatTrackAtOnce::get_RequestedRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_RequestedRotationTypeIsPureCAV",
                   value);
}

HRESULT DiscFormatTrackAtOnce::get_CurrentWriteSpeed(LONG* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_CurrentWriteSpeed", value);
}

HRESULT DiscFormatTrackAtOnce::get_CurrentRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_CurrentRotationTypeIsPureCAV", value);
}

HRESULT DiscFormatTrackAtOnce::get_SupportedWriteSpeeds(SAFEARRAY** supportedSpeeds) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_SupportedWriteSpeeds",
                   supportedSpeeds);
}

HRESULT DiscFormatTrackAtOnce::get_SupportedWriteSpeedDescriptors(
    SAFEARRAY** supportedSpeedDescriptors) noexcept {
  return NotServed(*session(), "IDiscFormat2TrackAtOnce::get_SupportedWriteSpeedDescriptors",
                   supportedSpeedDescriptors);
}

HRESULT DiscFormatTrackAtOnce::put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL) noexcept {
  return NotServed(*session(), "IBurnVerification::put_BurnVerificationLevel");
}

HRESULT DiscFormatTrackAtOnce::get_BurnVerificationLevel(
    IMAPI_BURN_VERIFICATION_LEVEL* value) noexcept {
  return NotServed(*session(), "IBurnVerification::get_BurnVerificationLevel", value);
}

}  // namespace virtual_drive
