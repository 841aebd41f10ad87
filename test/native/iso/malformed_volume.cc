// Discs that nobody would write, and some that somebody has.
#include <doctest.h>

#include <functional>
#include <optional>

#include "read_disc.h"
#include "virtual/iso/directory_record.h"
#include "virtual/iso/fields.h"
#include "virtual/udf/byte_order.h"

using namespace virtual_drive;
using namespace virtual_drive::iso::test;
using iso::VolumeKind;
using udf::FormatErrorKind;

namespace {

// Blocks of the layout of SmallDisc, which has no Joliet: descriptors, path tables L and M, and the
// three directories.
constexpr std::uint32_t kPrimary = 16;
constexpr std::uint32_t kTerminator = 17;
constexpr std::uint32_t kRoot = 20;
constexpr std::uint32_t kDir = 21;
constexpr std::uint32_t kBelow = 22;
// Records of the root: itself, its parent, DIR, FILE.TXT;1.
constexpr std::size_t kDirRecord = 68;
constexpr std::size_t kFileRecord = 68 + 36;

struct SmallDisc {
  SparseDisc disc{2000};
  std::uint32_t end = 0;

  SmallDisc() {
    tree::Directory root;
    auto directory = AddDirectory(root, u"DIR");
    AddDirectory(*directory, u"BELOW");
    directory->Add(PatternFile(u"IN.TXT", 3000, 1));
    root.Add(PatternFile(u"FILE.TXT", 5000, 2));
    const iso::Image image(root, IsoOptions(false), {});
    Burn(disc, image);
    end = image.total_blocks();
  }

  // Nothing when the disc is read.
  std::optional<FormatErrorKind> Error(const udf::ReadLimits& limits = {}) {
    try {
      iso::ReadVolume(disc, end, VolumeKind::kPrimary, limits);
      return std::nullopt;
    } catch (const udf::FormatError& error) {
      return error.kind();
    }
  }
  iso::Volume Read() { return iso::ReadVolume(disc, end, VolumeKind::kPrimary); }

  void Change(std::uint32_t lba, const std::function<void(std::span<std::byte>)>& change) {
    BlockBytes block;
    disc.Read(lba, block);
    change(block);
    disc.Write(lba, block);
  }
  void Put(std::uint32_t lba, std::size_t at, std::uint8_t value) {
    Change(lba, [&](std::span<std::byte> block) { udf::Put8(block, at, value); });
  }
  void PutBoth(std::uint32_t lba, std::size_t at, std::uint32_t value) {
    Change(lba, [&](std::span<std::byte> block) { iso::PutBoth32(block, at, value); });
  }
};

}  // namespace

TEST_CASE("the small disc is laid out as these tests take it") {
  SmallDisc small;
  const iso::Volume volume = small.Read();
  CHECK(volume.root_lba == kRoot);
  CHECK(volume.directory_count == 2);
  CHECK(volume.file_count == 2);
  CHECK(tree::FindByPath(volume.root, u"DIR\\BELOW") != nullptr);
  BlockBytes root;
  small.disc.Read(kRoot, root);
  CHECK(udf::Get8(root, kDirRecord + 32) == 3);
  CHECK(iso::GetBoth32(root, kDirRecord + 2) == kDir);
  CHECK(udf::Get8(root, kFileRecord + 32) == 10);
}

TEST_CASE("a flipped bit in any block of ISO 9660 ends in a volume or in a FormatError") {
  SmallDisc small;
  std::size_t refused = 0;
  for (const std::uint32_t lba : {kPrimary, kTerminator, kRoot, kDir, kBelow}) {
    BlockBytes bytes;
    small.disc.Read(lba, bytes);
    for (std::size_t bit = 0; bit < 900 * 8; ++bit) {
      BlockBytes flipped = bytes;
      flipped[bit / 8] ^= std::byte{1} << (bit % 8);
      small.disc.Write(lba, flipped);
      if (small.Error()) ++refused;
    }
    small.disc.Write(lba, bytes);
  }
  CHECK(refused > 1000);
  CHECK_FALSE(small.Error());
}

TEST_CASE("an ISO 9660 disc that ends anywhere inside its files is refused") {
  SmallDisc small;
  std::uint32_t used = 0;
  for (const auto& [lba, bytes] : small.disc.blocks()) used = lba + 1;
  for (small.end = 0; small.end < used; ++small.end) {
    CAPTURE(small.end);
    CHECK(small.Error() ==
          (small.end <= kPrimary ? FormatErrorKind::kNoVolume : FormatErrorKind::kCorrupt));
  }
  CHECK_FALSE(small.Error());
}

