#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <memory>
#include <string_view>

#include "virtual/com/object.h"
#include "virtual/format/section_writer.h"
#include "virtual/session/method.h"

namespace virtual_drive {

// What the two kinds of event arguments share: a snapshot that is valid only while its event is
// being delivered, as nobody should keep arguments (docs/imapi2.md, Events).
class EventSnapshot {
 public:
  // After the event: all getters fail from now on.
  void Expire() noexcept { expired_ = true; }

 protected:
  ~EventSnapshot() = default;
  // Throws once expired.
  void RequireValid() const;

 private:
  std::atomic<bool> expired_{false};
};

// Of DWriteEngine2Events.
class WriteEngineEventArgs final : public Object<Dual<IWriteEngine2EventArgs>>,
                                   public EventSnapshot {
 public:
  WriteEngineEventArgs(std::shared_ptr<Session> session, const WriteProgress& progress)
      : Object(std::move(session)), progress_(progress) {}

  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SectorCount(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastReadLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastWrittenLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalSystemBuffer(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UsedSystemBuffer(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeSystemBuffer(LONG* value) noexcept override;

 private:
  HRESULT Give(Method method, LONG figure, LONG* value) noexcept;
  const WriteProgress progress_;
};

// Of DDiscFormat2DataEvents.
class DataEventArgs final : public Object<Dual<IDiscFormat2DataEventArgs, IWriteEngine2EventArgs>>,
                            public EventSnapshot {
 public:
  struct Times {
    LONG elapsed;
    LONG remaining;
    LONG total;
  };
  DataEventArgs(std::shared_ptr<Session> session, IMAPI_FORMAT2_DATA_WRITE_ACTION action,
                const WriteProgress& progress, const Times& times)
      : Object(std::move(session)), action_(action), progress_(progress), times_(times) {}

  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SectorCount(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastReadLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastWrittenLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalSystemBuffer(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UsedSystemBuffer(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeSystemBuffer(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ElapsedTime(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RemainingTime(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalTime(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CurrentAction(IMAPI_FORMAT2_DATA_WRITE_ACTION* value) noexcept override;

 private:
  HRESULT Give(Method method, LONG figure, LONG* value) noexcept;
  const IMAPI_FORMAT2_DATA_WRITE_ACTION action_;
  const WriteProgress progress_;
  const Times times_;
};

}  // namespace virtual_drive
