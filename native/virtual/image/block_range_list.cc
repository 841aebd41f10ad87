#include "virtual/image/block_range_list.h"

#include <new>

#include "virtual/com/variant.h"

namespace virtual_drive {
namespace {

struct DestroyArray {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayDestroy(array); }
};
struct UnaccessData {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayUnaccessData(array); }
};

VARIANT ElementOf(const std::shared_ptr<Session>& session, LbaRange range,
                  RangeListShape::Element kind) {
  VARIANT element;
  VariantInit(&element);
  IBlockRange* const object = MakeObject<BlockRange>(session, range).Detach();
  if (kind == RangeListShape::Element::kUnknown) {
    element.vt = VT_UNKNOWN;
    element.punkVal = object;
  } else {
    element.vt = VT_DISPATCH;
    element.pdispVal = object;
  }
  return element;
}

}  // namespace

HRESULT BlockRange::get_StartLba(LONG* value) noexcept {
  return session()->Call("IBlockRange::get_StartLba", [&]() -> HRESULT {
    ClearOut(value, range_.start);
    return S_OK;
  });
}

HRESULT BlockRange::get_EndLba(LONG* value) noexcept {
  return session()->Call("IBlockRange::get_EndLba", [&]() -> HRESULT {
    ClearOut(value, range_.end);
    return S_OK;
  });
}

SAFEARRAY* ToSafeArray(const std::shared_ptr<Session>& session, const RangeListShape& shape) {
  const bool odd_first = shape.first_is_null || shape.first_is_number;
  SAFEARRAYBOUND bound;
  bound.lLbound = shape.lower_bound;
  bound.cElements = static_cast<ULONG>(shape.ranges.size() + (odd_first ? 1 : 0));
  std::unique_ptr<SAFEARRAY, DestroyArray> array(SafeArrayCreate(VT_VARIANT, 1, &bound));
  if (!array) throw std::bad_alloc();
  VARIANT* element = nullptr;
  Check(SafeArrayAccessData(array.get(), reinterpret_cast<void**>(&element)));
  const std::unique_ptr<SAFEARRAY, UnaccessData> access(array.get());
  if (odd_first) {
    element->vt = shape.first_is_null ? VT_DISPATCH : VT_I4;  // the rest of a new element is zero
    ++element;
  }
  for (const LbaRange& range : shape.ranges) *element++ = ElementOf(session, range, shape.element);
  return array.release();
}

HRESULT BlockRangeList::get_BlockRanges(SAFEARRAY** value) noexcept {
  return session()->Call("IBlockRangeList::get_BlockRanges", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToSafeArray(session(), *shape_);
    return S_OK;
  });
}

}  // namespace virtual_drive
