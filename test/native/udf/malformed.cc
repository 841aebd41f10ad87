#include <doctest.h>

#include "forged_disc.h"
#include "virtual/tree/path.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;
using udf::FormatErrorKind;

TEST_CASE("a flipped bit in any block is noticed, or changes nothing that was read") {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    SparseDisc disc = SmallDisc(revision);
    const std::map<std::uint32_t, BlockBytes> blocks = disc.blocks();
    std::size_t flips = 0;
    for (const auto& [lba, bytes] : blocks) {
      for (std::size_t bit = 0; bit < 600 * 8; bit += 7) {
        BlockBytes flipped = bytes;
        flipped[bit / 8] ^= std::byte{1} << (bit % 8);
        disc.Write(lba, flipped);
        try {
          const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
          CHECK(tree::FindByPath(volume.root, u"dir\\file") != nullptr);
          CHECK(tree::FindByPath(volume.root, u"dir\\below") != nullptr);
        } catch (const udf::FormatError&) {
        }
        ++flips;
      }
      disc.Write(lba, bytes);
    }
    CHECK(flips > 10'000);
  }
}

TEST_CASE("a disc that ends anywhere inside the volume is refused") {
  SparseDisc disc = SmallDisc(0x0201);
  const std::uint32_t end = udf::ReadVolume(disc, disc.capacity()).end_of_used_blocks;
  for (std::uint32_t total = 0; total < end; ++total) {
    CAPTURE(total);
    disc.Truncate(total);
    CHECK(ErrorOf(disc, total).has_value());
  }
}

TEST_CASE("a blank disc and an ISO 9660 disc are not UDF") {
  SparseDisc blank;
  CHECK(ErrorOf(blank, blank.capacity()) == FormatErrorKind::kNoVolume);
  CHECK(ErrorOf(blank, 0) == FormatErrorKind::kNoVolume);
  BlockBytes primary{};
  const char id[] = "\1CD001\1";
  for (std::size_t i = 0; i < 7; ++i) primary[i] = static_cast<std::byte>(id[i]);
  blank.Write(16, primary);
  CHECK(ErrorOf(blank, blank.capacity()) == FormatErrorKind::kNoVolume);
}

TEST_CASE("an unreadable sector is told from a damaged one") {
  for (const std::uint32_t lba : {16u, kPartition, kRoot, kRoot + 1}) {
    SparseDisc disc = SmallDisc(0x0201);
    disc.FailAt(lba);
    CHECK(ErrorOf(disc, disc.capacity()) == FormatErrorKind::kReadFailed);
  }
  SparseDisc disc = SmallDisc(0x0201);
  disc.FailAt(kMainVds + 3);
  CHECK_FALSE(ErrorOf(disc, disc.capacity()));  // there is the reserve
}

TEST_CASE("a directory that contains itself is refused") {
  SparseDisc disc = SmallDisc(0x0201);
  BlockBytes data;
  disc.Read(kRoot + 1, data);
  // The second identifier, "dir", is made to name the root.
  const auto identifier = std::span(data).subspan(40, 44);
  udf::Put32(identifier, 24, kRoot - kPartition);
  udf::SealTag(identifier, udf::TagId::kFileIdentifier, 0x0201, kRoot + 1 - kPartition);
  disc.Write(kRoot + 1, data);
  CHECK(ErrorOf(disc, disc.capacity()) == FormatErrorKind::kCorrupt);
}

TEST_CASE("volume descriptor pointers in a circle end") {
  SparseDisc disc = SmallDisc(0x0201);
  for (const std::uint32_t sequence : {kMainVds, kReserveVds}) {
    BlockBytes pointer{};
    udf::Put32(pointer, 20, 16 * udf::kBlockSize);
    udf::Put32(pointer, 24, sequence);
    udf::SealTag(std::span(pointer).first(512), udf::TagId::kVolumePointer, 0x0201, sequence);
    disc.Write(sequence, pointer);
  }
  CHECK(ErrorOf(disc, disc.capacity()) == FormatErrorKind::kCorrupt);
}

