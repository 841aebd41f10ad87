#include <doctest.h>

#include <stdexcept>

#include "sources.h"
#include "sparse_disc.h"
#include "virtual/tree/path.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

constexpr std::uint16_t kRevisions[] = {0x0102, 0x0201};
constexpr std::uint32_t kWriteUnits[] = {16, 32};

tree::Time At(std::int64_t microseconds) {
  return tree::Time{std::chrono::microseconds{microseconds}};
}

}  // namespace

TEST_CASE(
    "a blank disc gives back names, contents, times and the hidden flag, in each revision and "
    "write unit") {
  for (const auto revision : kRevisions) {
    for (const auto unit : kWriteUnits) {
      CAPTURE(revision);
      CAPTURE(unit);
      auto root = std::make_shared<tree::Directory>();
      auto directory = AddDirectory(*root, u"Ordner \u00fc");
      auto file = PatternFile(u"\u65e5\u672c\u8a9e.bin", 123'457, 7);
      file->set_times({At(1'600'000'000'123'456), At(-86'400'000'000), At(4'000'000'000'999'999)});
      file->set_hidden(true);
      directory->Add(file);
      directory->set_hidden(true);
      root->Add(std::make_shared<tree::File>(u"empty"));
      root->Add(PatternFile(u"one block", 2048, 8));

      const udf::Session session(*root, nullptr, Options(revision, unit));
      CHECK(session.total_blocks() % unit == 0);
      SparseDisc disc;
      disc.Apply(session);
      const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());

      CHECK(volume.revision == revision);
      CHECK(volume.name == u"TEST_DISC");
      CHECK(volume.appendable());
      CHECK(volume.integrity == udf::Integrity::kClosed);
      CHECK(volume.partition_access == udf::PartitionAccess::kReadOnly);
      CHECK(volume.end_of_used_blocks == session.total_blocks());
      CHECK(volume.anchors == std::vector<std::uint32_t>{256, 512});
      CHECK(volume.file_count == 3);
      CHECK(volume.directory_count == 1);
      CHECK(volume.recorded == Options().recording_time);

      const auto found = tree::FindByPath(volume.root, u"ordner \u00dc\\\u65e5\u672c\u8a9e.BIN");
      REQUIRE(found);
      CHECK(found->hidden());
      CHECK(found->parent()->hidden());
      CHECK(found->times() == file->times());
      const auto& read = static_cast<const tree::File&>(*found);
      CHECK(read.size() == 123'457);
      CHECK(BytesOf(disc, read) == PatternBytes(123'457, 7));
      CHECK(static_cast<const tree::File&>(*volume.root->Find(u"empty")).size() == 0);
      CHECK_FALSE(volume.root->Find(u"empty")->hidden());
    }
  }
}

TEST_CASE("a real-time file is one from revision 2.01 on") {
  for (const auto revision : kRevisions) {
    tree::Directory root;
    auto film = PatternFile(u"film", 5000, 1);
    film->set_real_time(true);
    root.Add(film);
    root.Add(PatternFile(u"text", 5000, 2));
    SparseDisc disc;
    disc.Apply(udf::Session(root, nullptr, Options(revision, 16)));
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    CHECK(volume.appendable());
    const auto real_time = [&](std::u16string_view name) {
      return static_cast<const tree::File&>(*volume.root->Find(name)).real_time();
    };
    CHECK(real_time(u"film") == (revision >= 0x201));
    CHECK_FALSE(real_time(u"text"));
  }
}

TEST_CASE("who listens to the reading is told how far it is, and what is thrown there ends it") {
  tree::Directory root;
  auto folder = AddDirectory(root, u"folder");
  folder->Add(PatternFile(u"inside", 5, 1));
  root.Add(PatternFile(u"a", 5, 1));
  SparseDisc disc;
  disc.Apply(udf::Session(root, nullptr, Options(0x201, 16)));
  std::vector<std::u16string> told;
  std::size_t most = 100;
  const auto listen = [&](const tree::Reading& reading) {
    if (told.size() == most) throw std::runtime_error("enough");
    CHECK(reading.all_directories == 1);
    CHECK(reading.all_files == 2);
    const auto digit = [](std::uint64_t value) { return static_cast<char16_t>(u'0' + value); };
    told.push_back(tree::PathOf(reading.at) + u' ' + digit(reading.directories) +
                   digit(reading.files));
  };
  udf::ReadVolume(disc, disc.capacity(), {}, 0, listen);
  CHECK(told ==
        std::vector<std::u16string>{u"\\ 00", u"\\a 01", u"\\folder 01", u"\\folder\\inside 12"});
  told.clear();
  most = 2;
  CHECK_THROWS_WITH(udf::ReadVolume(disc, disc.capacity(), {}, 0, listen), "enough");
  CHECK(told.size() == 2);
}

TEST_CASE("names of the greatest length survive, in directories that split them over blocks") {
  for (const auto revision : kRevisions) {
    auto root = std::make_shared<tree::Directory>();
    for (int i = 0; i < 100; ++i) {
      std::u16string narrow(254, u'n');
      std::u16string wide(127, u'\u4e2d');
      for (std::u16string* name : {&narrow, &wide}) {
        (*name)[0] = static_cast<char16_t>(u'0' + i / 10);
        (*name)[1] = static_cast<char16_t>(u'0' + i % 10);
        root->Add(PatternFile(*name, 10, static_cast<std::uint32_t>(i)));
      }
    }
    SparseDisc disc;
    disc.Apply(udf::Session(*root, nullptr, Options(revision)));
    const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    REQUIRE(volume.root->children().size() == 200);
    auto expected = root->children().begin();
    for (const auto& child : volume.root->children()) CHECK(child->name() == (*expected++)->name());
  }
}

TEST_CASE("embedded bytes, holes and hundreds of extents survive being recorded again") {
  for (const auto revision : kRevisions) {
    CAPTURE(revision);
    tree::Directory root;
    root.Add(PatternFile(u"data", 4'000'000, 5));
    SparseDisc disc;
    disc.Apply(udf::Session(root, nullptr, Options(revision)));
    udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    const auto& data = static_cast<const tree::File&>(*volume.root->Find(u"data"));
    const std::uint32_t lba = std::get<tree::Imported>(data.content()).extents.at(0).lba;

    // Every other block, so that nothing can be joined: 900 descriptors, more than a file entry and
    // two allocation extents hold.
    tree::Imported fragments;
    for (std::uint32_t i = 0; i < 900; ++i) fragments.extents.push_back({lba + 2 * i, 2048, true});
    fragments.extents.push_back({0, 5000 * 2048ull, false});
    fragments.extents.push_back({lba, 100, true});
    volume.root->Add(std::make_shared<tree::File>(u"fragments", fragments));
    const std::string text(1872, 'x');
    const auto bytes = std::as_bytes(std::span(text));
    volume.root->Add(
        std::make_shared<tree::File>(u"embedded", tree::Embedded{{bytes.begin(), bytes.end()}}));
    disc.Apply(udf::Session(*volume.root, &volume, Options(revision)));

    const udf::Volume again = udf::ReadVolume(disc, disc.capacity());
    const auto& read = static_cast<const tree::File&>(*again.root->Find(u"fragments"));
    CHECK(std::get<tree::Imported>(read.content()).extents == fragments.extents);
    CHECK(BytesOf(disc, static_cast<const tree::File&>(*again.root->Find(u"embedded"))) == text);
  }
}

TEST_CASE("what can't be recorded is refused with its kind") {
  const auto kind_of = [](const tree::Directory& root, const udf::Volume* previous,
                          udf::SessionOptions options) {
    try {
      udf::Session(root, previous, options);
    } catch (const udf::SessionError& error) {
      return error.kind();
    }
    FAIL("nothing was thrown");
    return udf::SessionErrorKind{};
  };
  tree::Directory root;
  auto options = Options();
  options.write_unit = 8;
  CHECK(kind_of(root, nullptr, options) == udf::SessionErrorKind::kBadOption);
  options = Options(0x0250);
  CHECK(kind_of(root, nullptr, options) == udf::SessionErrorKind::kBadOption);
  options = Options();
  options.volume_name.assign(127, u'v');
  CHECK(kind_of(root, nullptr, options) == udf::SessionErrorKind::kBadOption);
  options.volume_name.clear();
  CHECK(kind_of(root, nullptr, options) == udf::SessionErrorKind::kBadOption);
  udf::Volume older;
  older.revision = 0x0102;
  CHECK(kind_of(root, &older, Options(0x0201)) == udf::SessionErrorKind::kBadOption);
  udf::Volume rewritable;
  rewritable.append_obstacle = udf::AppendObstacle::kPartitionNotReadOnly;
  CHECK(kind_of(root, &rewritable, Options()) == udf::SessionErrorKind::kNotAppendable);
  root.Add(std::make_shared<tree::File>(u"stray", tree::Imported{{{600, 2048, true}}}));
  CHECK(kind_of(root, nullptr, Options()) == udf::SessionErrorKind::kBadOption);
}

TEST_CASE("imported files are where the previous volume has files, or are refused") {
  tree::Directory empty;
  SparseDisc disc;
  disc.Apply(udf::Session(empty, nullptr, Options()));
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  const std::uint32_t end = volume.end_of_used_blocks;
  const auto record = [&](std::uint32_t lba, std::uint64_t bytes) {
    tree::Directory root;
    root.Add(std::make_shared<tree::File>(u"file", tree::Imported{{{lba, bytes, true}}}));
    return udf::Session(root, &volume, Options());
  };
  CHECK_NOTHROW(record(volume.partition_start, 2048));
  CHECK_NOTHROW(record(end - 1, 2048));
  CHECK_THROWS_AS(record(volume.partition_start - 1, 2048), udf::SessionError);
  CHECK_THROWS_AS(record(end - 1, 2049), udf::SessionError);
}

TEST_CASE("a file entry takes no more embedded bytes than a block has room for") {
  for (const std::size_t bytes : {1872u, 1873u}) {
    tree::Directory root;
    root.Add(
        std::make_shared<tree::File>(u"embedded", tree::Embedded{std::vector<std::byte>(bytes)}));
    SparseDisc disc;
    const auto record = [&] { disc.Apply(udf::Session(root, nullptr, Options(0x0102))); };
    if (bytes == 1872) {
      CHECK_NOTHROW(record());
    } else {
      CHECK_THROWS_AS(record(), udf::SessionError);
    }
  }
}

TEST_CASE("a file that no disc could hold is refused before its blocks are counted one by one") {
  tree::Directory root;
  root.Add(PatternFile(u"huge", (std::uint64_t{1} << 31) * 2048, 1));
  try {
    udf::MeasureImage(root, nullptr, Options());
    FAIL("nothing was thrown");
  } catch (const udf::SessionError& error) {
    CHECK(error.kind() == udf::SessionErrorKind::kNotEnoughRoom);
    CHECK(error.needed_blocks() == std::uint64_t{1} << 31);
  }
}

TEST_CASE("a disc that is too small says how many blocks are needed and how many are free") {
  tree::Directory root;
  root.Add(PatternFile(u"big", 10'000 * 2048ull, 1));
  auto options = Options();
  options.capacity_blocks = 5000;
  try {
    udf::Session session(root, nullptr, options);
    FAIL("nothing was thrown");
  } catch (const udf::SessionError& error) {
    CHECK(error.kind() == udf::SessionErrorKind::kNotEnoughRoom);
    CHECK(error.free_blocks() == 5000);
    CHECK(error.needed_blocks() == udf::MeasureImage(root, nullptr, options));
    options.capacity_blocks = static_cast<std::uint32_t>(error.needed_blocks());
    CHECK(udf::Session(root, nullptr, options).total_blocks() == error.needed_blocks());
  }
  CHECK(udf::MeasureImage(tree::Directory(), nullptr, Options()) == udf::EmptySessionBlocks(0, 16));
}
