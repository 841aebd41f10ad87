#include "virtual/recorder/disc_master.h"

#include <utility>

#include "virtual/com/bstr.h"
#include "virtual/com/enumerator.h"
#include "virtual/recorder/drive_bay.h"
#include "virtual/session/session.h"

namespace virtual_drive {

DiscMaster::DiscMaster(std::shared_ptr<Session> session) : Object(std::move(session)) {
  this->session()->masters().Add(*this);
}

DiscMaster::~DiscMaster() { session()->masters().Remove(*this); }

HRESULT DiscMaster::get__NewEnum(IEnumVARIANT** value) noexcept {
  return session()->Call("IDiscMaster2::get__NewEnum", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<Variant> ids;
    for (const auto& bay : session()->drives().All()) {
      ids.push_back(Variant::OfText(bay->names().unique_id));
    }
    *value = NewVariantEnumerator(session(), std::move(ids));
    return S_OK;
  });
}

HRESULT DiscMaster::get_Item(LONG index, BSTR* value) noexcept {
  return session()->Call("IDiscMaster2::get_Item", [&]() -> HRESULT {
    ClearOut(value);
    const auto bays = session()->drives().All();
    if (index < 0 || static_cast<std::size_t>(index) >= bays.size()) {
      throw Error(E_INVALIDARG, L"There is no drive of that index.");
    }
    *value = Bstr(bays[static_cast<std::size_t>(index)]->names().unique_id).Detach();
    return S_OK;
  });
}

HRESULT DiscMaster::get_Count(LONG* value) noexcept {
  return session()->Call("IDiscMaster2::get_Count", [&]() -> HRESULT {
    ClearOut(value);
    *value = static_cast<LONG>(session()->drives().All().size());
    return S_OK;
  });
}

HRESULT DiscMaster::get_IsSupportedEnvironment(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscMaster2::get_IsSupportedEnvironment", [&]() -> HRESULT {
    ClearOut(value);
    *value = session()->drives().All().empty() ? VARIANT_FALSE : VARIANT_TRUE;
    return S_OK;
  });
}

void DiscMaster::NotifyAdded(const std::wstring& unique_id) {
  Notify(DISPID_DDISCMASTER2EVENTS_DEVICEADDED, unique_id);
}

void DiscMaster::NotifyRemoved(const std::wstring& unique_id) {
  Notify(DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED, unique_id);
}

void DiscMaster::Notify(DISPID event, const std::wstring& unique_id) {
  ComPtr<IDispatch> self(static_cast<IDiscMaster2*>(this));
  Fire<DDiscMaster2Events>(event,
                           {Variant::OfDispatch(std::move(self)), Variant::OfText(unique_id)});
}

}  // namespace virtual_drive
