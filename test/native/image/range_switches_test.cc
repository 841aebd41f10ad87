#include <algorithm>
#include <chrono>

#include "image_under_test.h"

namespace image_test {
namespace {

// An appended image under the given switches.
class Appended {
 public:
  explicit Appended(const CountedSession& counted) : drive_(4096) {
    BurnFirstSession(counted, drive_);
    const auto image = NewImage(counted);
    Import(image, drive_);
    REQUIRE(AddFile(image, L"added.bin", added_) == S_OK);
    result_ = image_test::Result(image);
  }

  HRESULT ModifiedBlocks(ComPtr<IBlockRangeList>& list) {
    return result_.As<IFileSystemImageResult2>()->get_ModifiedBlocks(list.Put());
  }
  std::vector<Variant> Elements() {
    ComPtr<IBlockRangeList> list;
    REQUIRE(ModifiedBlocks(list) == S_OK);
    SAFEARRAY* raw = nullptr;
    REQUIRE(list->get_BlockRanges(&raw) == S_OK);
    const InterfaceArray array(raw);
    return virtual_drive::FromSafeArray(raw);
  }
  std::vector<Range> Ranges() {
    ComPtr<IBlockRangeList> list;
    REQUIRE(ModifiedBlocks(list) == S_OK);
    return RangesOf(list);
  }
  const ComPtr<IFileSystemImageResult>& result() const { return result_; }
  MemoryDrive& drive() { return drive_; }

