#include "virtual/stream/layout.h"

#include <doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "virtual/stream/pseudo_random_content.h"

namespace virtual_drive {
namespace {

// Each byte of the whole as the letter of its stream, and checks that each stream comes in order,
// wherever reading begins.
std::string Letters(const StreamLayout& layout, const std::vector<std::uint64_t>& sizes) {
  std::string letters;
  std::vector<std::uint64_t> next(sizes.size(), 0);
  for (std::uint64_t at = 0; at < layout.size(); ++at) {
    const auto stretch = layout.At(at);
    CHECK(stretch.bytes > 0);
    CHECK(stretch.offset == next[stretch.stream]++);
    if (stretch.bytes > 1) {
      const auto rest = layout.At(at + 1);
      CHECK(rest.stream == stretch.stream);
      CHECK(rest.offset == stretch.offset + 1);
      CHECK(rest.bytes == stretch.bytes - 1);
    }
    letters.push_back(static_cast<char>('a' + stretch.stream));
  }
  CHECK(next == sizes);
  return letters;
}

std::string Interleaved(const std::vector<std::uint64_t>& sizes,
                        const std::vector<std::uint64_t>& chunks) {
  return Letters(StreamLayout::Interleave(sizes, chunks), sizes);
}

}  // namespace

TEST_CASE("streams are laid one after the other, empty ones too") {
  const std::vector<std::uint64_t> sizes = {3, 0, 2, 0};
  CHECK(Letters(StreamLayout::Concatenate(sizes), sizes) == "aaacc");
  CHECK(StreamLayout::Concatenate({}).size() == 0);
}

TEST_CASE("streams are laid by turns, as many bytes of each as was asked") {
  CHECK(Interleaved({4, 2}, {2, 1}) == "aabaab");
  CHECK(Interleaved({2, 4, 2}, {1, 2, 1}) == "abbcabbc");
}

TEST_CASE("a stream that ends early is left out from then on, its last chunk short") {
  CHECK(Interleaved({5, 2}, {2, 1}) == "aabaaba");
  CHECK(Interleaved({1, 6}, {2, 2}) == "abbbbbb");
  CHECK(Interleaved({3, 3}, {2, 2}) == "aabbab");
  CHECK(Interleaved({0, 3}, {2, 2}) == "bbb");
  CHECK(Interleaved({0, 0}, {2, 2}).empty());
}

TEST_CASE("a layout of terabytes is small, and exact at its end") {
  constexpr std::uint64_t kSectors = 1ULL << 40;
  const auto layout = StreamLayout::Interleave({kSectors * 2352, kSectors * 96}, {2352, 96});
  CHECK(layout.size() == kSectors * 2448);
  const auto last = layout.At(layout.size() - 1);
  CHECK(last.stream == 1);
  CHECK(last.offset == kSectors * 96 - 1);
  CHECK(last.bytes == 1);
}

TEST_CASE("what is longer than a stream can be is refused") {
  constexpr std::uint64_t kMost = 0x7FFFFFFFFFFFFFFF;
  CHECK(StreamLayout::Concatenate({kMost}).size() == kMost);
  CHECK_THROWS_AS(StreamLayout::Concatenate({kMost, 1}), std::overflow_error);
  CHECK_THROWS_AS(StreamLayout::Interleave({kMost, kMost}, {1, 1}), std::overflow_error);
  CHECK_THROWS_AS(StreamLayout::Interleave({kMost, kMost}, {kMost, kMost}), std::overflow_error);
}

TEST_CASE("pseudo-random bytes depend on seed and position alone") {
  std::vector<std::byte> whole(4099);
  PseudoRandomContent(7, whole.size()).Read(0, whole);
  for (const std::uint64_t offset : {1, 7, 8, 9, 2048, 4090}) {
    std::vector<std::byte> part(9);
    PseudoRandomContent(7, whole.size()).Read(offset, part);
    CHECK(std::equal(part.begin(), part.end(), whole.begin() + static_cast<long>(offset)));
  }
  std::vector<std::byte> other(whole.size());
  PseudoRandomContent(8, other.size()).Read(0, other);
  std::size_t same = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) same += whole[i] == other[i] ? 1 : 0;
  CHECK(same < whole.size() / 64);  // 1 in 256 by chance
}

}  // namespace virtual_drive
