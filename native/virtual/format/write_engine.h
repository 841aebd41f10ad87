#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <memory>
#include <mutex>

#include "virtual/com/events.h"
#include "virtual/com/object.h"
#include "virtual/format/section_writer.h"

namespace virtual_drive {

// MsftWriteEngine2: writes one section, wherever it is told to.
class WriteEngine final : public Object<Dual<IWriteEngine2>, Events<DWriteEngine2Events>> {
 public:
  explicit WriteEngine(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  HRESULT STDMETHODCALLTYPE WriteSection(IStream* data, LONG start, LONG count) noexcept override;
  HRESULT STDMETHODCALLTYPE CancelWrite() noexcept override;
  HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2Ex* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Recorder(IDiscRecorder2Ex** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_UseStreamingWrite12(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UseStreamingWrite12(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_StartingSectorsPerSecond(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartingSectorsPerSecond(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_EndingSectorsPerSecond(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_EndingSectorsPerSecond(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_BytesPerSector(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BytesPerSector(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_WriteInProgress(VARIANT_BOOL* value) noexcept override;

 private:
  void Notify(const WriteProgress& progress);

  std::mutex mutex_;
  ComPtr<IDiscRecorder2Ex> recorder_;
  std::atomic<VARIANT_BOOL> streaming_write_{VARIANT_FALSE};
  std::atomic<LONG> starting_speed_{-1};
  std::atomic<LONG> ending_speed_{-1};
  std::atomic<bool> writing_{false};
  std::atomic<bool> cancelled_{false};
};

}  // namespace virtual_drive
