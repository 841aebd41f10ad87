#include "imapi/block_range_reader.h"

#include <doctest.h>

#include <chrono>
#include <functional>
#include <limits>
#include <optional>
#include <string>

#include "com/com_error.h"
#include "com/dispatch_object.h"
#include "com/safe_array.h"
#include "counted_object.h"
#include "fake_range_list.h"
#include "imapi/block_range_list.h"
#include "imapi/error.h"
#include "imapi/range_rules.h"

namespace com = imapi2::com;
using com_tests::FakeRangeList;
using imapi2::BlockRanges;

namespace {

com::SafeArray ArrayOf(const BlockRanges& ranges) {
  com::SafeArray array;
  REQUIRE(SUCCEEDED(imapi2::MakeBlockRangeArray(ranges, array.Put())));
  return array;
}

BlockRanges Read(com::SafeArray array) {
  const auto list = com::MakeObject<FakeRangeList>([&array](SAFEARRAY** value) {
    *value = array.Detach();
    return S_OK;
  });
  return imapi2::ReadBlockRanges(list.Get());
}

VARIANT* Element(const com::SafeArray& array, size_t index) {
  return static_cast<VARIANT*>(array.Get()->pvData) + index;
}

std::string Refusal(com::SafeArray array) {
  try {
    Read(std::move(array));
    return "";
  } catch (const imapi2::Error& error) {
    CHECK(std::string(error.operation()) == "IBlockRangeList::get_BlockRanges");
    return error.what();
  }
}

// Read and judged, as modifiedBlocks() does.
std::string Judged(const BlockRanges& ranges) {
  try {
    imapi2::JudgeRanges(Read(ArrayOf(ranges)),
                        {.image_blocks = 1000, .medium_blocks = {}, .write_unit = {}},
                        imapi2::ListOrigin::kImage, "test");
    return "";
  } catch (const imapi2::Error& error) {
    return error.what();
  }
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A range whose getters answer as a test says.
class FakeRange final : public com::DispatchObject<IBlockRange> {
 public:
  FakeRange(HRESULT start, HRESULT end) : start_(start), end_(end) {}
  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) override {
    *value = 16;
    return start_;
  }
  HRESULT STDMETHODCALLTYPE get_EndLba(LONG* value) override {
    *value = 31;
    return end_;
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID, REFIID, LCID, WORD, DISPPARAMS*, VARIANT*, EXCEPINFO*,
                                   UINT*) override {
    return E_NOTIMPL;
  }

 private:
  const HRESULT start_;
  const HRESULT end_;
};

com::SafeArray ArrayWith(IDispatch* object) {
  com::SafeArray array = ArrayOf({{0, 15}, {16, 31}});
  VariantClear(Element(array, 1));
  V_VT(Element(array, 1)) = VT_DISPATCH;
  V_DISPATCH(Element(array, 1)) = object;
  object->AddRef();
  return array;
}

const BlockRanges kRanges = {{672, 1087}, {512, 527}, {256, 271}};

}  // namespace

TEST_CASE("a list comes back in its order") { CHECK(Read(ArrayOf(kRanges)) == kRanges); }

TEST_CASE("whatever its lower bound is") {
  for (const LONG lower : {1, -5, 1000000}) {
    com::SafeArray array = ArrayOf(kRanges);
    array.Get()->rgsabound[0].lLbound = lower;
    CHECK(Read(std::move(array)) == kRanges);
  }
}

TEST_CASE("an element may be VT_UNKNOWN") {
  com::SafeArray array = ArrayOf(kRanges);
  VARIANT* element = Element(array, 1);
  IUnknown* object = V_DISPATCH(element);
  V_VT(element) = VT_UNKNOWN;
  V_UNKNOWN(element) = object;
  CHECK(Read(std::move(array)) == kRanges);
}

