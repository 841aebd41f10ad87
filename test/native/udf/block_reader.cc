// What every block of a disc is read through.
#include "virtual/udf/block_reader.h"

#include <doctest.h>

#include <exception>
#include <new>
#include <variant>

#include "sparse_disc.h"
#include "virtual/udf/errors.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;
using udf::FormatErrorKind;

namespace {

// Each block begins with its number.
SparseDisc Numbered(std::uint32_t blocks) {
  SparseDisc disc(blocks);
  for (std::uint32_t lba = 0; lba < blocks; ++lba) {
    BlockBytes block{};
    block[0] = static_cast<std::byte>(lba);
    disc.Write(lba, block);
  }
  return disc;
}

// The number in a block, or why there is none.
using Seen = std::variant<unsigned, FormatErrorKind>;

Seen Read(udf::BlockReader& blocks, std::uint32_t lba) {
  try {
    return std::to_integer<unsigned>(blocks.Read(lba)[0]);
  } catch (const udf::FormatError& error) {
    return error.kind();
  }
}

class OutOfMemory final : public udf::SectorSource {
 public:
  void Read(std::uint32_t, std::span<std::byte>) override { throw std::bad_alloc(); }
};

}  // namespace

TEST_CASE("an unreadable block hides none of those that are read ahead with it") {
  SparseDisc disc = Numbered(40);
  disc.FailAt(5);
  disc.FailAt(39);
  udf::BlockReader blocks(disc, 40, 1000);
  for (std::uint32_t lba = 0; lba < 40; ++lba) {
    CAPTURE(lba);
    const bool bad = lba == 5 || lba == 39;
    CHECK(Read(blocks, lba) == (bad ? Seen{FormatErrorKind::kReadFailed} : Seen{lba}));
  }
}

TEST_CASE("what the disc said of an unreadable block is kept with the refusal") {
  SparseDisc disc = Numbered(4);
  disc.FailAt(3);
  udf::BlockReader blocks(disc, 4, 1000);
  try {
    blocks.Read(3);
    FAIL("it was read");
  } catch (const udf::FormatError& error) {
    CHECK_THROWS_WITH_AS(std::rethrow_if_nested(error), "unreadable sector", std::runtime_error);
  }
}

TEST_CASE("there is no block behind the end, and none beyond what may be read") {
  SparseDisc disc = Numbered(40);
  udf::BlockReader blocks(disc, 10, 2);
  CHECK(Read(blocks, 10) == Seen{FormatErrorKind::kCorrupt});
  CHECK(Read(blocks, 0xFFFFFFFF) == Seen{FormatErrorKind::kCorrupt});
  CHECK(Read(blocks, 9) == Seen{9u});
  CHECK(Read(blocks, 0) == Seen{0u});
  CHECK(Read(blocks, 1) == Seen{FormatErrorKind::kLimitExceeded});
}

TEST_CASE("a host that has no memory is not a damaged disc") {
  OutOfMemory disc;
  udf::BlockReader blocks(disc, 10, 100);
  CHECK_THROWS_AS(blocks.Read(0), std::bad_alloc);
}
