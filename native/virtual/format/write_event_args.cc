#include "virtual/format/write_event_args.h"

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {

void EventSnapshot::RequireValid() const {
  if (!expired_) return;
  throw Error(hresult::E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS,
              L"The arguments of an event are valid only while it is being delivered.");
}

HRESULT WriteEngineEventArgs::Give(Method method, LONG figure, LONG* value) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    ClearOut(value);
    RequireValid();
    *value = figure;
    return S_OK;
  });
}

HRESULT WriteEngineEventArgs::get_StartLba(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_StartLba", progress_.start_lba, value);
}

HRESULT WriteEngineEventArgs::get_SectorCount(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_SectorCount", progress_.sector_count, value);
}

HRESULT WriteEngineEventArgs::get_LastReadLba(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_LastReadLba", progress_.last_read_lba, value);
}

HRESULT WriteEngineEventArgs::get_LastWrittenLba(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_LastWrittenLba", progress_.last_written_lba, value);
}

HRESULT WriteEngineEventArgs::get_TotalSystemBuffer(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_TotalSystemBuffer", progress_.total_buffer, value);
}

HRESULT WriteEngineEventArgs::get_UsedSystemBuffer(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_UsedSystemBuffer", progress_.used_buffer, value);
}

HRESULT WriteEngineEventArgs::get_FreeSystemBuffer(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_FreeSystemBuffer",
              progress_.total_buffer - progress_.used_buffer, value);
}

HRESULT DataEventArgs::Give(Method method, LONG figure, LONG* value) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    ClearOut(value);
    RequireValid();
    *value = figure;
    return S_OK;
  });
}

HRESULT DataEventArgs::get_StartLba(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_StartLba", progress_.start_lba, value);
}

HRESULT DataEventArgs::get_SectorCount(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_SectorCount", progress_.sector_count, value);
}

HRESULT DataEventArgs::get_LastReadLba(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_LastReadLba", progress_.last_read_lba, value);
}

HRESULT DataEventArgs::get_LastWrittenLba(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_LastWrittenLba", progress_.last_written_lba, value);
}

HRESULT DataEventArgs::get_TotalSystemBuffer(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_TotalSystemBuffer", progress_.total_buffer, value);
}

HRESULT DataEventArgs::get_UsedSystemBuffer(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_UsedSystemBuffer", progress_.used_buffer, value);
}

HRESULT DataEventArgs::get_FreeSystemBuffer(LONG* value) noexcept {
  return Give("IWriteEngine2EventArgs::get_FreeSystemBuffer",
              progress_.total_buffer - progress_.used_buffer, value);
}

HRESULT DataEventArgs::get_ElapsedTime(LONG* value) noexcept {
  return Give("IDiscFormat2DataEventArgs::get_ElapsedTime", times_.elapsed, value);
}

HRESULT DataEventArgs::get_RemainingTime(LONG* value) noexcept {
  return Give("IDiscFormat2DataEventArgs::get_RemainingTime", times_.remaining, value);
}

HRESULT DataEventArgs::get_TotalTime(LONG* value) noexcept {
  return Give("IDiscFormat2DataEventArgs::get_TotalTime", times_.total, value);
}

HRESULT DataEventArgs::get_CurrentAction(IMAPI_FORMAT2_DATA_WRITE_ACTION* value) noexcept {
  return session()->Call("IDiscFormat2DataEventArgs::get_CurrentAction", [&]() -> HRESULT {
    ClearOut(value);
    RequireValid();
    *value = action_;
    return S_OK;
  });
}

}  // namespace virtual_drive
