#include "virtual/format/disc_format_erase.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/error.h"
#include "virtual/com/variant_array.h"
#include "virtual/format/busy_flag.h"
#include "virtual/recorder/client_name.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

// What makes a disc heuristically blank: 2 MB at either end.
constexpr std::uint32_t kQuickSectors = 2 * 1024 * 1024 / kSectorSize;
constexpr std::uint32_t kCommandSectors = Device::kSectorsPerCommand;

VARIANT_BOOL ToVariantBool(bool value) { return value ? VARIANT_TRUE : VARIANT_FALSE; }

bool IsErasable(const Session& session, MediaKind kind) {
  if (kind == MediaKind::kBdRe && session.Switch("bd-re-erase") == "refused") return false;
  return MediaOf(kind).recording == Recording::kRandom || MediaOf(kind).blankable;
}

// Media that the drive takes and that can be erased.
std::vector<MediaKind> ErasableMedia(const Session& session, Device device) {
  std::vector<MediaKind> kinds = device.SupportedMedia();
  std::erase_if(kinds, [&](MediaKind kind) { return !IsErasable(session, kind); });
  return kinds;
}

}  // namespace

HRESULT DiscFormatErase::EraseMedia() noexcept {
  return session()->Call("IDiscFormat2Erase::EraseMedia", [&]() -> HRESULT {
    const ComPtr<IDiscRecorder2> recorder = holder_.recorder();
    if (!recorder) throw Error(hresult::E_IMAPI_RECORDER_REQUIRED, L"No recorder has been set.");
    if (!IsClientName(holder_.client_name())) {
      throw Error(hresult::E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID, L"No client name has been set.");
    }
    const BusyFlag busy(erasing_);
    if (!busy) throw Error(hresult::E_IMAPI_ERASE_RECORDER_IN_USE, L"An erase is in progress.");
    Device device = Device::Of(recorder.Get());
    const DriveHold hold(recorder, holder_.client_name());
    const MediaKind media = RequireMedia(device, hresult::E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED);
    if (!IsErasable(*session(), media)) {
      throw Error(hresult::E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED,
                  L"The medium in the drive can't be erased.");
    }
    const Device::Facts facts = device.ReadFacts();
    if (facts.blank) return S_OK;  // never formatted: nothing to erase

    if (MediaOf(media).blankable) {
      device.Blank(full_erase_ != VARIANT_FALSE);
      Follow(device);
      return S_OK;
    }
    if (media == MediaKind::kBdRe && session()->Switch("bd-re-erase") == "format-unit") {
      device.Format(facts.sectors, media, true);
      Follow(device);
      return S_OK;
    }
    const auto now = Clock::now();
    if (full_erase_) {
      Progress progress = {now, {}, facts.sectors, 0, false};
      WriteZeros(device, 0, facts.sectors, progress);
    } else {
      const std::uint32_t ends = std::min(kQuickSectors, facts.sectors);
      // The start of a DVD+RW twice, as the sample does.
      const bool plus = media == MediaKind::kDvdPlusRw || media == MediaKind::kDvdPlusRwDl;
      const std::uint32_t starts = plus ? 2 : 1;
      Progress progress = {now, {}, std::uint64_t{ends} * (starts + 1), 0, false};
      for (std::uint32_t i = 0; i < starts; ++i) WriteZeros(device, 0, ends, progress);
      WriteZeros(device, facts.sectors - ends, ends, progress);
    }
    device.SynchronizeCache();
    return S_OK;
  });
}

// The drive is asked again and again, as Microsoft's erase sample does each second.
void DiscFormatErase::Follow(Device& device) {
  constexpr std::uint64_t kParts = 0x10000;
  constexpr DWORD kPause = 250;
  Progress progress = {Clock::now(), {}, kParts, 0, false};
  Tell(progress);
  while (const auto done = device.OperationProgress()) {
    progress.done = static_cast<std::uint64_t>(*done * kParts);
    Tell(progress);
    Sleep(kPause);
  }
}

void DiscFormatErase::WriteZeros(Device& device, std::uint32_t lba, std::uint32_t count,
                                 Progress& progress) {
  const std::vector<std::uint8_t> zeros(std::size_t{kCommandSectors} * kSectorSize);
  for (const std::uint32_t end = lba + count; lba < end;) {
    Tell(progress);
    const std::uint32_t sectors = std::min(kCommandSectors, end - lba);
    try {
      device.Write(lba, std::span(zeros).first(std::size_t{sectors} * kSectorSize));
    } catch (const Error& error) {
      if (error.code() != E_FAIL) throw;
      throw Error(hresult::E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND, error.text());
    }
    lba += sectors;
    progress.done += sectors;
  }
}

