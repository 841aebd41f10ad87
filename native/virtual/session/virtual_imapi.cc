#include "virtual/session/virtual_imapi.h"

#include <optional>
#include <string>
#include <utility>

#include "virtual/com/bstr.h"
#include "virtual/com/variant_array.h"
#include "virtual/disc/disc_file.h"
#include "virtual/recorder/drive_bay.h"
#include "virtual/session/class_table.h"
#include "virtual/session/fault_planner.h"
#include "virtual/session/method.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

// Names of switches and counters are ASCII; others match none.
std::string Narrow(LPCWSTR text) {
  std::string narrow;
  for (; *text; ++text) narrow.push_back(*text < 0x80 ? static_cast<char>(*text) : '?');
  return narrow;
}

DiscRequest ToRequest(IMAPI_MEDIA_PHYSICAL_TYPE media, LONGLONG sectors) {
  DiscRequest request;
  if (media != IMAPI_MEDIA_TYPE_UNKNOWN) {
    request.kind = MediaKindOf(media);
    if (!request.kind) throw Error(E_NOTIMPL, L"The virtual drive has no such medium.");
  }
  // An LBA is a LONG in IMAPI2.
  if (sectors < 0 || sectors > 0x7FFFFFFF) {
    throw Error(E_INVALIDARG, L"The capacity is out of range.");
  }
  if (sectors != 0) request.sectors = static_cast<std::uint32_t>(sectors);
  return request;
}

std::shared_ptr<DriveBay> FindDrive(Session& session, LPCWSTR unique_id) {
  auto bay = session.drives().Find(unique_id ? unique_id : L"");
  if (!bay) throw Error(E_INVALIDARG, L"The session has no such drive.");
  return bay;
}

mmc::Habits HabitsOf(const Session& session) {
  mmc::Habits habits;
  const std::string_view unreadable = session.Switch("unreadable");
  if (unreadable == "blank-check") habits.unreadable = mmc::kBlankCheck;
  if (unreadable == "hardware-error") habits.unreadable = mmc::kTrackFollowingError;
  if (unreadable == "illegal-mode") habits.unreadable = mmc::kIllegalModeForTrack;
  habits.takes_force_unit_access = session.Switch("force-unit-access") == "taken";
  return habits;
}

constexpr std::string_view kCalls = "calls:";
constexpr std::string_view kFaults = "faults:";

[[noreturn]] void ThrowNoCounter() { throw Error(E_INVALIDARG, L"There is no such counter."); }

// None for a method that no object of the virtual drive has: it was never called.
std::optional<Method> MethodOfCounter(std::string_view name) {
  if (const auto method = Method::Find(name)) return method;
  if (IsNobodysMethod(name)) return std::nullopt;
  ThrowNoCounter();
}

}  // namespace

VirtualImapi::VirtualImapi(std::shared_ptr<Session> session) : Object(std::move(session)) {}

VirtualImapi::~VirtualImapi() {
  if (closes_) session()->Close();
}

HRESULT VirtualImapi::AddDrive(LPCWSTR disc, IMAPI_MEDIA_PHYSICAL_TYPE media, LONGLONG sectors,
                               LONG sectors_per_second, BSTR* unique_id) noexcept {
  return Guard([&]() -> HRESULT {
    ClearOut(unique_id);
    if (sectors_per_second < 0) throw Error(E_INVALIDARG, L"The speed is negative.");
    const DiscRequest request = ToRequest(media, sectors);
    std::unique_ptr<Disc> loaded;
    if (disc) loaded = OpenDiscFile(disc, request);
    auto bay = std::make_shared<DriveBay>(
        MakeDriveNames(session()->number(), session()->drives().TakeNumber()), std::move(loaded),
        static_cast<std::uint32_t>(sectors_per_second));
    Bstr id(bay->names().unique_id);
    bay->drive().SetHabits(HabitsOf(*session()));
    session()->drives().Add(bay);
    session()->masters().NotifyAdded(bay->names().unique_id);
    *unique_id = id.Detach();
    return S_OK;
  });
}

HRESULT VirtualImapi::AddFault(LPCWSTR unique_id, const VirtualFault* fault) noexcept {
  return Guard([&]() -> HRESULT {
    if (!fault) throw Error(E_POINTER, L"The fault is null.");
    PlanFault(*session(), unique_id ? FindDrive(*session(), unique_id) : nullptr, *fault);
    return S_OK;
  });
}

HRESULT VirtualImapi::SetSwitch(LPCWSTR name, LPCWSTR value) noexcept {
  return Guard([&]() -> HRESULT {
    if (!name || !value) throw Error(E_POINTER, L"Name or value is null.");
    session()->switches().Set(Narrow(name), Narrow(value));
    for (const auto& bay : session()->drives().All()) bay->drive().SetHabits(HabitsOf(*session()));
    return S_OK;
  });
}

HRESULT VirtualImapi::GetCounter(LPCWSTR name, LONGLONG* value) noexcept {
  return Guard([&]() -> HRESULT {
    ClearOut(value);
    if (!name) throw Error(E_POINTER, L"The name is null.");
    const std::string counter = Narrow(name);
    if (counter == "objects") {
      *value = session()->objects() - 1;  // without this one
    } else if (counter == "source-handles") {
      *value = session()->source_handles().count();
    } else if (counter == "threads") {
      *value = session()->threads().count();
    } else if (counter.starts_with(kCalls)) {
      const auto method = MethodOfCounter(std::string_view(counter).substr(kCalls.size()));
      *value = method ? session()->gate().Count(*method) : 0;
    } else if (counter.starts_with(kFaults)) {
      const auto method = MethodOfCounter(std::string_view(counter).substr(kFaults.size()));
      *value = method ? session()->gate().Faults(*method) : 0;
    } else {
      ThrowNoCounter();
    }
    return S_OK;
  });
}

HRESULT VirtualImapi::GetWrites(LPCWSTR unique_id, SAFEARRAY** writes) noexcept {
  return Guard([&]() -> HRESULT {
    ClearOut(writes);
    const auto bay = FindDrive(*session(), unique_id);
    std::vector<Variant> pairs;
    for (const mmc::Extent& extent : bay->drive().writes().Extents()) {
      pairs.push_back(Variant::OfLong(static_cast<LONG>(extent.lba)));
      pairs.push_back(Variant::OfLong(static_cast<LONG>(extent.sectors)));
    }
    *writes = ToSafeArray(std::move(pairs));
    return S_OK;
  });
}

HRESULT VirtualImapi::RemoveDrive(LPCWSTR unique_id) noexcept {
  return Guard([&]() -> HRESULT {
    const auto bay = FindDrive(*session(), unique_id);
    session()->drives().Remove(*bay);
    session()->masters().NotifyRemoved(bay->names().unique_id);
    return S_OK;
  });
}

HRESULT VirtualImapi::GetClassObject(REFCLSID clsid, REFIID iid, void** object) noexcept {
  return Guard([&]() -> HRESULT {
    ClearOut(object);
    const CreateFunction create = FindClass(clsid);
    if (!create) return CLASS_E_CLASSNOTAVAILABLE;
    return MakeObject<ClassFactory>(session(), create)->QueryInterface(iid, object);
  });
}

}  // namespace virtual_drive
