#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>
#include <utility>

#include "virtual/com/events.h"
#include "virtual/com/object.h"

namespace virtual_drive {

// MsftDiscFormat2TrackAtOnce. There, so that clients learn from its methods that it is not served
// (not_served.h).
class DiscFormatTrackAtOnce final
    : public Object<Dual<IDiscFormat2TrackAtOnce, IDiscFormat2>, Plain<IBurnVerification>,
                    Events<DDiscFormat2TrackAtOnceEvents>> {
 public:
  explicit DiscFormatTrackAtOnce(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  HRESULT STDMETHODCALLTYPE IsRecorderSupported(IDiscRecorder2* recorder,
                                                VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE IsCurrentMediaSupported(IDiscRecorder2* recorder,
                                                    VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedMediaTypes(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE PrepareMedia() noexcept override;
  HRESULT STDMETHODCALLTYPE AddAudioTrack(IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE CancelAddTrack() noexcept override;
  HRESULT STDMETHODCALLTYPE ReleaseMedia() noexcept override;
  HRESULT STDMETHODCALLTYPE SetWriteSpeed(LONG RequestedSectorsPerSecond,
                                          VARIANT_BOOL RotationTypeIsPureCAV) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Recorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_BufferUnderrunFreeDisabled(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BufferUnderrunFreeDisabled(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_NumberOfExistingTracks(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UsedSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_DoNotFinalizeMedia(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DoNotFinalizeMedia(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ExpectedTableOfContents(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept override;
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
  HRESULT STDMETHODCALLTYPE
  put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL* value) noexcept override;
};

}  // namespace virtual_drive