void DiscFormatErase::Tell(Progress& progress) {
  const auto now = Clock::now();
  if (now - progress.told < std::chrono::milliseconds(500)) return;
  progress.told = now;
  const double elapsed = std::chrono::duration<double>(now - progress.started).count();
  const double total = progress.done == 0 ? elapsed
                                          : elapsed * static_cast<double>(progress.sectors) /
                                                static_cast<double>(progress.done);
  LONG seconds = static_cast<LONG>(elapsed);
  if (session()->Switch("erase-progress") == "backward" && seconds > 0 &&
      !progress.told_backwards) {
    progress.told_backwards = true;
    --seconds;
  }
  if (session()->gate().TakeMark("DDiscFormat2EraseEvents::Update")) seconds = 0;
  ComPtr<IDispatch> self(static_cast<IDiscFormat2Erase*>(this));
  Fire<DDiscFormat2EraseEvents>(DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE,
                                {Variant::OfDispatch(std::move(self)), Variant::OfLong(seconds),
                                 Variant::OfLong(static_cast<LONG>(total))});
}

HRESULT DiscFormatErase::IsRecorderSupported(IDiscRecorder2* recorder,
                                             VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::IsRecorderSupported", [&]() -> HRESULT {
    ClearOut(value);
    if (!recorder) throw Error(E_POINTER, L"The recorder is null.");
    *value = ToVariantBool(!ErasableMedia(*session(), Device::Of(recorder)).empty());
    return S_OK;
  });
}

HRESULT DiscFormatErase::IsCurrentMediaSupported(IDiscRecorder2* recorder,
                                                 VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::IsCurrentMediaSupported", [&]() -> HRESULT {
    ClearOut(value);
    if (!recorder) throw Error(E_POINTER, L"The recorder is null.");
    const auto media = Device::Of(recorder).CurrentMedia();
    *value = ToVariantBool(media && IsErasable(*session(), *media));
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::get_MediaPhysicallyBlank", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToVariantBool(holder_.device().ReadFacts().blank);
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::get_MediaHeuristicallyBlank", [&]() -> HRESULT {
    ClearOut(value);
    Device device = holder_.device();
    *value = ToVariantBool(IsHeuristicallyBlank(device, device.ReadFacts()));
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_SupportedMediaTypes(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscFormat2::get_SupportedMediaTypes", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<Variant> types;
    for (const MediaKind kind : ErasableMedia(*session(), holder_.device())) {
      types.push_back(Variant::OfLong(static_cast<LONG>(kind)));
    }
    *value = ToSafeArray(std::move(types));
    return S_OK;
  });
}

HRESULT DiscFormatErase::put_Recorder(IDiscRecorder2* value) noexcept {
  return session()->Call("IDiscFormat2Erase::put_Recorder", [&]() -> HRESULT {
    if (erasing_) throw Error(hresult::E_IMAPI_ERASE_RECORDER_IN_USE, L"An erase is in progress.");
    if (value && holder_.recorder()) {
      throw Error(hresult::E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED,
                  L"Another recorder is set; set none first.");
    }
    if (value && ErasableMedia(*session(), Device::Of(value)).empty()) {
      throw Error(hresult::E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
                  L"The recorder takes no medium that can be erased.");
    }
    holder_.set_recorder(ComPtr<IDiscRecorder2>(value));
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_Recorder(IDiscRecorder2** value) noexcept {
  return session()->Call("IDiscFormat2Erase::get_Recorder", [&]() -> HRESULT {
    ClearOut(value);
    holder_.recorder().CopyTo(value);
    return S_OK;
  });
}

HRESULT DiscFormatErase::put_FullErase(VARIANT_BOOL value) noexcept {
  return session()->Call("IDiscFormat2Erase::put_FullErase", [&]() -> HRESULT {
    full_erase_ = value ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_FullErase(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2Erase::get_FullErase", [&]() -> HRESULT {
    ClearOut(value, full_erase_.load());
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept {
  return session()->Call("IDiscFormat2Erase::get_CurrentPhysicalMediaType", [&]() -> HRESULT {
    ClearOut(value);
    Device device = holder_.device();
    device.TestUnitReady();
    if (const auto media = device.LoadedMedia()) {
      *value = static_cast<IMAPI_MEDIA_PHYSICAL_TYPE>(*media);
    }
    return S_OK;
  });
}

HRESULT DiscFormatErase::put_ClientName(BSTR value) noexcept {
  return session()->Call("IDiscFormat2Erase::put_ClientName", [&]() -> HRESULT {
    if (!IsClientName(View(value))) {
      throw Error(hresult::E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID,
                  L"The client name is empty, too long or has characters that are not allowed.");
    }
    holder_.set_client_name(View(value));
    return S_OK;
  });
}

HRESULT DiscFormatErase::get_ClientName(BSTR* value) noexcept {
  return session()->Call("IDiscFormat2Erase::get_ClientName", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(holder_.client_name()).Detach();
    return S_OK;
  });
}

}  // namespace virtual_drive
