#include "imapi/block_range_reader.h"

#include <string>

#include "com/array_view.h"
#include "com/com_error.h"
#include "com/com_ptr.h"
#include "com/safe_array.h"
#include "com/variant.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

constexpr char kGetBlockRanges[] = "IBlockRangeList::get_BlockRanges";

[[noreturn]] void Refuse(const std::string& reason) {
  throw Error(code::kRanges, kGetBlockRanges,
              "The list of block ranges cannot be right: " + reason);
}

[[noreturn]] void RefuseElement(size_t index, const std::string& what) {
  Refuse("element " + std::to_string(index) + " is " + what);
}

// Check takes its time even where the call succeeded; a million ranges have two million addresses.
// What error info there is may so be an earlier range's, and is not shown.
void CheckAddress(HRESULT result, const char* operation) {
  if (FAILED(result) && !com::Expect(result)) com::Check(result, operation);
}

BlockRange ReadElement(const VARIANT& element, size_t index) {
  if (V_VT(&element) != VT_DISPATCH && V_VT(&element) != VT_UNKNOWN) {
    RefuseElement(index, "no object but of type " + std::to_string(V_VT(&element)));
  }
  IUnknown* object = com::ObjectOf(element);
  if (object == nullptr) RefuseElement(index, "null");
  com::ComPtr<IBlockRange> range;
  const HRESULT known = object->QueryInterface(__uuidof(IBlockRange), range.PutVoid());
  if (FAILED(known)) {
    com::Expect(known);
    RefuseElement(index, "no IBlockRange");
  }
  LONG start = 0;
  LONG end = 0;
  CheckAddress(range->get_StartLba(&start), "IBlockRange::get_StartLba");
  CheckAddress(range->get_EndLba(&end), "IBlockRange::get_EndLba");
  return {static_cast<int32_t>(start), static_cast<int32_t>(end)};
}

}  // namespace

BlockRanges ReadBlockRanges(IBlockRangeList* list) {
  com::SafeArray array;
  com::Check(list->get_BlockRanges(array.Put()), kGetBlockRanges);
  try {
    const com::VariantView view(array.Get());
    BlockRanges ranges;
    ranges.reserve(view.elements().size());
    for (const VARIANT& element : view.elements()) {
      ranges.push_back(ReadElement(element, ranges.size()));
    }
    return ranges;
  } catch (const com::ArrayShapeError& error) {
    Refuse(error.what());
  }
}

}  // namespace imapi2
