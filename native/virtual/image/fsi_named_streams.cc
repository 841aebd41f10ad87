#include "virtual/image/fsi_named_streams.h"

#include "virtual/com/enumerator.h"
#include "virtual/image/fsi_errors.h"

namespace virtual_drive {

HRESULT FsiNamedStreams::get__NewEnum(IEnumVARIANT** enumerator) noexcept {
  return session()->Call("IFsiNamedStreams::get__NewEnum", [&]() -> HRESULT {
    ClearOut(enumerator);
    std::vector<Variant> items;
    for (const auto& item : items_) items.push_back(Variant::OfDispatch(item));
    *enumerator = NewVariantEnumerator(session(), std::move(items));
    return S_OK;
  });
}

HRESULT FsiNamedStreams::get_Item(LONG index, IFsiFileItem2** item) noexcept {
  return session()->Call("IFsiNamedStreams::get_Item", [&]() -> HRESULT {
    ClearOut(item);
    if (index < 0 || static_cast<std::size_t>(index) >= items_.size())
      throw fsi_errors::InvalidParameter(L"index", L"there is no named stream of that index");
    ComPtr<IFsiItem> found = items_[static_cast<std::size_t>(index)];
    *item = static_cast<IFsiFileItem2*>(found.Detach());
    return S_OK;
  });
}

HRESULT FsiNamedStreams::get_Count(LONG* count) noexcept {
  return session()->Call("IFsiNamedStreams::get_Count", [&]() -> HRESULT {
    ClearOut(count, static_cast<LONG>(items_.size()));
    return S_OK;
  });
}

HRESULT FsiNamedStreams::get_EnumNamedStreams(IEnumFsiItems** enumerator) noexcept {
  return session()->Call("IFsiNamedStreams::get_EnumNamedStreams", [&]() -> HRESULT {
    ClearOut(enumerator);
    *enumerator = NewEnumerator<IEnumFsiItems, PointerElement<IFsiItem>>(session(), items_);
    return S_OK;
  });
}

}  // namespace virtual_drive
