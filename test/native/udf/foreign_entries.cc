// Files as other writers record them: allowed by ECMA-167 and UDF, and not what Session writes.
#include <doctest.h>

#include "forged_disc.h"
#include "virtual/udf/timestamp.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

using Bytes = std::span<std::byte>;

// A disc whose \dir\file was changed, and what is read of it.
template <typename Change>
udf::Volume ReadChanged(SparseDisc& disc, Change change) {
  Forge(disc, kFile, change);
  return udf::ReadVolume(disc, disc.capacity());
}

// The tag of an entry covers its descriptors, so more of them have to be counted in.
void PutDescriptors(Bytes entry, std::uint32_t bytes) {
  udf::Put32(entry, kDescriptorBytes, bytes);
  udf::Put16(entry, 10, static_cast<std::uint16_t>(kDescriptors + bytes - 16));
}

// The File Times attribute of a file entry (ECMA-167 4/14.10.5), behind the header of 24 bytes.
constexpr std::size_t kAttribute = 176 + 24;

}  // namespace

TEST_CASE("long allocation descriptors name the only partition there is, or are refused") {
  SparseDisc disc = SmallDisc();
  const std::uint32_t data = DataOfFile(disc);
  const auto put = [&](std::uint16_t partition) {
    return [=](Bytes entry) {
      PutDescriptors(entry, 16);
      udf::Put16(entry, kFlags, 1);
      udf::Put32(entry, kDescriptors, 3000);
      udf::Put32(entry, kDescriptors + 4, data - kPartition);
      udf::Put16(entry, kDescriptors + 8, partition);
    };
  };
  const udf::Volume volume = ReadChanged(disc, put(0));
  CHECK(BytesOf(disc, *FileOf(volume)) == PatternBytes(3000, 1));
  CHECK_THROWS_AS(ReadChanged(disc, put(1)), udf::FormatError);
  // Of an extent that was never allocated the place says nothing.
  const udf::Volume hole = ReadChanged(disc, [&](Bytes entry) {
    put(7)(entry);
    udf::Put32(entry, kDescriptors, 2u << 30 | 3000);
  });
  CHECK(BytesOf(disc, *FileOf(hole)) == std::string(3000, '\0'));
}

TEST_CASE("holes in a row are one, whether their blocks were allocated or not") {
  SparseDisc disc = SmallDisc();
  const std::uint32_t data = DataOfFile(disc);
  const udf::Volume volume = ReadChanged(disc, [&](Bytes entry) {
    PutDescriptors(entry, 4 * 8);
    udf::Put64(entry, kSize, 4 * 2048);
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint32_t type = i == 3 ? 0 : i == 0 ? 1 : 2;
      udf::Put32(entry, kDescriptors + 8 * i, type << 30 | 2048);
      udf::Put32(entry, kDescriptors + 8 * i + 4, data - kPartition);
    }
  });
  CHECK(std::get<tree::Imported>(FileOf(volume)->content()).extents ==
        std::vector<tree::DiscExtent>{{0, 3 * 2048, false}, {data, 2048, true}});
}

TEST_CASE("a small file may stand in its own entry, and an empty one as well") {
  SparseDisc disc = SmallDisc();
  const udf::Volume volume = ReadChanged(disc, [](Bytes entry) {
    udf::Put16(entry, kFlags, 3);
    udf::Put64(entry, kSize, 5);
    PutText(entry, kDescriptors, "hello");
  });
  CHECK(BytesOf(disc, *FileOf(volume)) == "hello");
  const udf::Volume empty = ReadChanged(disc, [](Bytes entry) { udf::Put64(entry, kSize, 0); });
  CHECK(FileOf(empty)->size() == 0);
  CHECK(std::holds_alternative<std::monostate>(FileOf(empty)->content()));
}