TEST_CASE("allocation extents in a circle end") {
  SparseDisc disc = SmallDisc(0x0201);
  const std::uint32_t extent = kFree;
  Forge(disc, kRoot, [&](std::span<std::byte> entry) {
    udf::Put64(entry, 56, 1u << 20);
    udf::Put32(entry, 216, 3u << 30 | udf::kBlockSize);
    udf::Put32(entry, 220, extent - kPartition);
  });
  ForgeSequences(disc, kPartitionDescriptor,
                 [](std::span<std::byte> partition) { udf::Put32(partition, 192, 1000); });
  BlockBytes circle{};
  udf::Put32(circle, 20, 8);
  udf::Put32(circle, 24, 3u << 30 | udf::kBlockSize);
  udf::Put32(circle, 28, extent - kPartition);
  udf::SealTag(std::span(circle).first(24), udf::TagId::kAllocationExtent, 0x0201,
               extent - kPartition);
  disc.Write(extent, circle);
  CHECK(ErrorOf(disc, disc.capacity(), {.extents = 10'000}) == FormatErrorKind::kLimitExceeded);
}

TEST_CASE("lengths that no disc can have are refused before anything is allocated for them") {
  for (const std::uint64_t size :
       {std::uint64_t{1} << 40, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
    SparseDisc disc = SmallDisc(0x0201);
    Forge(disc, kRoot, [&](std::span<std::byte> entry) { udf::Put64(entry, 56, size); });
    CHECK(ErrorOf(disc, disc.capacity()) == FormatErrorKind::kCorrupt);
  }
}

TEST_CASE("limits are kept") {
  SparseDisc disc = SmallDisc(0x0201);
  CHECK(ErrorOf(disc, disc.capacity(), {.entries = 2}) == FormatErrorKind::kLimitExceeded);
  CHECK(ErrorOf(disc, disc.capacity(), {.extents = 2}) == FormatErrorKind::kLimitExceeded);
  CHECK(ErrorOf(disc, disc.capacity(), {.blocks_read = 12}) == FormatErrorKind::kLimitExceeded);
  CHECK_FALSE(ErrorOf(disc, disc.capacity(), {.entries = 3}));
}

TEST_CASE("a later revision and a metadata partition are recognised and refused") {
  const auto forge_volume = [](std::size_t bp, std::uint16_t value) {
    SparseDisc disc = SmallDisc(0x0201);
    ForgeSequences(disc, kLogicalVolume,
                   [&](std::span<std::byte> volume) { udf::Put16(volume, bp, value); });
    return ErrorOf(disc, disc.capacity());
  };
  CHECK(forge_volume(240, 0x0250) == FormatErrorKind::kUnsupported);
  CHECK(forge_volume(268, 2) == FormatErrorKind::kUnsupported);       // a second map
  CHECK(forge_volume(440, 0x4002) == FormatErrorKind::kUnsupported);  // a map of type 2
}

TEST_CASE("what can't be appended to says why") {
  const auto obstacle = [](std::uint32_t block, std::size_t bp, std::uint32_t value) {
    SparseDisc disc = SmallDisc(0x0201);
    for (const std::uint32_t copy : {block, block >= kMainVds ? block + 32 : block}) {
      Forge(disc, copy,
            [&](std::span<std::byte> descriptor) { udf::Put32(descriptor, bp, value); });
    }
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    CHECK_THROWS_WITH_AS(udf::Session(*volume.root, &volume, Options()),
                         udf::Describe(volume.append_obstacle), udf::SessionError);
    return volume.append_obstacle;
  };
  CHECK(obstacle(kMainVds + 2, 184, 4) == udf::AppendObstacle::kPartitionNotReadOnly);
  CHECK(obstacle(32, 28, 0) == udf::AppendObstacle::kNotClosed);
  CHECK(obstacle(kMainVds + 3, 240, 0x0150) == udf::AppendObstacle::kRevision);
}