 private:
  MemoryDrive drive_;
  TextStream added_{std::string(300'000, 'a')};
  ComPtr<IFileSystemImageResult> result_;
};

void Set(const CountedSession& counted, std::string_view name, std::string_view value) {
  counted.session->switches().Set(name, value);
}

}  // namespace

TEST_CASE("block-ranges: without a list, neither result nor stream has one") {
  const CountedSession counted;
  for (const auto& [value, code] :
       {std::pair{"e-notimpl", E_NOTIMPL}, std::pair{"e-fail", E_FAIL}}) {
    Set(counted, "block-ranges", value);
    Appended appended(counted);
    ComPtr<IBlockRangeList> list;
    CHECK(appended.ModifiedBlocks(list) == code);
    CHECK_FALSE(StreamOf(appended.result()).As<IBlockRangeList>());
  }
}

TEST_CASE("block-ranges: shapes of the array") {
  const CountedSession counted;
  const std::size_t normal = Appended(counted).Elements().size();
  Set(counted, "block-ranges", "empty");
  CHECK(Appended(counted).Elements().empty());
  Set(counted, "block-ranges", "null-element");
  {
    const auto elements = Appended(counted).Elements();
    CHECK(elements.size() == normal + 1);
    CHECK(elements.front().Get().vt == VT_DISPATCH);
    CHECK(elements.front().Get().pdispVal == nullptr);
  }
  Set(counted, "block-ranges", "wrong-type");
  CHECK(Appended(counted).Elements().front().Get().vt == VT_I4);
  Set(counted, "block-ranges", "vt-unknown");
  {
    const auto elements = Appended(counted).Elements();
    for (const Variant& element : elements) CHECK(element.Get().vt == VT_UNKNOWN);
  }
  Set(counted, "block-ranges", "lower-bound");
  {
    Appended appended(counted);
    ComPtr<IBlockRangeList> list;
    REQUIRE(appended.ModifiedBlocks(list) == S_OK);
    SAFEARRAY* raw = nullptr;
    REQUIRE(list->get_BlockRanges(&raw) == S_OK);
    const InterfaceArray array(raw);
    LONG bound = 0;
    REQUIRE(SafeArrayGetLBound(raw, 1, &bound) == S_OK);
    CHECK(bound == 7);
    CHECK(appended.Ranges().size() == normal);
  }
}

TEST_CASE("block-ranges: shapes of the ranges") {
  const CountedSession counted;
  const auto normal = Appended(counted).Ranges();
  Set(counted, "block-ranges", "negative");
  CHECK(Appended(counted).Ranges().front().start == -1);
  Set(counted, "block-ranges", "reversed");
  {
    const Range first = Appended(counted).Ranges().front();
    CHECK(first.start > first.end);
  }
  Set(counted, "block-ranges", "outside-image");
  {
    Appended appended(counted);
    LONG total = 0;
    REQUIRE(appended.result()->get_TotalBlocks(&total) == S_OK);
    CHECK(appended.Ranges().front().start == total);
  }
  Set(counted, "block-ranges", "overlapping");
  {
    const auto ranges = Appended(counted).Ranges();
    CHECK(ranges.size() == normal.size() + 1);
    CHECK(ranges[0] == ranges[1]);
  }
  Set(counted, "block-ranges", "unaligned");
  {
    const auto ranges = Appended(counted).Ranges();
    CHECK(ranges.size() == normal.size() + 1);
    CHECK(ranges[1].start == ranges[0].end + 1);
    CHECK(ranges[1].start % 16 != 0);
  }
  Set(counted, "block-ranges", "split");
  {
    const auto ranges = Appended(counted).Ranges();
    CHECK(ranges.size() > normal.size());
    CHECK(ranges.back() == normal.back());
  }
}

TEST_CASE("block-ranges anchors-first: the same ranges, those that commit the session before it") {
  const CountedSession counted;
  auto normal = Appended(counted).Ranges();
  Set(counted, "block-ranges", "anchors-first");
  const auto ranges = Appended(counted).Ranges();
  CHECK(ranges.back() == normal.front());
  std::ranges::rotate(normal, normal.begin() + 1);
  CHECK(ranges == normal);
}

TEST_CASE("fresh-ranges whole: an image that continues nothing lists all of itself") {
  const CountedSession counted;
  Set(counted, "fresh-ranges", "whole");
  const auto image = NewImage(counted);
  for (const LONG start : {0, 7000}) {
    REQUIRE(image->put_SessionStartBlock(start) == S_OK);
    const auto result = Result(image);
    LONG blocks = 0;
    REQUIRE(result->get_TotalBlocks(&blocks) == S_OK);
    ComPtr<IBlockRangeList> list;
    REQUIRE(result.As<IFileSystemImageResult2>()->get_ModifiedBlocks(list.Put()) == S_OK);
    CHECK(RangesOf(list) == std::vector<Range>{{0, blocks - 1}});
    CHECK(RangesOf(StreamOf(result).As<IBlockRangeList>()) == RangesOf(list));
  }
}

TEST_CASE("every shape that is only odd burns a disc that reads well") {
  const CountedSession counted;
  for (const char* value :
       {"normal", "overlapping", "unaligned", "split", "anchors-first", "lower-bound"}) {
    for (const char* stream_ranges : {"same", "none", "different"}) {
      CAPTURE(value);
      CAPTURE(stream_ranges);
      Set(counted, "block-ranges", value);
      Set(counted, "stream-ranges", stream_ranges);
      Appended appended(counted);
      Burn(StreamOf(appended.result()), appended.drive());
      const auto image = NewImage(counted);
      Import(image, appended.drive());
      LONG files = 0;
      REQUIRE(image->get_FileCount(&files) == S_OK);
      CHECK(files == 3);
    }
  }
}

TEST_CASE("stream-ranges: the stream's list may be missing or another one") {
  const CountedSession counted;
  Set(counted, "stream-ranges", "none");
  {
    Appended appended(counted);
    CHECK_FALSE(appended.Ranges().empty());
    CHECK_FALSE(StreamOf(appended.result()).As<IBlockRangeList>());
  }
  Set(counted, "stream-ranges", "different");
  {
    Appended appended(counted);
    const auto of_stream = RangesOf(StreamOf(appended.result()).As<IBlockRangeList>());
    CHECK(of_stream != appended.Ranges());
    CHECK(of_stream.front().start == appended.Ranges().front().start - 16);
  }
}

TEST_CASE("image-result 1: a result as Vista has it") {
  const CountedSession counted;
  Set(counted, "image-result", "1");
  const Appended appended(counted);
  CHECK_FALSE(appended.result().As<IFileSystemImageResult2>());
  CHECK(appended.result().As<IFileSystemImageResult>());
}

TEST_CASE("many ranges are made and read quickly") {
  const CountedSession counted;
  for (const auto& [value, count] :
       {std::pair{"many:100000", 100'000u}, std::pair{"many:1000000", 1'000'000u}}) {
    Set(counted, "block-ranges", value);
    Appended appended(counted);
    ComPtr<IBlockRangeList> list;
    REQUIRE(appended.ModifiedBlocks(list) == S_OK);
    const auto start = std::chrono::steady_clock::now();
    SAFEARRAY* raw = nullptr;
    REQUIRE(list->get_BlockRanges(&raw) == S_OK);
    const auto made = std::chrono::steady_clock::now();
    std::uint64_t sum = 0;
    {
      const InterfaceArray array(raw);
      VARIANT* elements = nullptr;
      REQUIRE(SafeArrayAccessData(raw, reinterpret_cast<void**>(&elements)) == S_OK);
      CHECK(raw->rgsabound[0].cElements == count);
      for (ULONG i = 0; i < count; ++i) {
        ComPtr<IBlockRange> range;
        elements[i].pdispVal->QueryInterface(__uuidof(IBlockRange), range.PutVoid());
        LONG lba = 0;
        range->get_StartLba(&lba);
        range->get_EndLba(&lba);
        sum += static_cast<std::uint64_t>(lba);
      }
      SafeArrayUnaccessData(raw);
    }
    const auto read = std::chrono::steady_clock::now();
    CHECK(sum > 0);
    const auto ms = [](auto a, auto b) {
      return std::chrono::duration_cast<std::chrono::milliseconds>(b - a).count();
    };
    MESSAGE(std::string(value) << ": made in " << ms(start, made) << " ms, read and released in "
                               << ms(made, read) << " ms");
  }
}

}  // namespace image_test