TEST_CASE("a blank disc has no ISO 9660, and one without a primary descriptor neither") {
  SparseDisc blank;
  const auto error = [&](std::uint32_t start) {
    try {
      iso::ReadVolume(blank, blank.capacity(), VolumeKind::kPrimary, {}, start);
    } catch (const udf::FormatError& e) {
      return e.kind();
    }
    return FormatErrorKind::kCorrupt;
  };
  CHECK(error(0) == FormatErrorKind::kNoVolume);
  CHECK(error(blank.capacity() - 16) == FormatErrorKind::kNoVolume);
  CHECK(error(UINT32_MAX) == FormatErrorKind::kNoVolume);
  SmallDisc small;
  small.Put(kPrimary, 0, 3);  // a volume partition
  CHECK(small.Error() == FormatErrorKind::kNoVolume);
}

TEST_CASE("a set of descriptors that does not end is damaged") {
  SmallDisc small;
  small.Put(kTerminator, 1, 'X');
  CHECK(small.Error() == FormatErrorKind::kCorrupt);
  SmallDisc endless;
  BlockBytes primary;
  endless.disc.Read(kPrimary, primary);
  for (std::uint32_t lba = kTerminator; lba < 300; ++lba) endless.disc.Write(lba, primary);
  endless.end = 300;
  CHECK(endless.Error() == FormatErrorKind::kCorrupt);
}

TEST_CASE("numbers whose two halves differ are damage, in descriptors and in records") {
  for (const std::size_t at : {80u, 120u, 124u, 128u, 156u + 2, 156u + 10, 156u + 28}) {
    CAPTURE(at);
    SmallDisc small;
    small.Change(kPrimary, [&](std::span<std::byte> block) { block[at] ^= std::byte{0x40}; });
    CHECK(small.Error() == FormatErrorKind::kCorrupt);
  }
  for (const std::size_t record : {std::size_t{0}, std::size_t{34}, kDirRecord, kFileRecord}) {
    for (const std::size_t field : {2u, 10u, 28u}) {
      CAPTURE(record);
      CAPTURE(field);
      SmallDisc small;
      small.Change(kRoot,
                   [&](std::span<std::byte> block) { block[record + field] ^= std::byte{0x40}; });
      CHECK(small.Error() == FormatErrorKind::kCorrupt);
    }
  }
}

TEST_CASE("what ISO 9660 allows and nobody reads here is called unsupported") {
  SmallDisc blocks;
  blocks.Change(kPrimary, [](std::span<std::byte> b) { iso::PutBoth16(b, 128, 512); });
  CHECK(blocks.Error() == FormatErrorKind::kUnsupported);
  SmallDisc volume;
  volume.Change(kPrimary, [](std::span<std::byte> b) { iso::PutBoth16(b, 124, 2); });
  CHECK(volume.Error() == FormatErrorKind::kUnsupported);
  SmallDisc version;
  version.Put(kPrimary, 881, 2);
  CHECK(version.Error() == FormatErrorKind::kUnsupported);
}

TEST_CASE("a directory inside itself, shared, or overlapping another one is damaged") {
  for (const std::uint32_t lba : {kRoot, kDir, kBelow}) {
    SmallDisc loop;
    loop.PutBoth(kDir, kDirRecord + 2, lba);  // where BELOW lies
    if (lba == kBelow) {
      CHECK_FALSE(loop.Error());
    } else {
      CHECK(loop.Error() == FormatErrorKind::kCorrupt);
    }
  }
  SmallDisc overlap;
  overlap.PutBoth(kRoot, kDirRecord + 10, 2 * 2048);  // DIR reaches into BELOW
  CHECK(overlap.Error() == FormatErrorKind::kCorrupt);
}

