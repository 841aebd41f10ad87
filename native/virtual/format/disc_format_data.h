#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <memory>
#include <string_view>

#include "virtual/com/events.h"
#include "virtual/com/object.h"
#include "virtual/format/recorder_holder.h"
#include "virtual/session/method.h"

namespace virtual_drive {

// MsftDiscFormat2Data. Plain properties are in disc_format_data.cc, what is asked of drive and
// medium in disc_format_data_media.cc; Write hands over to a DataWrite.
class DiscFormatData final
    : public Object<Dual<IDiscFormat2Data, IDiscFormat2>, Plain<IBurnVerification>,
                    Events<DDiscFormat2DataEvents>> {
 public:
  explicit DiscFormatData(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  // For DataWrite, on the thread that called Write.
  void Notify(IDispatch* arguments);

  HRESULT STDMETHODCALLTYPE IsRecorderSupported(IDiscRecorder2* recorder,
                                                VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE IsCurrentMediaSupported(IDiscRecorder2* recorder,
                                                    VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedMediaTypes(SAFEARRAY** value) noexcept override;

  HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Recorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_BufferUnderrunFreeDisabled(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BufferUnderrunFreeDisabled(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_PostgapAlreadyInImage(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_PostgapAlreadyInImage(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CurrentMediaStatus(IMAPI_FORMAT2_DATA_MEDIA_STATE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_WriteProtectStatus(IMAPI_MEDIA_WRITE_PROTECT_STATE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_NextWritableAddress(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartAddressOfPreviousSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_ForceMediaToBeClosed(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ForceMediaToBeClosed(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  put_DisableConsumerDvdCompatibilityMode(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_DisableConsumerDvdCompatibilityMode(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_ClientName(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ClientName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RequestedWriteSpeed(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_RequestedRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentWriteSpeed(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedWriteSpeeds(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedWriteSpeedDescriptors(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_ForceOverwrite(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ForceOverwrite(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MultisessionInterfaces(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE Write(IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE CancelWrite() noexcept override;
  HRESULT STDMETHODCALLTYPE SetWriteSpeed(LONG sectors_per_second,
                                          VARIANT_BOOL pure_cav) noexcept override;

  HRESULT STDMETHODCALLTYPE
  put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL* value) noexcept override;

 private:
  using Flag = std::atomic<VARIANT_BOOL>;
  // A property that can't be set while a write is in progress.
  void RequireIdle() const;
  HRESULT SetFlag(Method method, Flag& flag, VARIANT_BOOL value) noexcept;
  HRESULT GetFlag(Method method, const Flag& flag, VARIANT_BOOL* value) noexcept;

  // The drive, for a property that may have no answer where nothing can be recorded any more.
  Device DeviceThatAnswers() const;

  RecorderHolder holder_;
  // The stream that was written last, where it can't be written twice. Nobody sets a recorder while
  // a write is in progress.
  ComPtr<IUnknown> written_;
  Flag underrun_free_disabled_{VARIANT_FALSE};
  Flag postgap_in_image_{VARIANT_FALSE};
  Flag force_close_{VARIANT_FALSE};
  Flag compatibility_disabled_{VARIANT_FALSE};
  Flag force_overwrite_{VARIANT_FALSE};
  Flag pure_cav_{VARIANT_FALSE};
  std::atomic<LONG> requested_speed_{-1};
  std::atomic<IMAPI_BURN_VERIFICATION_LEVEL> verification_{IMAPI_BURN_VERIFICATION_NONE};
  std::atomic<bool> writing_{false};
  std::atomic<bool> cancelled_{false};
};

}  // namespace virtual_drive
