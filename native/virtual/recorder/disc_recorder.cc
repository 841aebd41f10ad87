#include "virtual/recorder/disc_recorder.h"

#include <array>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/variant_array.h"
#include "virtual/recorder/capabilities.h"
#include "virtual/recorder/client_name.h"
#include "virtual/recorder/packet.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

constexpr std::array<std::uint8_t, 6> kEject = {0x1B, 0, 0, 0, 0x02, 0};
constexpr std::array<std::uint8_t, 6> kLoad = {0x1B, 0, 0, 0, 0x03, 0};

SAFEARRAY* ToArray(const std::vector<std::int32_t>& numbers) {
  std::vector<Variant> elements;
  elements.reserve(numbers.size());
  for (const std::int32_t number : numbers) elements.push_back(Variant::OfLong(number));
  return ToSafeArray(std::move(elements));
}

mmc::NotReady AfterTrayClose(std::string_view chosen) {
  constexpr int kCommands = 3;
  if (chosen == "ready") return {};
  if (chosen == "formatting") return {mmc::kFormatInProgress, kCommands};
  if (chosen == "busy") return {mmc::kOperationInProgress, kCommands};
  if (chosen == "no-media") return {mmc::kNoMediumTrayClosed, kCommands};
  return {mmc::kBecomingReady, kCommands};
}

void ThrowIfBroken(HRESULT failure) {
  if (FAILED(failure)) throw Error(failure, L"A fault of the virtual drive: this drive is broken.");
}

std::wstring Widen(const std::string& text) { return std::wstring(text.begin(), text.end()); }

}  // namespace

DiscRecorder::DiscRecorder(std::shared_ptr<Session> session) : Object(std::move(session)) {}

// Windows gives back what a handle holds when it is closed; so does this.
DiscRecorder::~DiscRecorder() { LetGo(); }

void DiscRecorder::LetGo() noexcept {
  if (!bay_) return;
  bay_->access().ReleaseAll(this);
  bay_->mcn_disabled() -= std::exchange(mcn_disabled_, 0);
}

std::shared_ptr<DriveBay> DiscRecorder::Bay() const {
  const std::lock_guard lock(mutex_);
  if (!bay_) {
    throw Error(hresult::E_IMAPI_RECORDER_REQUIRED, L"InitializeDiscRecorder has not been called.");
  }
  ThrowIfBroken(bay_->use_failure());
  return bay_;
}

std::vector<std::uint8_t> DiscRecorder::Ask(std::span<const std::uint8_t> cdb, std::size_t most) {
  return AskDrive(*Bay(), this, cdb, most);
}

HRESULT DiscRecorder::InitializeDiscRecorder(BSTR unique_id) noexcept {
  return session()->Call("IDiscRecorder2::InitializeDiscRecorder", [&]() -> HRESULT {
    if (View(unique_id).empty()) throw Error(E_INVALIDARG, L"The recorder's unique id is empty.");
    std::shared_ptr<DriveBay> bay = session()->drives().Find(View(unique_id));
    if (!bay) {
      // Inferred: the id is the path of a device, which Windows would fail to open.
      throw Error(HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND),
                  L"There is no recorder '" + std::wstring(View(unique_id)) + L"'.");
    }
    ThrowIfBroken(bay->initialize_failure());
    const std::lock_guard lock(mutex_);
    LetGo();
    bay_ = std::move(bay);
    return S_OK;
  });
}

HRESULT DiscRecorder::EjectMedia() noexcept {
  return session()->Call("IDiscRecorder2::EjectMedia", [&]() -> HRESULT {
    TellDrive(*Bay(), this, kEject);
    return S_OK;
  });
}

HRESULT DiscRecorder::CloseTray() noexcept {
  return session()->Call("IDiscRecorder2::CloseTray", [&]() -> HRESULT {
    const auto bay = Bay();
    bay->drive().SetNotReadyAfterClose(AfterTrayClose(session()->Switch("tray-close")));
    TellDrive(*bay, this, kLoad);
    return S_OK;
  });
}

// `force` dismounts the file system, which stays so for as long as somebody holds the drive.
HRESULT DiscRecorder::AcquireExclusiveAccess(VARIANT_BOOL force, BSTR client_name) noexcept {
  return session()->Call("IDiscRecorder2::AcquireExclusiveAccess", [&]() -> HRESULT {
    if (!IsClientName(View(client_name))) {
      throw Error(hresult::E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID,
                  L"The client name is empty, too long or has characters that are not allowed.");
    }
    const auto bay = Bay();
    if (!force && bay->access().owner().empty() && session()->Switch("volume") == "mounted") {
      throw Error(E_ACCESSDENIED, L"A file system of the disc is mounted.");
    }
    if (const auto held_by = bay->access().Acquire(this, View(client_name))) {
      const bool denied = session()->Switch("locked-drive") == "access-denied";
      throw Error(denied ? E_ACCESSDENIED : hresult::E_IMAPI_RECORDER_LOCKED,
                  L"The recorder is held by '" + *held_by + L"'.");
    }
    return S_OK;
  });
}