TEST_CASE("a directory in pieces is read on where it goes on, and so is an embedded one") {
  SparseDisc pieces = SmallDisc();
  BlockBytes data;
  pieces.Read(kDir + 1, data);
  // The parent and \dir\below, 84 bytes, where they were; \dir\file, 44, in another block. An
  // extent ends with a block, so the first is filled up by a deleted identifier.
  BlockBytes first{};
  std::copy_n(data.begin(), 84, first.begin());
  constexpr std::size_t kFiller = udf::kBlockSize - 84;
  const auto filler = std::span(first).subspan(84, kFiller);
  udf::Put16(filler, 16, 1);
  udf::Put8(filler, 18, 0x04);
  udf::Put16(filler, 36, static_cast<std::uint16_t>(kFiller - 38));  // implementation use
  udf::SealTag(filler, udf::TagId::kFileIdentifier, 0x0201, kDir + 1 - kPartition);
  pieces.Write(kDir + 1, first);
  const std::uint32_t second = DataOfFile(pieces) + 2;
  BlockBytes rest{};
  std::copy_n(data.begin() + 84, 44, rest.begin());
  udf::SealTag(std::span(rest).first(44), udf::TagId::kFileIdentifier, 0x0201, second - kPartition);
  pieces.Write(second, rest);
  Forge(pieces, kDir, [&](Bytes entry) {
    PutDescriptors(entry, 16);
    udf::Put64(entry, kSize, 2048 + 44);
    udf::Put32(entry, kDescriptors, 2048);
    udf::Put32(entry, kDescriptors + 8, 44);
    udf::Put32(entry, kDescriptors + 12, second - kPartition);
  });
  const udf::Volume volume = udf::ReadVolume(pieces, pieces.capacity());
  CHECK(BytesOf(pieces, *FileOf(volume)) == PatternBytes(3000, 1));
  CHECK(volume.directory_count == 2);

  SparseDisc embedded = SmallDisc();
  embedded.Read(kDir + 1, data);
  // Its identifiers are now in the entry's block, which their tags have to say.
  for (const auto& [bp, size] : {std::pair{0, 40}, {40, 44}, {84, 44}}) {
    const auto identifier =
        std::span(data).subspan(static_cast<std::size_t>(bp), static_cast<std::size_t>(size));
    udf::SealTag(identifier, udf::TagId::kFileIdentifier, 0x0201, kDir - kPartition);
  }
  Forge(embedded, kDir, [&](Bytes entry) {
    PutDescriptors(entry, 128);
    udf::Put16(entry, kFlags, 3);
    std::copy_n(data.begin(), 128, entry.begin() + kDescriptors);
  });
  const udf::Volume read = udf::ReadVolume(embedded, embedded.capacity());
  CHECK(BytesOf(embedded, *FileOf(read)) == PatternBytes(3000, 1));
}

TEST_CASE("files of an unspecified kind and real-time files are files like others") {
  for (const std::uint8_t type : {0, 5, 249}) {
    SparseDisc disc = SmallDisc();
    const udf::Volume volume = ReadChanged(disc, [&](Bytes entry) { udf::Put8(entry, 27, type); });
    CHECK(BytesOf(disc, *FileOf(volume)) == PatternBytes(3000, 1));
    CHECK(volume.appendable());
  }
}

TEST_CASE("what a tree can't hold is left out, and nothing is appended behind it") {
  const auto obstacle = [](SparseDisc& disc, bool left_out) {
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    CHECK((FileOf(volume) == nullptr) == left_out);
    CHECK_THROWS_WITH_AS(udf::Session(*volume.root, &volume, Options()),
                         udf::Describe(volume.append_obstacle), udf::SessionError);
    return volume.append_obstacle;
  };
  SparseDisc link = SmallDisc();
  Forge(link, kFile, [](Bytes entry) { udf::Put8(entry, 27, 12); });  // ECMA-167 4/14.6.6
  CHECK(obstacle(link, true) == udf::AppendObstacle::kFileKinds);
  SparseDisc streams = SmallDisc();
  Forge(streams, kBelow, [](Bytes entry) { udf::Put32(entry, 152, 2048); });
  CHECK(obstacle(streams, false) == udf::AppendObstacle::kFileKinds);
  SparseDisc separator = SmallDisc();
  ForgeIdentifier(separator, kDir + 1, "file", [](Bytes it) { udf::Put8(it, 40, '/'); });
  CHECK(obstacle(separator, true) == udf::AppendObstacle::kNames);
  SparseDisc twice = SmallDisc();
  ForgeIdentifier(twice, kDir + 1, "file", [](Bytes it) {
    udf::Put8(it, 19, 6);  // one byte longer, which the padding has room for
    PutText(it, 39, "BELOW");
  });
  CHECK(obstacle(twice, true) == udf::AppendObstacle::kNames);
}

TEST_CASE("of two obstacles the one that was met first is told") {
  SparseDisc disc = SmallDisc();
  Forge(disc, kIntegritySequence, [](Bytes integrity) { udf::Put32(integrity, 28, 0); });
  Forge(disc, kFile, [](Bytes entry) { udf::Put8(entry, 27, 12); });
  CHECK(udf::ReadVolume(disc, disc.capacity()).append_obstacle == udf::AppendObstacle::kNotClosed);
}

TEST_CASE("a file entry has its time of creation in an attribute, or the one of modification") {
  const auto created = [](auto change) {
    SparseDisc disc = SmallDisc(0x0102);
    Forge(disc, kFile, [&](Bytes entry) {
      udf::PutTimestamp(entry, 84, tree::Time{std::chrono::hours{48}});
      udf::PutTimestamp(entry, kAttribute + 20, tree::Time{std::chrono::hours{24}});
      change(entry.subspan(kAttribute, 32));
    });
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    return std::chrono::duration_cast<std::chrono::hours>(
               FileOf(volume)->times().creation.time_since_epoch())
        .count();
  };
  CHECK(created([](Bytes) {}) == 24);
  CHECK(created([](Bytes it) { udf::Put32(it, 0, 6); }) == 48);   // device specification
  CHECK(created([](Bytes it) { udf::Put32(it, 16, 2); }) == 48);  // another time: of deletion
  CHECK(created([](Bytes it) { udf::Put32(it, 8, 31); }) == 48);  // too short for a time
  CHECK(created([](Bytes it) { udf::Put32(it, 8, 33); }) == 48);  // longer than all of them
  CHECK(created([](Bytes it) { udf::Put32(it, 8, 11); }) == 48);  // shorter than its own head
}