TEST_CASE("a null element is named") {
  com::SafeArray array = ArrayOf(kRanges);
  VariantClear(Element(array, 2));
  V_VT(Element(array, 2)) = VT_DISPATCH;
  V_DISPATCH(Element(array, 2)) = nullptr;
  CHECK(Contains(Refusal(std::move(array)), "element 2 is null"));
}

TEST_CASE("an element of another type is named") {
  com::SafeArray array = ArrayOf(kRanges);
  VariantClear(Element(array, 1));
  V_VT(Element(array, 1)) = VT_I4;
  CHECK(Contains(Refusal(std::move(array)), "element 1 is no object but of type 3"));
}

TEST_CASE("an object that is no IBlockRange is named") {
  com::SafeArray array = ArrayOf(kRanges);
  VariantClear(Element(array, 0));
  V_VT(Element(array, 0)) = VT_UNKNOWN;
  V_UNKNOWN(Element(array, 0)) =
      static_cast<IPersist*>(com::MakeObject<com_tests::CountedObject>().Detach());
  CHECK(Contains(Refusal(std::move(array)), "element 0 is no IBlockRange"));
  CHECK(com_tests::alive == 0);
}

TEST_CASE("no array, an array of numbers and one of two dimensions are refused") {
  CHECK(Contains(Refusal({}), "there is no array"));
  CHECK(Contains(Refusal(com::SafeArray::Attach(SafeArrayCreateVector(VT_I4, 0, 4))), "type 3"));
  SAFEARRAYBOUND bounds[2] = {{2, 0}, {2, 0}};
  CHECK(Contains(Refusal(com::SafeArray::Attach(SafeArrayCreate(VT_VARIANT, 2, bounds))),
                 "more than one dimension"));
}

TEST_CASE("an array without dimensions or without elements is refused") {
  com::SafeArray flat = ArrayOf(kRanges);
  flat.Get()->cDims = 0;
  SAFEARRAY* const kept = flat.Get();
  const auto list = com::MakeObject<FakeRangeList>([kept](SAFEARRAY** value) {
    *value = kept;
    // The reader destroys what it was given, and would free less than there is.
    SafeArrayLock(kept);
    return S_OK;
  });
  CHECK_THROWS_WITH_AS(imapi2::ReadBlockRanges(list.Get()), doctest::Contains("no dimension"),
                       imapi2::Error);
  kept->cDims = 1;
  SafeArrayUnlock(kept);

  SAFEARRAY* described = nullptr;
  REQUIRE(SUCCEEDED(SafeArrayAllocDescriptorEx(VT_VARIANT, 1, &described)));
  described->rgsabound[0] = {3, 0};
  CHECK(Contains(Refusal(com::SafeArray::Attach(described)), "no elements"));
}

TEST_CASE("an array that somebody else has locked is read, and stays locked") {
  com::SafeArray array = ArrayOf(kRanges);
  SAFEARRAY* const locked = array.Get();
  REQUIRE(SUCCEEDED(SafeArrayLock(locked)));
  // The reader destroys what it was given, which a locked array refuses.
  CHECK(Read(std::move(array)) == kRanges);
  CHECK(locked->cLocks == 1);
  SafeArrayUnlock(locked);
  CHECK(SUCCEEDED(SafeArrayDestroy(locked)));
}

TEST_CASE("an array whose upper bound overflows is read whole") {
  com::SafeArray array = ArrayOf(kRanges);
  array.Get()->rgsabound[0].lLbound = std::numeric_limits<LONG>::max() - 1;
  CHECK(Read(std::move(array)) == kRanges);
}

