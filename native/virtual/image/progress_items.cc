#include "virtual/image/progress_items.h"

#include <algorithm>
#include <string>
#include <vector>

#include "virtual/com/bstr.h"
#include "virtual/com/enumerator.h"
#include "virtual/com/error.h"
#include "virtual/com/variant.h"
#include "virtual/image/utf16.h"

namespace virtual_drive {

HRESULT ProgressItem::get_Description(BSTR* description) noexcept {
  return session()->Call("IProgressItem::get_Description", [&]() -> HRESULT {
    ClearOut(description);
    *description = Bstr(ToWide(data_->layout().ProgressDescription(index_))).Detach();
    return S_OK;
  });
}

HRESULT ProgressItem::get_FirstBlock(ULONG* block) noexcept {
  return session()->Call("IProgressItem::get_FirstBlock", [&]() -> HRESULT {
    ClearOut<ULONG>(block, Item().first_block);
    return S_OK;
  });
}

HRESULT ProgressItem::get_LastBlock(ULONG* block) noexcept {
  return session()->Call("IProgressItem::get_LastBlock", [&]() -> HRESULT {
    ClearOut<ULONG>(block, Item().last_block);
    return S_OK;
  });
}

HRESULT ProgressItem::get_BlockCount(ULONG* blocks) noexcept {
  return session()->Call("IProgressItem::get_BlockCount", [&]() -> HRESULT {
    ClearOut<ULONG>(blocks, Item().last_block - Item().first_block + 1);
    return S_OK;
  });
}

HRESULT ProgressItems::get__NewEnum(IEnumVARIANT** enumerator) noexcept {
  return session()->Call("IProgressItems::get__NewEnum", [&]() -> HRESULT {
    ClearOut(enumerator);
    std::vector<Variant> items;
    items.reserve(Count());
    for (std::size_t i = 0; i < Count(); ++i) items.push_back(Variant::OfDispatch(Make(i)));
    *enumerator = NewVariantEnumerator(session(), std::move(items));
    return S_OK;
  });
}

HRESULT ProgressItems::get_Item(long index, IProgressItem** item) noexcept {
  return session()->Call("IProgressItems::get_Item", [&]() -> HRESULT {
    ClearOut(item);
    if (index < 0 || static_cast<std::size_t>(index) >= Count()) {
      throw Error(E_INVALIDARG, L"There is no progress item of that index.");
    }
    *item = Make(static_cast<std::size_t>(index)).Detach();
    return S_OK;
  });
}

HRESULT ProgressItems::get_Count(long* count) noexcept {
  return session()->Call("IProgressItems::get_Count", [&]() -> HRESULT {
    ClearOut(count, static_cast<long>(Count()));
    return S_OK;
  });
}

HRESULT ProgressItems::ProgressItemFromBlock(ULONG block, IProgressItem** item) noexcept {
  return session()->Call("IProgressItems::ProgressItemFromBlock", [&]() -> HRESULT {
    ClearOut(item);
    const auto& items = data_->layout().progress_items();
    const auto found =
        std::ranges::lower_bound(items, block, {}, &udf::Session::ProgressItem::last_block);
    if (found == items.end()) throw Error(E_INVALIDARG, L"The image has no such block.");
    *item = Make(static_cast<std::size_t>(found - items.begin())).Detach();
    return S_OK;
  });
}

HRESULT ProgressItems::ProgressItemFromDescription(BSTR description,
                                                   IProgressItem** item) noexcept {
  return session()->Call("IProgressItems::ProgressItemFromDescription", [&]() -> HRESULT {
    ClearOut(item);
    // Unlike an empty one (sdk-api: ProgressItemFromDescription).
    if (!description) throw Error(E_FAIL, L"The description is null.");
    const std::u16string wanted = FromWide(View(description));
    for (std::size_t i = 0; i < Count(); ++i) {
      if (data_->layout().ProgressDescription(i) != wanted) continue;
      *item = Make(i).Detach();
      return S_OK;
    }
    throw Error(E_INVALIDARG, L"No progress item has that description.");
  });
}

HRESULT ProgressItems::get_EnumProgressItems(IEnumProgressItems** enumerator) noexcept {
  return session()->Call("IProgressItems::get_EnumProgressItems", [&]() -> HRESULT {
    ClearOut(enumerator);
    std::vector<ComPtr<IProgressItem>> items;
    items.reserve(Count());
    for (std::size_t i = 0; i < Count(); ++i) items.push_back(Make(i));
    *enumerator = NewEnumerator<IEnumProgressItems, PointerElement<IProgressItem>>(
        session(), std::move(items));
    return S_OK;
  });
}

ComPtr<IProgressItem> ProgressItems::Make(std::size_t index) const {
  return ComPtr<IProgressItem>::Attach(MakeObject<ProgressItem>(session(), data_, index).Detach());
}

}  // namespace virtual_drive
