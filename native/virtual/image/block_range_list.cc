#include "virtual/image/block_range_list.h"

#include <algorithm>
#include <new>
#include <span>

#include "virtual/image/block_range.h"

namespace virtual_drive {
namespace {

struct DestroyArray {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayDestroy(array); }
};
struct UnaccessData {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayUnaccessData(array); }
};

// `element` is one of a new array: all zero.
void Put(VARIANT& element, RangeListShape::Element kind, IBlockRange& object) {
  if (kind == RangeListShape::Element::kUnknown) {
    element.vt = VT_UNKNOWN;
    element.punkVal = &object;
  } else {
    element.vt = VT_DISPATCH;
    element.pdispVal = &object;
  }
}

}  // namespace

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
  for (std::span<const LbaRange> rest = shape.ranges; !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), BlockRangeSlab::kCapacity));
    BlockRange* object = BlockRangeSlab::Make(session, some);
    for (std::size_t i = 0; i < some.size(); ++i) Put(*element++, shape.element, *object++);
    rest = rest.subspan(some.size());
  }
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
