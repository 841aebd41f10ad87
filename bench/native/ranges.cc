#include "plain.h"

namespace plain {

SAFEARRAY* Job::RangeArray() {
  Ptr<IFileSystemImageResult2> result;
  Check(result_->QueryInterface(__uuidof(IFileSystemImageResult2), result.PutVoid()),
        "QueryInterface(IFileSystemImageResult2)");
  Ptr<IBlockRangeList> list;
  Check(result->get_ModifiedBlocks(list.Put()), "get_ModifiedBlocks");
  SAFEARRAY* array = nullptr;
  Check(list->get_BlockRanges(&array), "get_BlockRanges");
  return array;
}

void Job::MakeModifiedBlocks() { SafeArrayDestroy(RangeArray()); }

std::vector<LONG> Job::ModifiedBlocks() {
  SAFEARRAY* array = RangeArray();
  LONG low = 0;
  LONG high = -1;
  Check(SafeArrayGetLBound(array, 1, &low), "SafeArrayGetLBound");
  Check(SafeArrayGetUBound(array, 1, &high), "SafeArrayGetUBound");
  VARIANT* elements = nullptr;
  Check(SafeArrayAccessData(array, reinterpret_cast<void**>(&elements)), "SafeArrayAccessData");
  std::vector<LONG> flat;
  flat.reserve(2 * static_cast<size_t>(high - low + 1));
  for (LONG i = 0; i <= high - low; ++i) {
    Ptr<IBlockRange> range;
    Check(elements[i].punkVal->QueryInterface(__uuidof(IBlockRange), range.PutVoid()),
          "QueryInterface(IBlockRange)");
    LONG start = 0;
    LONG end = 0;
    Check(range->get_StartLba(&start), "get_StartLba");
    Check(range->get_EndLba(&end), "get_EndLba");
    flat.push_back(start);
    flat.push_back(end);
  }
  SafeArrayUnaccessData(array);
  SafeArrayDestroy(array);
  return flat;
}

}  // namespace plain