TEST_CASE("elements by reference, empty ones and ones that are arrays are named") {
  VARIANT other;
  VariantInit(&other);
  IDispatch* object = nullptr;
  for (const VARTYPE type : {VT_EMPTY, VT_NULL, VT_BSTR, VT_ERROR}) {
    com::SafeArray array = ArrayOf(kRanges);
    VariantClear(Element(array, 1));
    V_VT(Element(array, 1)) = type;
    V_BSTR(Element(array, 1)) = nullptr;
    CHECK(Contains(Refusal(std::move(array)), "element 1 is no object"));
  }
  com::SafeArray by_variant = ArrayOf(kRanges);
  VariantClear(Element(by_variant, 0));
  V_VT(Element(by_variant, 0)) = VT_BYREF | VT_VARIANT;
  V_VARIANTREF(Element(by_variant, 0)) = &other;
  CHECK(Contains(Refusal(std::move(by_variant)), "element 0 is no object"));
  com::SafeArray by_object = ArrayOf(kRanges);
  VariantClear(Element(by_object, 0));
  V_VT(Element(by_object, 0)) = VT_BYREF | VT_DISPATCH;
  V_DISPATCHREF(Element(by_object, 0)) = &object;
  CHECK(Contains(Refusal(std::move(by_object)), "element 0 is no object"));
  com::SafeArray nested = ArrayOf(kRanges);
  VariantClear(Element(nested, 0));
  V_VT(Element(nested, 0)) = VT_ARRAY | VT_VARIANT;
  V_ARRAY(Element(nested, 0)) = ArrayOf(kRanges).Detach();
  CHECK(Contains(Refusal(std::move(nested)), "element 0 is no object"));
}

TEST_CASE("a VT_DISPATCH object that is no IBlockRange is named") {
  const auto list = com::MakeObject<FakeRangeList>([](SAFEARRAY**) { return E_NOTIMPL; });
  CHECK(Contains(Refusal(ArrayWith(list.Get())), "element 1 is no IBlockRange"));
}

TEST_CASE("a getter that fails is a failed call of its own name") {
  const auto operation = [](HRESULT start, HRESULT end) -> std::string {
    const auto range = com::MakeObject<FakeRange>(start, end);
    try {
      Read(ArrayWith(range.Get()));
      return "";
    } catch (const com::ComError& error) {
      CHECK(error.code() == E_ACCESSDENIED);
      return error.operation();
    }
  };
  CHECK(operation(S_OK, S_OK) == "");
  CHECK(operation(E_ACCESSDENIED, S_OK) == "IBlockRange::get_StartLba");
  CHECK(operation(S_OK, E_ACCESSDENIED) == "IBlockRange::get_EndLba");
}

TEST_CASE("the extremes of LONG are read as they are, and refused when they are judged") {
  constexpr int32_t kLowest = std::numeric_limits<int32_t>::min();
  constexpr int32_t kHighest = std::numeric_limits<int32_t>::max();
  const BlockRanges extremes = {{kLowest, kHighest}, {kHighest, kHighest}, {kLowest, kLowest}};
  CHECK(Read(ArrayOf(extremes)) == extremes);
  for (const imapi2::BlockRange& range : extremes) CHECK(!Judged({range}).empty());
}

TEST_CASE("an empty, negative, reversed or outside range is refused when it is judged") {
  CHECK(Contains(Judged({}), "empty"));
  CHECK(Contains(Judged({{0, 15}, {-1, 15}}), "range 1 (-1-15) has a negative address"));
  CHECK(Contains(Judged({{31, 16}}), "range 0 (31-16) ends before it starts"));
  CHECK(Contains(Judged({{0, 1000}}), "outside the image"));
}

TEST_CASE("a list that fails is a failed call") {
  const auto list = com::MakeObject<FakeRangeList>([](SAFEARRAY**) { return E_OUTOFMEMORY; });
  CHECK_THROWS_AS(imapi2::ReadBlockRanges(list.Get()), com::ComError);
}

TEST_CASE("100,000 ranges are read at once") {
  BlockRanges ranges;
  for (int32_t i = 0; i < 100000; ++i) ranges.push_back({i * 32, i * 32 + 15});
  com::SafeArray array = ArrayOf(ranges);
  const auto start = std::chrono::steady_clock::now();
  CHECK(Read(std::move(array)) == ranges);
  const auto elapsed = std::chrono::steady_clock::now() - start;
  MESSAGE("with the array's own destruction: "
          << std::chrono::duration<double, std::milli>(elapsed).count() << " ms");
}
