// What the reader makes of what the writer recorded, session after session.
#include <doctest.h>

#include <set>

#include "read_disc.h"
#include "virtual/iso/errors.h"
#include "virtual/udf/byte_order.h"

using namespace virtual_drive;
using namespace virtual_drive::iso::test;
using iso::VolumeKind;

namespace {

std::multiset<std::string> ContentsOf(const Files& files) {
  std::multiset<std::string> contents;
  for (const auto& [path, content] : files) contents.insert(content);
  return contents;
}

iso::Image::Layout At(std::uint32_t session_start) {
  iso::Image::Layout layout;
  layout.session_start = session_start;
  return layout;
}

// A tree of one file that lies on the disc in these pieces.
std::shared_ptr<tree::Directory> TreeOf(std::vector<tree::DiscExtent> extents) {
  auto root = std::make_shared<tree::Directory>();
  root->Add(std::make_shared<tree::File>(u"pieces.bin", tree::Imported{std::move(extents)}));
  return root;
}

const tree::File& OnlyFile(const iso::Volume& volume) {
  return static_cast<const tree::File&>(**volume.root->children().begin());
}

}  // namespace

TEST_CASE("who listens to the reading is told how many directories the path table has") {
  tree::Directory root;
  const std::size_t files = FillTree(root).size();
  SparseDisc disc;
  const iso::Image image(root, IsoOptions(true), {16, 0, 0});
  Burn(disc, image);
  const std::uint32_t end = image.total_blocks();
  for (const VolumeKind kind : {VolumeKind::kPrimary, VolumeKind::kJoliet}) {
    // Everything is told, with `total` directories.
    const auto require = [&](std::int64_t total) {
      std::size_t told = 0;
      std::uint64_t directories_read = 0;
      std::uint64_t files_read = 0;
      iso::ReadVolume(disc, end, kind, {}, 0, [&](const tree::Reading& reading) {
        ++told;
        CHECK(reading.all_directories == total);
        CHECK(reading.all_files == -1);
        directories_read = reading.directories;
        files_read = reading.files;
      });
      CHECK(told == files + 11);
      CHECK(directories_read == 10);
      CHECK(files_read == files);
    };
    require(10);

    const std::uint32_t descriptor = kind == VolumeKind::kPrimary ? 16 : 17;
    udf::test::BlockBytes good;
    disc.Read(descriptor, good);
    // Damage to it is no reason not to read the disc.
    const std::uint32_t elsewhere[] = {end, 0x7FFFFFFF, 0xFFFFFFFF};
    for (const std::uint32_t lba : elsewhere) {
      udf::test::BlockBytes moved = good;
      udf::Put32(moved, 140, lba);
      disc.Write(descriptor, moved);
      require(-1);
    }
    disc.Write(descriptor, good);
    disc.Write(udf::Get32(good, 140), udf::test::BlockBytes{});
    require(-1);
  }
}

TEST_CASE("Joliet gives back every name, content, time and flag that was recorded") {
  for (const std::uint32_t unit : {16u, 32u}) {
    tree::Directory root;
    const Files files = FillTree(root);
    root.Find(u"many")->set_hidden(true);
    root.Find(u"size1.bin")->set_hidden(true);
    SparseDisc disc;
    const iso::Image image(root, IsoOptions(true), {unit, 0, 0});
    Burn(disc, image);
    const iso::Volume volume = iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet);
    CHECK(FilesOf(disc, volume) == files);
    CHECK(volume.name == u"Test disc");
    CHECK(volume.file_count == files.size());
    CHECK(volume.directory_count == 10);
    CHECK(volume.append_obstacle == udf::AppendObstacle::kNone);
    CHECK(volume.descriptors == udf::BlockRange{16, 18});
    CHECK(volume.root->Find(u"many")->hidden());
    CHECK(volume.root->Find(u"size1.bin")->hidden());
    CHECK_FALSE(volume.root->Find(u"size0.bin")->hidden());
    // ISO 9660 keeps whole seconds.
    const auto second = std::chrono::floor<std::chrono::seconds>(kTime);
    CHECK(volume.root->Find(u"size1.bin")->times() == tree::Times{second, second, second});
  }
}