HRESULT DiscRecorder::ReleaseExclusiveAccess() noexcept {
  return session()->Call("IDiscRecorder2::ReleaseExclusiveAccess", [&]() -> HRESULT {
    if (!Bay()->access().Release(this)) {
      throw Error(E_ACCESSDENIED, L"This recorder object doesn't hold exclusive access.");
    }
    return S_OK;
  });
}

HRESULT DiscRecorder::DisableMcn() noexcept {
  return session()->Call("IDiscRecorder2::DisableMcn", [&]() -> HRESULT {
    const auto bay = Bay();
    const std::lock_guard lock(mutex_);
    ++mcn_disabled_;
    ++bay->mcn_disabled();
    return S_OK;
  });
}

HRESULT DiscRecorder::EnableMcn() noexcept {
  return session()->Call("IDiscRecorder2::EnableMcn", [&]() -> HRESULT {
    const auto bay = Bay();
    const std::lock_guard lock(mutex_);
    if (mcn_disabled_ == 0) return S_OK;  // it is on already
    --mcn_disabled_;
    --bay->mcn_disabled();
    return S_OK;
  });
}

HRESULT DiscRecorder::get_ActiveDiscRecorder(BSTR* value) noexcept {
  return session()->Call("IDiscRecorder2::get_ActiveDiscRecorder", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(Bay()->names().unique_id).Detach();
    return S_OK;
  });
}

HRESULT DiscRecorder::get_VendorId(BSTR* value) noexcept {
  return session()->Call("IDiscRecorder2::get_VendorId", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(Widen(Bay()->identity().vendor)).Detach();
    return S_OK;
  });
}

HRESULT DiscRecorder::get_ProductId(BSTR* value) noexcept {
  return session()->Call("IDiscRecorder2::get_ProductId", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(Widen(Bay()->identity().product)).Detach();
    return S_OK;
  });
}

HRESULT DiscRecorder::get_ProductRevision(BSTR* value) noexcept {
  return session()->Call("IDiscRecorder2::get_ProductRevision", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(Widen(Bay()->identity().revision)).Detach();
    return S_OK;
  });
}

HRESULT DiscRecorder::get_VolumeName(BSTR* value) noexcept {
  return session()->Call("IDiscRecorder2::get_VolumeName", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(Bay()->names().volume_name).Detach();
    return S_OK;
  });
}

HRESULT DiscRecorder::get_VolumePathNames(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscRecorder2::get_VolumePathNames", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<Variant> paths;
    const auto bay = Bay();
    if (!bay->names().volume_path.empty())
      paths.push_back(Variant::OfText(bay->names().volume_path));
    *value = ToSafeArray(std::move(paths));
    return S_OK;
  });
}

HRESULT DiscRecorder::get_DeviceCanLoadMedia(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscRecorder2::get_DeviceCanLoadMedia", [&]() -> HRESULT {
    ClearOut(value);
    // Loading mechanism: 1 is a tray; bit 4 says that it can be loaded (MMC-6 5.3.4).
    const auto feature = ReadFeature(*Bay(), this, IMAPI_FEATURE_PAGE_TYPE_REMOVABLE_MEDIUM);
    const bool can_load = feature.size() > 4 && (feature[4] & 0x10) != 0;
    *value = can_load ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

HRESULT DiscRecorder::get_LegacyDeviceNumber(LONG* value) noexcept {
  return session()->Call("IDiscRecorder2::get_LegacyDeviceNumber", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bay()->names().number;
    return S_OK;
  });
}

HRESULT DiscRecorder::get_SupportedFeaturePages(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscRecorder2::get_SupportedFeaturePages", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToArray(ReadFeatureCodes(*Bay(), this, false));
    return S_OK;
  });
}

HRESULT DiscRecorder::get_CurrentFeaturePages(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscRecorder2::get_CurrentFeaturePages", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToArray(ReadFeatureCodes(*Bay(), this, true));
    return S_OK;
  });
}

HRESULT DiscRecorder::get_SupportedProfiles(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscRecorder2::get_SupportedProfiles", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToArray(ReadProfiles(*Bay(), this, false));
    return S_OK;
  });
}

HRESULT DiscRecorder::get_CurrentProfiles(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscRecorder2::get_CurrentProfiles", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToArray(ReadProfiles(*Bay(), this, true));
    return S_OK;
  });
}

HRESULT DiscRecorder::get_SupportedModePages(SAFEARRAY** value) noexcept {
  return session()->Call("IDiscRecorder2::get_SupportedModePages", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<std::int32_t> codes;
    for (const auto& page : ReadModePages(*Bay(), this, 0x3F, 0)) codes.push_back(page[0] & 0x3F);
    *value = ToArray(codes);
    return S_OK;
  });
}

HRESULT DiscRecorder::get_ExclusiveAccessOwner(BSTR* value) noexcept {
  return session()->Call("IDiscRecorder2::get_ExclusiveAccessOwner", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(Bay()->access().owner()).Detach();
    return S_OK;
  });
}

}  // namespace virtual_drive
