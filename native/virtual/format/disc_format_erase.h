#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <chrono>
#include <memory>

#include "virtual/com/events.h"
#include "virtual/com/object.h"
#include "virtual/format/recorder_holder.h"

namespace virtual_drive {

// MsftDiscFormat2Erase: makes a rewritable disc blank: CD-RW and DVD-RW by BLANK, others
// heuristically, by writing zeros, as Microsoft's erase sample does.
class DiscFormatErase final
    : public Object<Dual<IDiscFormat2Erase, IDiscFormat2>, Events<DDiscFormat2EraseEvents>> {
 public:
  explicit DiscFormatErase(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  HRESULT STDMETHODCALLTYPE IsRecorderSupported(IDiscRecorder2* recorder,
                                                VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE IsCurrentMediaSupported(IDiscRecorder2* recorder,
                                                    VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedMediaTypes(SAFEARRAY** value) noexcept override;

  HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Recorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_FullErase(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FullErase(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_ClientName(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ClientName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE EraseMedia() noexcept override;

 private:
  using Clock = std::chrono::steady_clock;
  struct Progress {
    Clock::time_point started;
    Clock::time_point told;
    std::uint64_t sectors;  // to erase in all
    std::uint64_t done;
    bool told_backwards;
  };
  void WriteZeros(Device& device, std::uint32_t lba, std::uint32_t count, Progress& progress);
  // Until the drive has done what it goes on with by itself.
  void Follow(Device& device);
  void Tell(Progress& progress);

  RecorderHolder holder_;
  std::atomic<VARIANT_BOOL> full_erase_{VARIANT_FALSE};
  std::atomic<bool> erasing_{false};
};

}  // namespace virtual_drive