TEST_CASE("ISO 9660's own hierarchy gives back the contents, under the names that it has") {
  for (const int level : {1, 2}) {
    tree::Directory root;
    const Files files = FillTree(root);
    SparseDisc disc;
    const iso::Image image(root, IsoOptions(true, level), {});
    Burn(disc, image);
    const iso::Volume volume = iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kPrimary);
    CHECK(volume.name == u"TEST_DISC");
    CHECK(volume.has_long_names == (level == 2));
    const Files found = FilesOf(disc, volume);
    CHECK(ContentsOf(found) == ContentsOf(files));
    CHECK(found.contains(u"SIZE2048.BIN"));
    CHECK(found.contains(u"C/D/E/F/G/H/I/DEEP.TXT"));
    // Without the dot that only says that there is no extension.
    CHECK(found.contains(level == 1 ? u"NAMES_AN/NO_EXTEN" : u"NAMES_AND_SCRIPTS/NO_EXTENSION"));
  }
}

TEST_CASE("names that end with dots are kept in Joliet, and are never those of the tree itself") {
  tree::Directory root;
  Files files;
  for (const std::u16string& name : {std::u16string(u"..."), std::u16string(u"end."),
                                     std::u16string(u"end"), std::u16string(70, u'.')}) {
    root.Add(PatternFile(name, 10, static_cast<std::uint32_t>(name.size())));
    files[name.substr(0, 64)] = PatternBytes(10, static_cast<std::uint32_t>(name.size()));
  }
  SparseDisc disc;
  const iso::Image image(root, IsoOptions(true), {});
  Burn(disc, image);
  const std::uint32_t end = image.total_blocks();
  CHECK(FilesOf(disc, iso::ReadVolume(disc, end, VolumeKind::kJoliet)) == files);
  CHECK(iso::ReadVolume(disc, end, VolumeKind::kPrimary).file_count == 4);
}

TEST_CASE("a disc without Joliet has none, and its own names") {
  tree::Directory root;
  FillTree(root);
  SparseDisc disc;
  const iso::Image image(root, IsoOptions(false), {});
  Burn(disc, image);
  CHECK(iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kPrimary).file_count > 100);
  try {
    iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet);
    FAIL("it was read");
  } catch (const udf::FormatError& error) {
    CHECK(error.kind() == udf::FormatErrorKind::kNoVolume);
  }
}

TEST_CASE("a session behind another shows old and new files, and leaves the old ones in place") {
  tree::Directory first;
  Files files = FillTree(first);
  SparseDisc disc;
  const iso::Image image(first, IsoOptions(true), {});
  Burn(disc, image);
  const SparseDisc before(disc);

  std::uint32_t start = 0;
  std::uint32_t end = image.total_blocks();
  // As far apart as a CD's sessions are, and not on a write unit.
  for (std::uint32_t round = 1; round <= 3; ++round) {
    const iso::Volume old = iso::ReadVolume(disc, end, VolumeKind::kJoliet, {}, start);
    tree::Directory& root = *old.root;
    const std::u16string name = u"added " + std::u16string(1, static_cast<char16_t>('0' + round));
    root.Add(PatternFile(name, 5000, 90 + round));
    files[name] = PatternBytes(5000, 90 + round);
    root.Replace(PatternFile(u"size1.bin", 3000 + round, round));
    files[u"size1.bin"] = PatternBytes(3000 + round, round);
    start = end + 11'405;
    const iso::Image session(root, IsoOptions(true), At(start));
    end = session.total_blocks();
    CHECK(session.image_start() == start);
    CHECK((end - start) % 16 == 0);
    CHECK(session.modified_ranges() == std::vector<udf::BlockRange>{{start, end - 1}});
    CHECK(session.progress_items().front().first_block == 0);
    CHECK(session.progress_items().back().last_block == end - start - 1);
    Burn(disc, session);
    const iso::Volume now = iso::ReadVolume(disc, end, VolumeKind::kJoliet, {}, start);
    CHECK(FilesOf(disc, now) == files);
    CHECK(now.descriptors.start_lba == start + 16);
    const Files by_primary =
        FilesOf(disc, iso::ReadVolume(disc, end, VolumeKind::kPrimary, {}, start));
    CHECK(ContentsOf(by_primary) == ContentsOf(files));
  }
  for (const auto& [lba, bytes] : before.blocks()) CHECK(disc.blocks().at(lba) == bytes);
  CHECK(iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet).file_count > 100);
}

