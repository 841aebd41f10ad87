// Descriptors of the volume that contradict the standard or each other, one at a time, their tags
// being right.
#include <doctest.h>

#include <string_view>
#include <vector>

#include "forged_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;
using udf::FormatErrorKind;

namespace {

std::optional<FormatErrorKind> ErrorOf(SparseDisc& disc) { return ErrorOf(disc, disc.capacity()); }

void PutRecognition(SparseDisc& disc, std::span<const std::string_view> identifiers,
                    std::uint32_t lba = kRecognitionStart) {
  for (const std::string_view identifier : identifiers) {
    BlockBytes block{};
    PutText(block, 1, identifier);
    block[6] = std::byte{1};
    disc.Write(lba++, block);
  }
}

// Moves both extents of an anchor (ECMA-167 3/10.2): length and place.
void ForgeAnchor(SparseDisc& disc, std::uint32_t lba, std::uint32_t main_bytes,
                 std::uint32_t main_lba, std::uint32_t reserve_bytes, std::uint32_t reserve_lba) {
  Forge(disc, lba, [&](std::span<std::byte> anchor) {
    udf::Put32(anchor, 16, main_bytes);
    udf::Put32(anchor, 20, main_lba);
    udf::Put32(anchor, 24, reserve_bytes);
    udf::Put32(anchor, 28, reserve_lba);
  });
}

}  // namespace

TEST_CASE("a descriptor that contradicts the standard is refused for what it is") {
  constexpr auto kCorrupt = FormatErrorKind::kCorrupt;
  constexpr auto kUnsupported = FormatErrorKind::kUnsupported;
  constexpr std::uint16_t kUnallocatedSpace = 7;
  struct Row {
    std::uint32_t descriptor;  // in each sequence
    Damage damage;
    FormatErrorKind refusal;
  };
  const Row rows[] = {
      {kPrimary, {"no primary volume descriptor", 0, kUnallocatedSpace, 2}, kCorrupt},
      {kPartitionDescriptor, {"no partition descriptor", 0, kUnallocatedSpace, 2}, kCorrupt},
      {kPartitionDescriptor, {"a partition behind the disc", 188, 2000, 4}, kCorrupt},
      {kPartitionDescriptor, {"a partition longer than the disc", 192, 2000, 4}, kCorrupt},
      {kLogicalVolume, {"no logical volume descriptor", 0, kUnallocatedSpace, 2}, kCorrupt},
      {kLogicalVolume, {"logical blocks of 4096 bytes", 212, 4096, 4}, kUnsupported},
      {kLogicalVolume, {"another domain than OSTA's", 217, 'X', 1}, kCorrupt},
      {kLogicalVolume, {"a revision before 1.02", 240, 0x0101, 2}, kUnsupported},
      {kLogicalVolume, {"a file set outside the partition", 252, 5000, 4}, kCorrupt},
      {kLogicalVolume, {"maps that are shorter than one", 264, 5, 4}, kCorrupt},
      {kLogicalVolume, {"maps that are longer than the block", 264, 1609, 4}, kCorrupt},
      {kLogicalVolume, {"no partition map", 268, 0, 4}, kCorrupt},
      {kLogicalVolume, {"a type 1 map of another length", 441, 7, 1}, kCorrupt},
      {kLogicalVolume, {"a map of a partition that isn't there", 444, 1, 2}, kCorrupt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.damage.what);
    SparseDisc disc = SmallDisc();
    ForgeSequences(disc, row.descriptor,
                   [&](std::span<std::byte> descriptor) { Put(descriptor, row.damage); });
    CHECK(ErrorOf(disc) == row.refusal);
  }
}

TEST_CASE("a root that is elsewhere, or no directory, is refused") {
  SparseDisc elsewhere = SmallDisc();
  Forge(elsewhere, kPartition, [](std::span<std::byte> set) { udf::Put16(set, 408, 1); });
  CHECK(ErrorOf(elsewhere) == FormatErrorKind::kCorrupt);
  SparseDisc file = SmallDisc();
  Forge(file, kRoot, [](std::span<std::byte> entry) { udf::Put8(entry, 27, 5); });
  CHECK(ErrorOf(file) == FormatErrorKind::kCorrupt);
}

TEST_CASE("of two descriptors of a kind the one with the higher number prevails") {
  // Where the terminator was; what follows was never recorded and ends the sequence as well.
  for (const std::uint32_t number : {1u, 9u}) {
    SparseDisc disc = SmallDisc();
    for (const std::uint32_t sequence : {kMainVds, kReserveVds}) {
      BlockBytes volume;
      disc.Read(sequence + kLogicalVolume, volume);
      udf::Put32(volume, 12, sequence + kTerminator);
      disc.Write(sequence + kTerminator, volume);
      Forge(disc, sequence + kTerminator, [&](std::span<std::byte> descriptor) {
        udf::Put32(descriptor, 16, number);
        udf::Put8(descriptor, 85, 'B');  // the first letter of the volume's name
      });
    }
    const auto name = udf::ReadVolume(disc, disc.capacity()).name;
    CHECK(name == (number == 9 ? u"BEST_DISC" : u"TEST_DISC"));
  }
}

