// File entries, allocation descriptors and directories that contradict the standard or each other,
// one at a time, their tags being right.
#include <doctest.h>

#include "forged_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;
using udf::FormatErrorKind;

namespace {

using Bytes = std::span<std::byte>;

std::optional<FormatErrorKind> ErrorOf(SparseDisc& disc) { return ErrorOf(disc, disc.capacity()); }

// What a disc comes to whose \dir\file was changed.
template <typename Change>
std::optional<FormatErrorKind> AfterChangeOfFile(Change change) {
  SparseDisc disc = SmallDisc();
  Forge(disc, kFile, change);
  return ErrorOf(disc);
}

// What it comes to whose \dir\file goes on in an allocation extent (ECMA-167 4/14.5), that was
// changed.
template <typename Change>
std::optional<FormatErrorKind> AfterChangeOfExtent(Change change) {
  constexpr std::uint32_t kContinues = 3u << 30;
  SparseDisc disc = SmallDisc();
  const std::uint32_t data = DataOfFile(disc);
  const std::uint32_t extent = data + 2;
  Forge(disc, kFile, [&](Bytes entry) {
    udf::Put32(entry, kDescriptors, kContinues | udf::kBlockSize);
    udf::Put32(entry, kDescriptors + 4, extent - kPartition);
  });
  BlockBytes continuation{};
  udf::Put32(continuation, 20, 8);
  udf::Put32(continuation, 24, 3000);
  udf::Put32(continuation, 28, data - kPartition);
  udf::Put16(continuation, 0, static_cast<std::uint16_t>(udf::TagId::kAllocationExtent));
  change(Bytes(continuation));
  udf::SealTag(std::span(continuation).first(24),
               static_cast<udf::TagId>(udf::Get16(continuation, 0)), 0x0201, extent - kPartition);
  disc.Write(extent, continuation);
  return ErrorOf(disc);
}

// What a disc comes to whose \dir\file has another identifier.
template <typename Change>
std::optional<FormatErrorKind> AfterChangeOfIdentifier(Change change) {
  SparseDisc disc = SmallDisc();
  ForgeIdentifier(disc, kDir + 1, "file", change);
  return ErrorOf(disc);
}

}  // namespace

TEST_CASE("a file entry is refused that a reader of the standard can't follow") {
  CHECK_FALSE(AfterChangeOfFile([](Bytes) {}));
  const Damage damages[] = {
      {"another tag than a file entry's", 0, 264, 2},
      {"strategy 4096, which UDF 2.3.5.1 keeps for write-once media", 20, 4096, 2},
      {"extended allocation descriptors, which UDF has not", kFlags, 2, 2},
      {"attributes longer than the block", kAttributeBytes, 1833, 4},
      {"allocation descriptors longer than the block", kDescriptorBytes, 1833, 4},
      {"embedded, and longer than the entry", kFlags, 3, 2},
      {"an extent inside the file that ends inside a block", kDescriptors, 2047, 4},
      {"extents that end before the file does", kDescriptors, 2048, 4},
      {"an extent behind the partition", kDescriptors + 4, 5000, 4},
  };
  for (const Damage& damage : damages) {
    CAPTURE(damage.what);
    CHECK(AfterChangeOfFile([&](Bytes entry) { Put(entry, damage); }) == FormatErrorKind::kCorrupt);
  }
}

TEST_CASE("an allocation extent is refused that isn't one, or is longer than its block") {
  CHECK_FALSE(AfterChangeOfExtent([](Bytes) {}));
  const Damage damages[] = {
      {"another tag than an allocation extent's", 0, 264, 2},
      {"descriptors longer than the block", 20, udf::kBlockSize - 23, 4},
  };
  for (const Damage& damage : damages) {
    CAPTURE(damage.what);
    CHECK(AfterChangeOfExtent([&](Bytes extent) { Put(extent, damage); }) ==
          FormatErrorKind::kCorrupt);
  }
}

TEST_CASE("a file identifier is refused that leads nowhere or has no name") {
  CHECK_FALSE(AfterChangeOfIdentifier([](Bytes) {}));
  const Damage damages[] = {
      {"a file that calls itself a directory", 18, 0x02, 1},
      {"an entry behind the partition", 24, 5000, 4},
      {"an entry in another partition", 28, 1, 2},
      {"a name that is no OSTA CS0", 38, 9, 1},
  };
  for (const Damage& damage : damages) {
    CAPTURE(damage.what);
    CHECK(AfterChangeOfIdentifier([&](Bytes identifier) { Put(identifier, damage); }) ==
          FormatErrorKind::kCorrupt);
  }
}

TEST_CASE("a directory that has holes is refused") {
  SparseDisc disc = SmallDisc();
  Forge(disc, kDir, [](Bytes entry) {
    udf::Put32(entry, kDescriptors, 1u << 30 | udf::Get32(entry, kDescriptors));
  });
  // Its zeros would be no file identifiers either, and where they come from is what to say.
  CHECK_THROWS_WITH_AS(udf::ReadVolume(disc, disc.capacity()), "A directory has holes.",
                       udf::FormatError);
}

TEST_CASE("embedded files are counted, so that a disc can't fill the memory with them") {
  SparseDisc disc = SmallDisc();
  Forge(disc, kFile, [](Bytes entry) {
    udf::Put16(entry, kFlags, 3);
    udf::Put64(entry, kSize, 8);
  });
  CHECK_FALSE(ErrorOf(disc, disc.capacity(), {.embedded_bytes = 8}));
  CHECK(ErrorOf(disc, disc.capacity(), {.embedded_bytes = 7}) == FormatErrorKind::kLimitExceeded);
}
