#include "virtual/format/block_ranges.h"

#include <memory>

#include "virtual/com/error.h"
#include "virtual/com/variant_array.h"

namespace virtual_drive {
namespace {

struct DestroyArray {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayDestroy(array); }
};

ComPtr<IBlockRange> ToBlockRange(const VARIANT& element) {
  IUnknown* object = element.vt == VT_DISPATCH  ? element.pdispVal
                     : element.vt == VT_UNKNOWN ? element.punkVal
                                                : nullptr;
  if (!object) throw Error(E_INVALIDARG, L"An element of the block range list is no object.");
  ComPtr<IBlockRange> range;
  Check(object->QueryInterface(__uuidof(IBlockRange), range.PutVoid()));
  return range;
}

}  // namespace

std::vector<Section> ReadBlockRanges(IBlockRangeList& list) {
  SAFEARRAY* raw = nullptr;
  Check(list.get_BlockRanges(&raw));
  const std::unique_ptr<SAFEARRAY, DestroyArray> array(raw);
  std::vector<Section> sections;
  for (const Variant& element : FromSafeArray(array.get())) {
    const ComPtr<IBlockRange> range = ToBlockRange(element.Get());
    LONG start = 0;
    LONG end = 0;
    Check(range->get_StartLba(&start));
    Check(range->get_EndLba(&end));
    if (start < 0 || end < start) {
      throw Error(E_INVALIDARG, L"A block range ends before it starts, or starts before the disc.");
    }
    sections.push_back({static_cast<std::uint32_t>(start),
                        static_cast<std::uint32_t>(end) - static_cast<std::uint32_t>(start) + 1});
  }
  return sections;
}

}  // namespace virtual_drive
