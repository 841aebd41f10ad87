// The members of MsftDiscFormat2Data that ask the drive about itself and its medium. All of them
// may take as long as the drive takes.
#include "virtual/format/disc_format_data.h"

#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/com/variant_array.h"
#include "virtual/format/multisession_random_write.h"
#include "virtual/format/multisession_sequential.h"
#include "virtual/format/speed.h"
#include "virtual/format/write_speed_descriptor.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

IMAPI_MEDIA_PHYSICAL_TYPE ToImapi(MediaKind kind) {
  return static_cast<IMAPI_MEDIA_PHYSICAL_TYPE>(kind);
}

MediaKind RequireDataMedia(Device& device) {
  return RequireMedia(device, hresult::E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
}

IMAPI_FORMAT2_DATA_MEDIA_STATE SequentialState(const Device::Facts& facts) {
  if (facts.blank) return IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK;
  if (facts.session_open) return IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION;
  if (!facts.next_writable) return IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED;
  const int last = facts.last_session_is_next ? IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION : 0;
  return static_cast<IMAPI_FORMAT2_DATA_MEDIA_STATE>(IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE |
                                                     last);
}

bool IsClosed(const Device::Facts& facts) {
  return facts.read_only || (facts.sequential && !facts.next_writable);
}

[[noreturn]] void ThrowClosed() {
  throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
              L"The disc is closed: nothing can be written to it any more.");
}

// Of a disc that nothing can be recorded on, not even type and state may be told.
void RequireNamed(const Session& session, Device& device) {
  if (session.Switch("closed-media") == "unnamed" && IsClosed(device.ReadFacts())) {
    throw Error(hresult::E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
                L"The medium in the drive can't be written.");
  }
}

VARIANT_BOOL ToVariantBool(bool value) { return value ? VARIANT_TRUE : VARIANT_FALSE; }

}  // namespace

Device DiscFormatData::DeviceThatAnswers() const {
  Device device = holder_.device();
  if (session()->Switch("closed-media") != "answered" && IsClosed(device.ReadFacts())) {
    ThrowClosed();
  }
  return device;
}

HRESULT DiscFormatData::IsRecorderSupported(IDiscRecorder2* recorder,
                                            VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::IsRecorderSupported", [&]() -> HRESULT {
    ClearOut(value);
    if (!recorder) throw Error(E_POINTER, L"The recorder is null.");
    *value = ToVariantBool(!Device::Of(recorder).SupportedMedia().empty());
    return S_OK;
  });
}

HRESULT DiscFormatData::IsCurrentMediaSupported(IDiscRecorder2* recorder,
                                                VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::IsCurrentMediaSupported", [&]() -> HRESULT {
    ClearOut(value);
    if (!recorder) throw Error(E_POINTER, L"The recorder is null.");
    *value = ToVariantBool(Device::Of(recorder).CurrentMedia().has_value());
    return S_OK;
  });
}

HRESULT DiscFormatData::get_MediaPhysicallyBlank(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::get_MediaPhysicallyBlank", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToVariantBool(DeviceThatAnswers().ReadFacts().blank);
    return S_OK;
  });
}

HRESULT DiscFormatData::get_MediaHeuristicallyBlank(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2::get_MediaHeuristicallyBlank", [&]() -> HRESULT {
    ClearOut(value);
    Device device = DeviceThatAnswers();
    *value = ToVariantBool(IsHeuristicallyBlank(device, device.ReadFacts()));
    return S_OK;
  });
}

HRESULT DiscFormatData::get_SupportedMediaTypes(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscFormat2::get_SupportedMediaTypes", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<Variant> types;
    for (const MediaKind kind : holder_.device().SupportedMedia()) {
      types.push_back(Variant::OfLong(ToImapi(kind)));
    }
    *value = ToSafeArray(std::move(types));
    return S_OK;
  });
}

HRESULT DiscFormatData::get_CurrentMediaStatus(IMAPI_FORMAT2_DATA_MEDIA_STATE* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_CurrentMediaStatus", [&]() -> HRESULT {
    ClearOut(value);
    Device device = holder_.device();
    device.TestUnitReady();
    RequireNamed(*session(), device);
    if (!device.CurrentMedia()) {
      *value = IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA;
      return S_OK;
    }
    const Device::Facts facts = device.ReadFacts();
    if (facts.sequential) {
      *value = SequentialState(facts);
      return S_OK;
    }
    const bool blank = IsHeuristicallyBlank(device, facts);
    *value = static_cast<IMAPI_FORMAT2_DATA_MEDIA_STATE>(
        IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY |
        (blank ? IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK : IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE));
    return S_OK;
  });
}

HRESULT DiscFormatData::get_WriteProtectStatus(IMAPI_MEDIA_WRITE_PROTECT_STATE* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_WriteProtectStatus", [&]() -> HRESULT {
    ClearOut(value);  // no bit: none of the media that can be written is protected
    Device device = DeviceThatAnswers();
    device.TestUnitReady();
    if (device.ReadFacts().read_only) {
      *value = IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA;
      return S_OK;
    }
    RequireDataMedia(device);
    return S_OK;
  });
}