TEST_CASE("names of a volume that are no dstrings are left empty") {
  SparseDisc disc = SmallDisc();
  ForgeSequences(disc, kLogicalVolume,
                 [](std::span<std::byte> volume) { udf::Put8(volume, 84, 9); });
  ForgeSequences(disc, kPrimary, [](std::span<std::byte> volume) { udf::Put8(volume, 199, 200); });
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  CHECK(volume.name.empty());
  CHECK(volume.volume_set.empty());
}

TEST_CASE("descriptors of a bridge disc and of CD-RW writers may precede UDF's own") {
  SparseDisc disc = SmallDisc();
  const std::string_view known[] = {"CD001", "CD001", "BOOT2", "CDW02", "BEA01", "NSR02", "TEA01"};
  PutRecognition(disc, known);
  CHECK_FALSE(ErrorOf(disc));
  const std::string_view unknown[] = {"CD001", "HFS01", "BEA01", "NSR03", "TEA01"};
  PutRecognition(disc, unknown);
  CHECK(ErrorOf(disc) == FormatErrorKind::kNoVolume);
  disc.Truncate(kRecognitionStart + 1);
  CHECK(ErrorOf(disc) == FormatErrorKind::kNoVolume);
}

TEST_CASE("a recognition sequence that does not end is none") {
  SparseDisc disc = SmallDisc();
  const std::vector<std::string_view> many(64, "CD001");
  PutRecognition(disc, many);
  const std::string_view late[] = {"NSR03"};
  PutRecognition(disc, late, kRecognitionStart + 64);
  CHECK(ErrorOf(disc) == FormatErrorKind::kNoVolume);
}

TEST_CASE("an anchor that knows one sequence serves, and one that knows none is no anchor") {
  constexpr std::uint32_t kBytes = 16 * udf::kBlockSize;
  SparseDisc reserve = SmallDisc();
  for (const std::uint32_t lba : {256u, 512u})
    ForgeAnchor(reserve, lba, 0, kMainVds, kBytes, kReserveVds);
  CHECK(udf::ReadVolume(reserve, reserve.capacity()).main_vds.start_lba == kReserveVds);
  SparseDisc main = SmallDisc();
  for (const std::uint32_t lba : {256u, 512u})
    ForgeAnchor(main, lba, kBytes, kMainVds, kBytes, 1999);  // behind the end
  CHECK(udf::ReadVolume(main, main.capacity()).reserve_vds.start_lba == kMainVds);

  SparseDisc second = SmallDisc();
  ForgeAnchor(second, 256, 0, 0, kBytes, 5000);
  CHECK(udf::ReadVolume(second, second.capacity()).anchors == std::vector<std::uint32_t>{512});
  ForgeAnchor(second, 512, 0, 0, 0, 0);
  CHECK(ErrorOf(second) == FormatErrorKind::kNoVolume);
}

TEST_CASE("where the first anchor leads to no volume, the next one may") {
  SparseDisc disc = SmallDisc();
  ForgeAnchor(disc, 256, 16 * udf::kBlockSize, kFree, 16 * udf::kBlockSize, kFree);
  CHECK(udf::ReadVolume(disc, disc.capacity()).main_vds.start_lba == kMainVds);
  ForgeAnchor(disc, 512, 16 * udf::kBlockSize, kFree, 16 * udf::kBlockSize, kFree);
  CHECK(ErrorOf(disc) == FormatErrorKind::kCorrupt);
}

TEST_CASE("a volume whose integrity is told in a circle, or not at all, is still read") {
  SparseDisc circle = SmallDisc();
  Forge(circle, kIntegritySequence, [](std::span<std::byte> integrity) {
    udf::Put32(integrity, 32, udf::kBlockSize);  // the next extent (ECMA-167 3/10.10.4)
    udf::Put32(integrity, 36, kIntegritySequence);
  });
  CHECK(udf::ReadVolume(circle, circle.capacity()).integrity == udf::Integrity::kClosed);
  SparseDisc none = SmallDisc();
  ForgeSequences(none, kLogicalVolume,
                 [](std::span<std::byte> volume) { udf::Put32(volume, 432, 0); });
  const udf::Volume volume = udf::ReadVolume(none, none.capacity());
  CHECK(volume.integrity == udf::Integrity::kMissing);
  CHECK(volume.append_obstacle == udf::AppendObstacle::kNotClosed);
}

TEST_CASE("the blocks that may be read are counted from the first descriptor on") {
  SparseDisc disc = SmallDisc();
  std::uint64_t needed = 0;
  while (ErrorOf(disc, disc.capacity(), {.blocks_read = needed})) {
    CAPTURE(needed);
    REQUIRE(ErrorOf(disc, disc.capacity(), {.blocks_read = needed}) ==
            FormatErrorKind::kLimitExceeded);
    REQUIRE(++needed < 100);
  }
  CHECK(needed > 10);
}
