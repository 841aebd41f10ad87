// OSTA Compressed Unicode and dstrings, in bytes as UDF 2.1.1 and 2.1.3 give them.
#include <doctest.h>

#include <array>

#include "virtual/udf/osta_cs0.h"

namespace virtual_drive::udf {
namespace {

std::vector<std::byte> Bytes(std::initializer_list<unsigned> values) {
  std::vector<std::byte> bytes;
  for (const unsigned value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

}  // namespace

TEST_CASE("a name of 8-bit units, of 16-bit ones, and of deleted entries is read") {
  CHECK(Decode(Bytes({8, 'a', 0xFC})) == u"a\u00FC");
  CHECK(Decode(Bytes({16, 0, 'a', 0x65, 0xE5})) == u"a\u65E5");
  CHECK(Decode(Bytes({254, 'a'})) == u"a");
  CHECK(Decode(Bytes({255, 0x65, 0xE5})) == u"\u65E5");
  CHECK(Decode({}) == u"");
}

TEST_CASE("an unknown compression and half a unit are no name") {
  CHECK(Decode(Bytes({9, 'a'})) == std::nullopt);
  CHECK(Decode(Bytes({16, 0, 'a', 0x65})) == std::nullopt);
  CHECK(Decode(Bytes({255, 0x65})) == std::nullopt);
}

TEST_CASE("a dstring is cut where its field ends, and never inside a pair of surrogates") {
  std::array<std::byte, 8> field{};
  PutDstring(field, u"abcdefghij");
  CHECK(GetDstring(field) == u"abcdef");
  // Six bytes hold three 16-bit units; the third is the first half of a pair.
  PutDstring(field, u"\u65E5\u672C\U0001F642");
  CHECK(GetDstring(field) == u"\u65E5\u672C");
  std::array<std::byte, 4> small{};
  PutDstring(small, u"\U0001F642");
  CHECK(GetDstring(small) == u"");
}

TEST_CASE("a dstring that claims more than its field is none") {
  CHECK(GetDstring(Bytes({8, 'a', 'b', 4})) == std::nullopt);
  CHECK(GetDstring(Bytes({8, 'a', 'b', 3})) == u"ab");
}

}  // namespace virtual_drive::udf