HRESULT DiscFormatData::get_TotalSectorsOnMedia(LONG* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_TotalSectorsOnMedia", [&]() -> HRESULT {
    ClearOut(value);
    *value = static_cast<LONG>(DeviceThatAnswers().ReadFacts().sectors);
    return S_OK;
  });
}

// On rewritable media the total, whatever is on them (docs/imapi2.md, Free and blank media).
HRESULT DiscFormatData::get_FreeSectorsOnMedia(LONG* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_FreeSectorsOnMedia", [&]() -> HRESULT {
    ClearOut(value);
    const Device::Facts facts = DeviceThatAnswers().ReadFacts();
    const std::uint32_t free = facts.sequential ? facts.free_sectors : facts.sectors;
    *value = static_cast<LONG>(facts.read_only ? 0 : free);
    return S_OK;
  });
}

HRESULT DiscFormatData::get_NextWritableAddress(LONG* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_NextWritableAddress", [&]() -> HRESULT {
    ClearOut(value);  // rewritable media are always written from sector 0
    Device device = DeviceThatAnswers();
    RequireDataMedia(device);
    const Device::Facts facts = device.ReadFacts();
    if (!facts.sequential) return S_OK;
    if (!facts.next_writable) ThrowClosed();
    *value = static_cast<LONG>(*facts.next_writable);
    return S_OK;
  });
}

HRESULT DiscFormatData::get_StartAddressOfPreviousSession(LONG* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_StartAddressOfPreviousSession", [&]() -> HRESULT {
    ClearOut(value);
    *value = AddressOf(DeviceThatAnswers().ReadFacts().previous, &Device::Facts::Session::start);
    return S_OK;
  });
}

HRESULT DiscFormatData::get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept {
  return session()->Call(
      "IDiscFormat2Data::get_LastWrittenAddressOfPreviousSession", [&]() -> HRESULT {
        ClearOut(value);
        *value = AddressOf(DeviceThatAnswers().ReadFacts().previous, &Device::Facts::Session::last);
        return S_OK;
      });
}

HRESULT DiscFormatData::get_CurrentPhysicalMediaType(IMAPI_MEDIA_PHYSICAL_TYPE* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_CurrentPhysicalMediaType", [&]() -> HRESULT {
    ClearOut(value);
    Device device = holder_.device();
    device.TestUnitReady();
    RequireNamed(*session(), device);
    const std::optional<MediaKind> media = device.LoadedMedia();
    *value = media ? ToImapi(*media) : IMAPI_MEDIA_TYPE_UNKNOWN;
    return S_OK;
  });
}

HRESULT DiscFormatData::get_CurrentWriteSpeed(LONG* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_CurrentWriteSpeed", [&]() -> HRESULT {
    ClearOut(value);
    Device device = DeviceThatAnswers();
    *value = ToSectorsPerSecond(device.CurrentWriteSpeed(), SectorBytesOf(device));
    return S_OK;
  });
}

HRESULT DiscFormatData::get_SupportedWriteSpeeds(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscFormat2Data::get_SupportedWriteSpeeds", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<Variant> speeds;
    Device device = DeviceThatAnswers();
    const std::uint32_t bytes = SectorBytesOf(device);
    for (const std::uint32_t speed : device.WriteSpeeds()) {
      speeds.push_back(Variant::OfULong(static_cast<ULONG>(ToSectorsPerSecond(speed, bytes))));
    }
    *value = ToSafeArray(std::move(speeds));
    return S_OK;
  });
}

HRESULT DiscFormatData::get_SupportedWriteSpeedDescriptors(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscFormat2Data::get_SupportedWriteSpeedDescriptors", [&]() -> HRESULT {
    ClearOut(value);
    Device device = DeviceThatAnswers();
    const MediaKind media = RequireDataMedia(device);
    const std::uint32_t bytes = SectorBytesOf(device);
    std::vector<Variant> descriptors;
    for (const std::uint32_t speed : device.WriteSpeeds()) {
      auto descriptor = MakeObject<WriteSpeedDescriptor>(session(), ToImapi(media),
                                                         ToSectorsPerSecond(speed, bytes));
      descriptors.push_back(Variant::OfDispatch(std::move(descriptor)));
    }
    *value = ToSafeArray(std::move(descriptors));
    return S_OK;
  });
}

// Always at least one element, blank media included (docs/imapi2.md, Arrays).
HRESULT DiscFormatData::get_MultisessionInterfaces(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscFormat2Data::get_MultisessionInterfaces", [&]() -> HRESULT {
    ClearOut(value);
    const ComPtr<IDiscRecorder2> recorder = holder_.recorder();
    if (!recorder) throw Error(hresult::E_IMAPI_RECORDER_REQUIRED, L"No recorder has been set.");
    std::vector<Variant> interfaces;
    const auto media = holder_.device().CurrentMedia();
    const bool sequential = media && MediaOf(*media).sequential();
    if (sequential || session()->Switch("multisession") == "random-write-and-sequential") {
      interfaces.push_back(
          Variant::OfDispatch(MakeObject<MultisessionSequential>(session(), recorder)));
    }
    if (!sequential) {
      interfaces.push_back(
          Variant::OfDispatch(MakeObject<MultisessionRandomWrite>(session(), recorder)));
    }
    *value = ToSafeArray(std::move(interfaces));
    return S_OK;
  });
}

}  // namespace virtual_drive
