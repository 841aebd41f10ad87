// The ranges of a list share their memory; each is an object by itself all the same.
#include "virtual/image/block_range.h"

#include <objidl.h>

#include <thread>

#include "image_under_test.h"
#include "virtual/image/block_range_list.h"

namespace image_test {
namespace {

using virtual_drive::BlockRange;
using virtual_drive::BlockRangeSlab;
using virtual_drive::RangeListShape;

// More than one slab, and the last one not full.
constexpr LONG kRanges = 2 * BlockRangeSlab::kCapacity + 100;

std::vector<ComPtr<IBlockRange>> ManyRanges(const std::shared_ptr<Session>& session) {
  RangeListShape shape;
  for (LONG lba = 0; lba < kRanges; ++lba) shape.ranges.push_back({2 * lba, 2 * lba + 1});
  SAFEARRAY* const array = virtual_drive::ToSafeArray(session, shape);
  std::vector<ComPtr<IBlockRange>> ranges;
  for (const Variant& element : virtual_drive::FromSafeArray(array)) {
    ranges.push_back(ComPtr<IDispatch>(element.Get().pdispVal).As<IBlockRange>());
  }
  REQUIRE(SafeArrayDestroy(array) == S_OK);
  return ranges;
}

}  // namespace

TEST_CASE("each range is counted until it is released, on whatever thread") {
  const CountedSession counted;
  auto ranges = ManyRanges(counted.session);
  CHECK(counted.session->objects() == kRanges);
  const auto again = ranges.front();
  // Every third, from both ends of the list at once.
  const auto release = [&](LONG from, LONG to, LONG step) {
    for (LONG i = from; i != to; i += step) {
      if (i % 3 == 0) ranges[static_cast<std::size_t>(i)] = nullptr;
    }
  };
  std::thread other([&] { release(kRanges - 1, kRanges / 2 - 1, -1); });
  release(0, kRanges / 2, 1);
  other.join();
  CHECK(counted.session->objects() == kRanges - (kRanges + 2) / 3 + 1);  // `again` is one of them
  LONG lba = 0;
  CHECK(again->get_EndLba(&lba) == S_OK);
  CHECK(lba == 1);
  ranges.erase(ranges.begin(), ranges.end() - 1);
  CHECK(counted.session->objects() == 2);
  CHECK(ranges.front()->get_StartLba(&lba) == S_OK);
  CHECK(lba == 2 * (kRanges - 1));
}

TEST_CASE("one range keeps its session alive") {
  std::weak_ptr<Session> session;
  ComPtr<IBlockRange> range;
  {
    const auto mine = Session::Make();
    session = mine;
    range = ManyRanges(mine)[BlockRangeSlab::kCapacity];
  }
  REQUIRE_FALSE(session.expired());
  CHECK(session.lock()->objects() == 1);
  LONG lba = 0;
  CHECK(range->get_StartLba(&lba) == S_OK);
  CHECK(lba == 2 * LONG{BlockRangeSlab::kCapacity});
  range = nullptr;
  CHECK(session.expired());
}

TEST_CASE("a range is one object with a marshaler of its own") {
  const CountedSession counted;
  const auto ranges = ManyRanges(counted.session);
  const auto identity = ranges[0].As<IUnknown>();
  CHECK(ranges[1].As<IUnknown>().Get() != identity.Get());
  const auto marshaler = ranges[0].As<IMarshal>();
  REQUIRE(marshaler);
  CHECK(ranges[1].As<IMarshal>().Get() != marshaler.Get());
  CHECK(ranges[0].As<IMarshal>().Get() == marshaler.Get());
  // Aggregated: whichever interface is asked, the object is the same.
  CHECK(marshaler.As<IUnknown>().Get() == identity.Get());
  CHECK(ranges[0].As<IDispatch>().As<ISupportErrorInfo>().As<IUnknown>().Get() == identity.Get());
  CHECK(ranges[0].As<ISupportErrorInfo>()->InterfaceSupportsErrorInfo(__uuidof(IBlockRange)) ==
        S_OK);
  CHECK_FALSE(ranges[0].As<IStream>());
}

TEST_CASE("AddRef and Release tell how many references are left") {
  const CountedSession counted;
  const auto range = ManyRanges(counted.session)[0];
  CHECK(range->AddRef() == 2);
  CHECK(range->Release() == 1);
}

}  // namespace image_test
