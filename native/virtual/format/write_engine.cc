#include "virtual/format/write_engine.h"

#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/format/busy_flag.h"
#include "virtual/format/write_event_args.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// The stream is positioned at the section's first sector, wherever on the disc that is going to be
// (Erase hands it MsftStreamZero): its place in the stream is taken from where the stream stands.
HRESULT WriteEngine::WriteSection(IStream* data, LONG start, LONG count) noexcept {
  return session()->Call("IWriteEngine2::WriteSection", [&]() -> HRESULT {
    if (!data) throw Error(E_POINTER, L"The stream is null.");
    if (start < 0 || count <= 0) throw Error(E_INVALIDARG, L"The section is empty or negative.");
    ComPtr<IDiscRecorder2Ex> recorder;
    {
      const std::lock_guard lock(mutex_);
      recorder = recorder_;
    }
    if (!recorder) throw Error(hresult::E_IMAPI_RECORDER_REQUIRED, L"No recorder has been set.");
    const BusyFlag busy(writing_);
    if (!busy) throw Error(hresult::E_IMAPI_DF2DATA_WRITE_IN_PROGRESS, L"A write is in progress.");
    cancelled_ = false;

    ULARGE_INTEGER position{};
    Check(data->Seek({}, STREAM_SEEK_CUR, &position));
    Device device(std::move(recorder));
    SectionWriter::Options options;
    options.reading.own_thread = session()->Switch("stream-reads") == "reader-thread";
    options.reading.origin = static_cast<std::int64_t>(position.QuadPart / kSectorSize) - start;
    options.streaming_write = streaming_write_ != VARIANT_FALSE;
    options.write_unit = device.ReadFacts().write_unit;
    SectionWriter writer(*session(), std::move(device), options);
    writer.Write(*data, {{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(count)}},
                 cancelled_, [this](const WriteProgress& progress) { Notify(progress); });
    return S_OK;
  });
}

void WriteEngine::Notify(const WriteProgress& progress) {
  auto arguments = MakeObject<WriteEngineEventArgs>(session(), progress);
  ComPtr<IDispatch> self(static_cast<IWriteEngine2*>(this));
  Fire<DWriteEngine2Events>(DISPID_DWRITEENGINE2EVENTS_UPDATE,
                            {Variant::OfDispatch(std::move(self)),
                             Variant::OfDispatch(ComPtr<IDispatch>(arguments.Get()))});
  arguments->Expire();
}

HRESULT WriteEngine::CancelWrite() noexcept {
  return session()->Call("IWriteEngine2::CancelWrite", [&]() -> HRESULT {
    if (!writing_) return hresult::S_IMAPI_WRITE_NOT_IN_PROGRESS;
    cancelled_ = true;
    return S_OK;
  });
}

HRESULT WriteEngine::put_Recorder(IDiscRecorder2Ex* value) noexcept {
  return session()->Call("IWriteEngine2::put_Recorder", [&]() -> HRESULT {
    const std::lock_guard lock(mutex_);
    recorder_ = ComPtr<IDiscRecorder2Ex>(value);
    return S_OK;
  });
}

HRESULT WriteEngine::get_Recorder(IDiscRecorder2Ex** value) noexcept {
  return session()->Call("IWriteEngine2::get_Recorder", [&]() -> HRESULT {
    ClearOut(value);
    const std::lock_guard lock(mutex_);
    recorder_.CopyTo(value);
    return S_OK;
  });
}

HRESULT WriteEngine::put_UseStreamingWrite12(VARIANT_BOOL value) noexcept {
  return session()->Call("IWriteEngine2::put_UseStreamingWrite12", [&]() -> HRESULT {
    streaming_write_ = value ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

HRESULT WriteEngine::get_UseStreamingWrite12(VARIANT_BOOL* value) noexcept {
  return session()->Call("IWriteEngine2::get_UseStreamingWrite12", [&]() -> HRESULT {
    ClearOut(value, streaming_write_.load());
    return S_OK;
  });
}

HRESULT WriteEngine::put_StartingSectorsPerSecond(LONG value) noexcept {
  return session()->Call("IWriteEngine2::put_StartingSectorsPerSecond", [&]() -> HRESULT {
    starting_speed_ = value;
    return S_OK;
  });
}

HRESULT WriteEngine::get_StartingSectorsPerSecond(LONG* value) noexcept {
  return session()->Call("IWriteEngine2::get_StartingSectorsPerSecond", [&]() -> HRESULT {
    ClearOut(value, starting_speed_.load());
    return S_OK;
  });
}

HRESULT WriteEngine::put_EndingSectorsPerSecond(LONG value) noexcept {
  return session()->Call("IWriteEngine2::put_EndingSectorsPerSecond", [&]() -> HRESULT {
    ending_speed_ = value;
    return S_OK;
  });
}

HRESULT WriteEngine::get_EndingSectorsPerSecond(LONG* value) noexcept {
  return session()->Call("IWriteEngine2::get_EndingSectorsPerSecond", [&]() -> HRESULT {
    ClearOut(value, ending_speed_.load());
    return S_OK;
  });
}

HRESULT WriteEngine::put_BytesPerSector(LONG value) noexcept {
  return session()->Call("IWriteEngine2::put_BytesPerSector", [&]() -> HRESULT {
    // Other sizes are for raw CD writing.
    if (value != static_cast<LONG>(kSectorSize)) {
      throw Error(E_INVALIDARG, L"This drive's sectors have 2048 bytes.");
    }
    return S_OK;
  });
}

HRESULT WriteEngine::get_BytesPerSector(LONG* value) noexcept {
  return session()->Call("IWriteEngine2::get_BytesPerSector", [&]() -> HRESULT {
    ClearOut(value, static_cast<LONG>(kSectorSize));
    return S_OK;
  });
}

HRESULT WriteEngine::get_WriteInProgress(VARIANT_BOOL* value) noexcept {
  return session()->Call("IWriteEngine2::get_WriteInProgress", [&]() -> HRESULT {
    ClearOut(value, static_cast<VARIANT_BOOL>(writing_ ? VARIANT_TRUE : VARIANT_FALSE));
    return S_OK;
  });
}

}  // namespace virtual_drive
