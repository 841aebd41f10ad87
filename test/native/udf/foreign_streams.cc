// Stream directories as other writers record them, and as nobody should.
#include <doctest.h>

#include "forged_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

using Bytes = std::span<std::byte>;

// \dir\file has the streams "one" (3000 bytes) and "two" (10). Its stream directory with that one's
// data, and their entries, stand where SmallDisc has the root, and everything else behind them.
constexpr std::uint32_t kStreams = udf::test::kRoot;
constexpr std::uint32_t kStreamIdentifiers = kStreams + 1;
constexpr std::uint32_t kOne = kStreams + 2;
constexpr std::uint32_t kTwo = kStreams + 3;
constexpr std::uint32_t Behind(std::uint32_t lba) { return lba + 4; }
// Of an extended file entry (ECMA-167 4/14.17).
constexpr std::size_t kStreamDirectory = 152;

SparseDisc DiscWithStreams() {
  tree::Directory root;
  auto directory = AddDirectory(root, u"dir");
  AddDirectory(*directory, u"below");
  auto file = PatternFile(u"file", 3000, 1);
  auto streams = tree::Directory::OfStreams();
  streams->Add(PatternFile(u"one", 3000, 2));
  streams->Add(PatternFile(u"two", 10, 3));
  file->set_streams(streams);
  directory->Add(file);
  SparseDisc disc(2000);
  disc.Apply(udf::Session(root, nullptr, Options()));
  return disc;
}

const tree::File* StreamOf(const udf::Volume& volume, std::u16string_view name) {
  const auto& streams = FileOf(volume)->streams();
  return streams ? static_cast<const tree::File*>(streams->Find(name).get()) : nullptr;
}

template <typename Change>
std::optional<udf::FormatErrorKind> ErrorOfForged(std::uint32_t lba, Change change,
                                                  const udf::ReadLimits& limits = {}) {
  SparseDisc disc = DiscWithStreams();
  Forge(disc, lba, change);
  return ErrorOf(disc, disc.capacity(), limits);
}

auto PutStreamDirectory(std::uint32_t lba, std::uint16_t partition = 0) {
  return [=](Bytes entry) {
    udf::Put32(entry, kStreamDirectory, 2048);
    udf::Put32(entry, kStreamDirectory + 4, lba - kPartition);
    udf::Put16(entry, kStreamDirectory + 8, partition);
  };
}

constexpr auto kCorrupt = udf::FormatErrorKind::kCorrupt;

}  // namespace

TEST_CASE("streams may be embedded, or found by long descriptors, and are recorded so again") {
  SparseDisc disc = DiscWithStreams();
  Forge(disc, kTwo, [](Bytes entry) {
    udf::Put16(entry, kFlags, 0x2003);
    udf::Put64(entry, kSize, 5);
    PutText(entry, kDescriptors, "hello");
  });
  Forge(disc, kOne, [](Bytes entry) {
    const std::uint32_t block = udf::Get32(entry, kDescriptors + 4);
    udf::Put16(entry, kFlags, 0x2001);
    udf::Put32(entry, kDescriptorBytes, 16);
    udf::Put16(entry, 10, kDescriptors + 16 - 16);
    udf::Put32(entry, kDescriptors + 4, block);
    udf::Put32(entry, kDescriptors + 8, 0);
  });
  for (int session = 1; session < 4; ++session) {
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    REQUIRE(volume.appendable());
    REQUIRE(StreamOf(volume, u"one"));
    CHECK(BytesOf(disc, *StreamOf(volume, u"one")) == PatternBytes(3000, 2));
    REQUIRE(StreamOf(volume, u"two"));
    CHECK(BytesOf(disc, *StreamOf(volume, u"two")) == "hello");
    disc.Apply(udf::Session(*volume.root, &volume, Options()));
  }
}

TEST_CASE("what an identifier tells of a stream is kept") {
  SparseDisc disc = DiscWithStreams();
  ForgeIdentifier(disc, kStreamIdentifiers, "two", [](Bytes it) { udf::Put8(it, 18, 0x11); });
  for (int session = 1; session < 3; ++session) {
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    REQUIRE(StreamOf(volume, u"two"));
    CHECK(StreamOf(volume, u"two")->metadata());
    CHECK(StreamOf(volume, u"two")->hidden());
    CHECK_FALSE(StreamOf(volume, u"one")->metadata());
    disc.Apply(udf::Session(*volume.root, &volume, Options()));
  }
}

TEST_CASE("two names of one file have its streams both") {
  SparseDisc disc = DiscWithStreams();
  // \dir\below becomes a second name of \dir\file.
  ForgeIdentifier(disc, Behind(kDir) + 1, "below", [](Bytes it) {
    udf::Put8(it, 18, 0);
    udf::Put32(it, 24, Behind(kFile) - kPartition);
  });
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  CHECK(volume.file_count == 2);
  CHECK(StreamOf(volume, u"one"));
  const auto directory = volume.root->Find(u"dir");
  const auto other = static_cast<const tree::Directory&>(*directory).Find(u"below");
  REQUIRE(static_cast<const tree::File&>(*other).streams());
  CHECK(static_cast<const tree::File&>(*other).streams()->children().size() == 2);
}

