// Descriptor tags (ECMA-167 3/7.2).
#include "virtual/udf/descriptor_tag.h"

#include <doctest.h>

#include <array>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::udf {

TEST_CASE("the CRC is the one of the standard's example") {
  const std::byte example[] = {std::byte{0x70}, std::byte{0x6A}, std::byte{0x77}};
  CHECK(Crc(example) == 0x3299);  // ECMA-167 1/7.2.6
}

TEST_CASE("a tag fits its descriptor, its place and itself, or there is none") {
  std::array<std::byte, 64> made{};
  for (std::size_t i = kTagSize; i < made.size(); ++i) made[i] = static_cast<std::byte>(i);
  SealTag(made, TagId::kPartition, 0x0201, 300);
  constexpr auto kId = static_cast<std::uint16_t>(TagId::kPartition);
  CHECK(ValidTagId(made, 300) == kId);
  CHECK(ValidTagId(made, 301) == 0);
  CHECK(ValidTagId(std::span(made).first(63), 300) == 0);  // its CRC covers more
  CHECK(ValidTagId(std::span(made).first(15), 300) == 0);  // not even a tag
  for (const std::size_t bp : {0u, 2u, 4u, 8u, 10u, 16u, 63u}) {
    CAPTURE(bp);
    auto damaged = made;
    damaged[bp] ^= std::byte{1};
    CHECK(ValidTagId(damaged, 300) == 0);
  }
  CHECK(Get16(made, 2) == 3);  // UDF 2.2.1.1
  SealTag(made, TagId::kPartition, 0x0102, 300);
  CHECK(Get16(made, 2) == 2);
}

}  // namespace virtual_drive::udf
