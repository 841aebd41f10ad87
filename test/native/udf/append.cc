#include <doctest.h>

#include <map>

#include "sources.h"
#include "sparse_disc.h"
#include "virtual/tree/path.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

// Every file of a disc: path to content.
std::map<std::u16string, std::string> Snapshot(SparseDisc& disc) {
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  std::map<std::u16string, std::string> files;
  std::vector<const tree::Directory*> pending{volume.root.get()};
  while (!pending.empty()) {
    const tree::Directory* directory = pending.back();
    pending.pop_back();
    for (const auto& child : directory->children()) {
      if (child->is_directory()) {
        pending.push_back(static_cast<const tree::Directory*>(child.get()));
      } else {
        files[tree::PathOf(*child)] = BytesOf(disc, static_cast<const tree::File&>(*child));
      }
    }
  }
  return files;
}

SparseDisc FirstSession(std::uint16_t revision = 0x0201, std::uint32_t unit = 16) {
  tree::Directory root;
  AddDirectory(root, u"dir")->Add(PatternFile(u"old.bin", 10'000, 1));
  root.Add(PatternFile(u"replaced.bin", 5000, 2));
  root.Add(PatternFile(u"removed.bin", 5000, 3));
  SparseDisc disc;
  disc.Apply(udf::Session(root, nullptr, Options(revision, unit)));
  return disc;
}

udf::Session SecondSession(SparseDisc& disc, udf::SessionOptions options) {
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  volume.root->Replace(PatternFile(u"replaced.bin", 7000, 4));
  volume.root->Remove(u"removed.bin");
  volume.root->Add(PatternFile(u"added.bin", 3000, 5));
  return udf::Session(*volume.root, &volume, options);
}

const std::map<std::u16string, std::string> kOldFiles = {
    {u"\\dir\\old.bin", PatternBytes(10'000, 1)},
    {u"\\replaced.bin", PatternBytes(5000, 2)},
    {u"\\removed.bin", PatternBytes(5000, 3)}};
const std::map<std::u16string, std::string> kNewFiles = {
    {u"\\dir\\old.bin", PatternBytes(10'000, 1)},
    {u"\\replaced.bin", PatternBytes(7000, 4)},
    {u"\\added.bin", PatternBytes(3000, 5)}};

std::uint64_t BlocksBeforeCommit(const udf::Session& session) {
  std::uint64_t blocks = 0;
  const auto& ranges = session.modified_ranges();
  for (std::size_t i = 0; i + session.commit_range_count() < ranges.size(); ++i)
    blocks += ranges[i].blocks();
  return blocks;
}

}  // namespace

TEST_CASE("a session adds, replaces and removes files and leaves old data where it is") {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    for (const std::uint32_t unit : {16u, 32u}) {
      SparseDisc disc = FirstSession(revision, unit);
      const std::uint32_t end = udf::ReadVolume(disc, disc.capacity()).end_of_used_blocks;
      const udf::Session session = SecondSession(disc, Options(revision, unit));
      CHECK(session.first_block() == end);
      disc.Apply(session);
      CHECK(Snapshot(disc) == kNewFiles);
      const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
      CHECK(volume.end_of_used_blocks == session.total_blocks());
      const auto old = tree::FindByPath(volume.root, u"dir\\old.bin");
      CHECK(
          std::get<tree::Imported>(static_cast<const tree::File&>(*old).content()).extents[0].lba <
          end);
    }
  }
}

TEST_CASE("the modified ranges alone turn the old disc into the whole image, byte for byte") {
  for (const bool apart : {false, true}) {
    SparseDisc disc = FirstSession();
    SparseDisc before(disc);
    auto options = Options();
    options.metadata_ranges_apart = apart;
    const udf::Session session = SecondSession(disc, options);
    disc.Apply(session);
    BlockBytes written;
    for (std::uint32_t lba = 0; lba < session.total_blocks(); ++lba) {
      disc.Read(lba, written);
      REQUIRE(written == ImageBlock(session, &before, lba));
    }
  }
}

TEST_CASE(
    "ranges are whole write units, apart from each other, the session first and the anchors last") {
  for (const std::uint32_t unit : {16u, 32u}) {
    for (const bool apart : {false, true}) {
      SparseDisc disc = FirstSession(0x0201, unit);
      auto options = Options(0x0201, unit);
      options.metadata_ranges_apart = apart;
      const udf::Session session = SecondSession(disc, options);
      const auto& ranges = session.modified_ranges();
      REQUIRE(ranges.size() == (apart ? 5u : 3u));
      REQUIRE(session.commit_range_count() == 2);
      CHECK(ranges[ranges.size() - 2] == udf::BlockRange{512, 512 + unit - 1});
      CHECK(ranges.back() == udf::BlockRange{256, 256 + unit - 1});
      std::uint64_t blocks = 0;
      for (std::size_t i = 0; i < ranges.size(); ++i) {
        CHECK(ranges[i].start_lba % unit == 0);
        CHECK((ranges[i].end_lba + 1) % unit == 0);
        CHECK((ranges[i].start_lba >= session.first_block()) == (i + 2 < ranges.size()));
        CHECK(ranges[i].end_lba < session.total_blocks());
        blocks += ranges[i].blocks();
      }
      CHECK(blocks == session.total_blocks() - session.first_block() + 2 * unit);
    }
  }
}

TEST_CASE(
    "a burn cut anywhere before the commit leaves the old tree, and inside it one tree or the "
    "other") {
  for (const bool apart : {false, true}) {
    SparseDisc start = FirstSession();
    auto options = Options();
    options.metadata_ranges_apart = apart;
    const udf::Session session = SecondSession(start, options);
    const std::uint64_t commit = BlocksBeforeCommit(session);
    for (std::uint64_t cut = 0; cut <= commit + 32; ++cut) {
      SparseDisc disc(start);
      disc.Apply(session, cut);
      const auto files = Snapshot(disc);
      CAPTURE(cut);
      CHECK(files == (cut <= commit + 16 ? kOldFiles : kNewFiles));
    }
  }
}

TEST_CASE(
    "an unreadable first anchor is replaced by the second, and rewritten by the next session") {
  SparseDisc disc = FirstSession();
  disc.Apply(SecondSession(disc, Options()));
  disc.FailAt(256);
  CHECK(Snapshot(disc) == kNewFiles);
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  CHECK(volume.anchors == std::vector<std::uint32_t>{512});
  const udf::Session session(*volume.root, &volume, Options());
  CHECK(session.modified_ranges().back() == udf::BlockRange{256, 271});
}

TEST_CASE("ten sessions on one disc each read what the one before wrote") {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    SparseDisc disc = FirstSession(revision);
    std::map<std::u16string, std::string> expected = kOldFiles;
    for (std::uint32_t i = 2; i <= 10; ++i) {
      const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
      const std::u16string name = u"session" + std::u16string(1, static_cast<char16_t>(u'a' + i));
      volume.root->Add(PatternFile(name, 1000 * i, i));
      expected[u"\\" + name] = PatternBytes(1000 * i, i);
      const udf::Session session(*volume.root, &volume, Options(revision, i % 2 == 0 ? 16 : 32));
      CHECK(session.first_block() >= volume.end_of_used_blocks);
      disc.Apply(session);
      CHECK(Snapshot(disc) == expected);
    }
  }
}

TEST_CASE("a session of removals and renames brings no file data") {
  SparseDisc disc = FirstSession();
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  volume.root->Remove(u"removed.bin");
  volume.root->Rename(u"replaced.bin", u"renamed.bin");
  const udf::Session session(*volume.root, &volume, Options());
  for (const auto& extent : session.extents()) CHECK(extent.kind != udf::BlockKind::kFileData);
  disc.Apply(session);
  CHECK(Snapshot(disc) ==
        std::map<std::u16string, std::string>{{u"\\dir\\old.bin", PatternBytes(10'000, 1)},
                                              {u"\\renamed.bin", PatternBytes(5000, 2)}});
}

TEST_CASE("extents and progress items cover the image without gaps") {
  SparseDisc disc = FirstSession();
  const udf::Session session = SecondSession(disc, Options());
  std::uint32_t next = 0;
  for (const auto& extent : session.extents()) {
    CHECK(extent.first_lba == next);
    CHECK(extent.blocks > 0);
    next = extent.end_lba();
  }
  CHECK(next == session.total_blocks());
  next = 0;
  std::vector<std::u16string> texts;
  for (std::size_t i = 0; i < session.progress_items().size(); ++i) {
    CHECK(session.progress_items()[i].first_block == next);
    next = session.progress_items()[i].last_block + 1;
    texts.push_back(session.ProgressDescription(i));
  }
  CHECK(next == session.total_blocks());
  CHECK(texts == std::vector<std::u16string>{u"Previous sessions", u"Volume descriptors",
                                             u"File system structures", u"\\added.bin",
                                             u"\\replaced.bin", u"End of session"});
}