TEST_CASE("a directory that is none, is empty, or lies behind the end is damaged") {
  SmallDisc none;
  none.PutBoth(kRoot, kDirRecord + 2, kBelow + 1);  // a file's data
  CHECK(none.Error() == FormatErrorKind::kCorrupt);
  SmallDisc moved;  // begins with a record of itself, but of another place
  moved.PutBoth(kDir, 2, kBelow);
  CHECK(moved.Error() == FormatErrorKind::kCorrupt);
  SmallDisc empty;
  empty.PutBoth(kRoot, kDirRecord + 10, 0);
  CHECK(empty.Error() == FormatErrorKind::kCorrupt);
  for (const std::uint32_t size : {0x7FFF'F800u, 0xFFFF'FFFFu}) {
    SmallDisc huge;
    huge.PutBoth(kRoot, kDirRecord + 10, size);
    CHECK(huge.Error() == FormatErrorKind::kCorrupt);
  }
  SmallDisc root;
  root.Put(kPrimary, 156 + 25, 0);
  CHECK(root.Error() == FormatErrorKind::kCorrupt);
  SmallDisc behind;
  behind.PutBoth(kPrimary, 156 + 2, 0xFFFF'FFFF);
  CHECK(behind.Error() == FormatErrorKind::kCorrupt);
}

TEST_CASE("a record that doesn't fit its sector or its identifier is damaged") {
  for (const std::uint8_t length : {1, 33, 34}) {
    SmallDisc small;
    small.Put(kRoot, kFileRecord, length);
    CHECK(small.Error() == FormatErrorKind::kCorrupt);
  }
  SmallDisc nameless;
  nameless.Put(kRoot, kFileRecord + 32, 0);
  CHECK(nameless.Error() == FormatErrorKind::kCorrupt);
  SmallDisc at_end;
  at_end.Put(kRoot, kFileRecord, 0);  // the last one: what isn't there isn't missed
  CHECK_FALSE(at_end.Error());
}

TEST_CASE("a file behind the end of the disc is damaged, and an empty one is nowhere") {
  SmallDisc behind;
  behind.PutBoth(kRoot, kFileRecord + 2, 0xFFFF'FFF0);
  CHECK(behind.Error() == FormatErrorKind::kCorrupt);
  behind.PutBoth(kRoot, kFileRecord + 10, 0);
  CHECK_FALSE(behind.Error());
  CHECK(tree::FindByPath(behind.Read().root, u"FILE.TXT") != nullptr);
  SmallDisc attributes;  // an extended attribute record before the data
  attributes.Put(kRoot, kFileRecord + 1, 1);
  const iso::Volume volume = attributes.Read();
  const auto& file = static_cast<const tree::File&>(*tree::FindByPath(volume.root, u"FILE.TXT"));
  BlockBytes root;
  attributes.disc.Read(kRoot, root);
  CHECK(std::get<tree::Imported>(file.content()).extents.front().lba ==
        *iso::GetBoth32(root, kFileRecord + 2) + 1);
}

TEST_CASE("a file that goes on and doesn't is damaged") {
  SmallDisc last;
  last.Put(kRoot, kFileRecord + 25, iso::kMultiExtentFlag);
  CHECK(last.Error() == FormatErrorKind::kCorrupt);
  SmallDisc other;  // another name follows
  other.Put(kDir, kDirRecord + 25, iso::kMultiExtentFlag);
  CHECK(other.Error() == FormatErrorKind::kCorrupt);
  SmallDisc directory;
  directory.Put(kRoot, kDirRecord + 25, iso::kDirectoryFlag | iso::kMultiExtentFlag);
  CHECK(directory.Error() == FormatErrorKind::kCorrupt);
  SmallDisc inside;  // two records of one name, of which the first ends inside a block
  inside.Change(kRoot, [](std::span<std::byte> block) {
    const auto record = block.subspan(kFileRecord, 44);
    std::ranges::copy(record, block.begin() + kFileRecord + 44);
    udf::Put8(block, kFileRecord + 25, iso::kMultiExtentFlag);
  });
  CHECK(inside.Error() == FormatErrorKind::kCorrupt);
}

TEST_CASE("what a new session would lose is left out, and says so") {
  SmallDisc associated;
  associated.Put(kRoot, kFileRecord + 25, iso::kAssociatedFlag);
  CHECK(associated.Read().append_obstacle == udf::AppendObstacle::kFileKinds);
  CHECK(associated.Read().file_count == 1);
  SmallDisc interleaved;
  interleaved.Put(kRoot, kFileRecord + 26, 1);
  CHECK(interleaved.Read().append_obstacle == udf::AppendObstacle::kFileKinds);
  SmallDisc twice;  // an older version
  twice.Change(kRoot, [](std::span<std::byte> block) {
    const auto record = block.subspan(kFileRecord, 44);
    std::ranges::copy(record, block.begin() + kFileRecord + 44);
    udf::Put8(block, kFileRecord + 33 + 9, '2');
  });
  CHECK(twice.Read().append_obstacle == udf::AppendObstacle::kNames);
  CHECK(twice.Read().file_count == 2);
  SmallDisc separator;
  separator.Put(kRoot, kFileRecord + 33, '/');
  CHECK(separator.Read().append_obstacle == udf::AppendObstacle::kNames);
}

TEST_CASE("more than the limits allow is refused as that") {
  SmallDisc small;
  CHECK(small.Error({.entries = 3}) == FormatErrorKind::kLimitExceeded);
  CHECK_FALSE(small.Error({.entries = 4}));
  CHECK(small.Error({.extents = 1}) == FormatErrorKind::kLimitExceeded);
  CHECK(small.Error({.blocks_read = 5}) == FormatErrorKind::kLimitExceeded);
  CHECK_FALSE(small.Error({.blocks_read = 6}));
}

TEST_CASE("a sector of ISO 9660 that can't be read is told from a damaged one") {
  for (const std::uint32_t lba : {kPrimary, kTerminator, kRoot, kDir, kBelow}) {
    SmallDisc small;
    small.disc.FailAt(lba);
    CHECK(small.Error() == FormatErrorKind::kReadFailed);
  }
}

TEST_CASE("a Joliet name that ends inside a character is damaged") {
  tree::Directory root;
  root.Add(PatternFile(u"name", 10, 1));
  SparseDisc disc;
  const iso::Image image(root, IsoOptions(true), {});
  Burn(disc, image);
  const iso::Volume volume = iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet);
  BlockBytes block;
  disc.Read(volume.root_lba, block);
  udf::Put8(block, 68 + 32, 11);
  disc.Write(volume.root_lba, block);
  CHECK_THROWS_AS(iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet),
                  udf::FormatError);
}