TEST_CASE("a file in pieces has a section for each, in a directory of any length") {
  std::vector<tree::DiscExtent> extents;
  // More records than one sector of the directory holds.
  for (std::uint32_t i = 0; i < 120; ++i) extents.push_back({100 + 3 * i, 2048, true});
  extents.push_back({700, 777, true});
  const auto root = TreeOf(extents);
  SparseDisc disc;
  const iso::Image image(*root, IsoOptions(true), At(1000));
  Burn(disc, image);
  for (const VolumeKind kind : {VolumeKind::kPrimary, VolumeKind::kJoliet}) {
    const iso::Volume volume = iso::ReadVolume(disc, image.total_blocks(), kind, {}, 1000);
    REQUIRE(volume.file_count == 1);
    const auto& content = OnlyFile(volume).content();
    CHECK(std::get<tree::Imported>(content).extents == extents);
  }
}

TEST_CASE("an old file of more than a record counts is kept, in sections that are one extent") {
  const std::vector<tree::DiscExtent> extents{{50, 10'000'000'001, true}};
  const auto root = TreeOf(extents);
  SparseDisc disc(6'000'000);
  const iso::Image image(*root, IsoOptions(true), At(5'000'000));
  Burn(disc, image);
  const iso::Volume volume =
      iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet, {}, 5'000'000);
  CHECK(std::get<tree::Imported>(OnlyFile(volume).content()).extents == extents);
}

TEST_CASE("old files that don't lie before the session, or not in sections, are refused") {
  const auto refused = [](const tree::Directory& root, std::uint32_t start) {
    try {
      const iso::Image image(root, IsoOptions(true), At(start));
      return false;
    } catch (const iso::LimitError& error) {
      return error.kind() == iso::LimitKind::kBadContent && error.path() == u"\\pieces.bin";
    }
  };
  CHECK_FALSE(refused(*TreeOf({{50, 2049, true}}), 52));
  CHECK(refused(*TreeOf({{50, 2049, true}}), 51));
  CHECK(refused(*TreeOf({{50, 2048, true}}), 0));
  CHECK(refused(*TreeOf({{50, 2048, true}, {0, 10, false}}), 100));
  tree::Directory embedded;
  embedded.Add(std::make_shared<tree::File>(u"pieces.bin", tree::Embedded{{std::byte{1}}}));
  CHECK(refused(embedded, 100));
}

TEST_CASE("a session that doesn't fit says what is free behind the old ones") {
  tree::Directory root;
  root.Add(PatternFile(u"large.bin", 2048 * 100, 1));
  iso::Image::Layout layout = At(1000);
  layout.capacity_blocks = 1050;
  try {
    const iso::Image image(root, IsoOptions(true), layout);
    FAIL("it was laid out");
  } catch (const iso::LimitError& error) {
    CHECK(error.kind() == iso::LimitKind::kNotEnoughRoom);
    CHECK(error.free_blocks() == 50);
    CHECK(error.needed_blocks() > 100);
    CHECK(error.needed_blocks() < 200);
  }
}