TEST_CASE("nothing is appended where streams would be lost") {
  const auto obstacle = [](SparseDisc& disc) {
    return udf::ReadVolume(disc, disc.capacity()).append_obstacle;
  };
  SparseDisc of_directory = DiscWithStreams();
  Forge(of_directory, Behind(kBelow), PutStreamDirectory(kStreams));
  CHECK(obstacle(of_directory) == udf::AppendObstacle::kFileKinds);
  SparseDisc of_root = DiscWithStreams();
  Forge(of_root, Behind(kRoot), PutStreamDirectory(kStreams));
  CHECK(obstacle(of_root) == udf::AppendObstacle::kFileKinds);
  SparseDisc name = DiscWithStreams();
  ForgeIdentifier(name, kStreamIdentifiers, "two", [](Bytes it) { udf::Put8(it, 40, ':'); });
  CHECK(obstacle(name) == udf::AppendObstacle::kNames);
  SparseDisc twice = DiscWithStreams();
  ForgeIdentifier(twice, kStreamIdentifiers, "two", [](Bytes it) { PutText(it, 39, "ONE"); });
  CHECK(obstacle(twice) == udf::AppendObstacle::kNames);
  // An extended entry has no place in 1.02, where no session would record its streams.
  SparseDisc old = DiscWithStreams();
  ForgeSequences(old, kLogicalVolume, [](Bytes it) { udf::Put16(it, 240, 0x0102); });
  CHECK(obstacle(old) == udf::AppendObstacle::kFileKinds);
}

TEST_CASE("stream directories that lead nowhere, or round in a circle, are damage") {
  CHECK(ErrorOfForged(Behind(kFile), PutStreamDirectory(kStreams)) == std::nullopt);
  // Another partition, behind the end, a block of data, the file itself, a directory, one that the
  // file is in, and one of its streams.
  CHECK(ErrorOfForged(Behind(kFile), PutStreamDirectory(kStreams, 1)) == kCorrupt);
  for (const std::uint32_t lba : {kPartition + 0x7FFFFFFFu, kStreamIdentifiers, Behind(kFile),
                                  Behind(kBelow), Behind(kDir), kOne, kFree}) {
    CAPTURE(lba);
    CHECK(ErrorOfForged(Behind(kFile), PutStreamDirectory(lba)) == kCorrupt);
  }
  // Streams of a stream, and of a stream directory.
  for (const std::uint32_t of : {kOne, kStreams}) {
    CHECK(ErrorOfForged(of, PutStreamDirectory(kStreams)) == kCorrupt);
    CHECK(ErrorOfForged(of, PutStreamDirectory(kFree)) == kCorrupt);
  }
  CHECK(ErrorOfForged(kStreams, [](Bytes entry) { udf::Put8(entry, 27, 4); }) == kCorrupt);
  CHECK(ErrorOfForged(kStreams, [](Bytes entry) { udf::Put64(entry, kSize, 41); }) == kCorrupt);
  CHECK(ErrorOfForged(kOne, [](Bytes entry) { udf::Put8(entry, 27, 12); }) == kCorrupt);
  CHECK(ErrorOfForged(kOne, [](Bytes entry) { udf::Put8(entry, 27, 13); }) == kCorrupt);

  const auto forged_identifier = [](auto change) {
    SparseDisc disc = DiscWithStreams();
    ForgeIdentifier(disc, kStreamIdentifiers, "one", change);
    return ErrorOf(disc, disc.capacity());
  };
  CHECK(forged_identifier([](Bytes it) { udf::Put8(it, 18, 2); }) == kCorrupt);
  CHECK(forged_identifier([](Bytes it) { udf::Put16(it, 28, 1); }) == kCorrupt);
  for (const std::uint32_t lba : {kStreams, Behind(kDir), Behind(kFile)})
    CHECK(forged_identifier([&](Bytes it) { udf::Put32(it, 24, lba - kPartition); }) == kCorrupt);
  // A deleted one is passed over.
  CHECK(forged_identifier([](Bytes it) { udf::Put8(it, 18, 4); }) == std::nullopt);
}

TEST_CASE("what streams may cost is limited, however often a file has a name") {
  const auto nothing = [](Bytes) {};
  udf::ReadLimits limits;
  limits.entries = 5;  // dir, below, file, and its two streams
  CHECK(ErrorOfForged(Behind(kFile), nothing, limits) == std::nullopt);
  limits.entries = 4;
  CHECK(ErrorOfForged(Behind(kFile), nothing, limits) == udf::FormatErrorKind::kLimitExceeded);
  limits = {};
  limits.extents = 4;
  CHECK(ErrorOfForged(Behind(kFile), nothing, limits) == udf::FormatErrorKind::kLimitExceeded);
  limits = {};
  limits.embedded_bytes = 4;
  CHECK(ErrorOfForged(
            kTwo,
            [](Bytes entry) {
              udf::Put16(entry, kFlags, 0x2003);
              udf::Put64(entry, kSize, 5);
            },
            limits) == udf::FormatErrorKind::kLimitExceeded);
}
