// What a session asks of another file system that shares its image, with one of no meaning: the
// parts of iso::Image are tested where it is.
#include "virtual/udf/bridge.h"

#include <doctest.h>

#include "sources.h"
#include "sparse_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

class MarkedBridge final : public udf::Bridge {
 public:
  MarkedBridge(std::uint32_t descriptors, std::uint32_t structures,
               std::vector<std::shared_ptr<tree::ContentSource>> extra)
      : descriptors_(descriptors), structures_(structures), extra_(std::move(extra)) {}

  std::uint32_t descriptor_blocks() const override { return descriptors_; }
  std::uint32_t structure_blocks() const override { return structures_; }
  const std::vector<std::shared_ptr<tree::ContentSource>>& extra_data() const override {
    return extra_;
  }
  void Place(const Placement& placement) override { placement_ = placement; }
  void Render(std::uint32_t, std::span<std::byte, udf::kBlockSize> block) const override {
    block[0] = std::byte{0xB1};
    // Of a descriptor, what volume recognition looks at (ECMA-167 2/9.1).
    for (std::size_t i = 0; i < 5; ++i) block[1 + i] = static_cast<std::byte>("CD001"[i]);
  }

  const Placement& placement() const { return placement_; }

 private:
  std::uint32_t descriptors_;
  std::uint32_t structures_;
  std::vector<std::shared_ptr<tree::ContentSource>> extra_;
  Placement placement_;
};

std::shared_ptr<MarkedBridge> MakeBridge(std::uint32_t descriptors = 3) {
  return std::make_shared<MarkedBridge>(
      descriptors, 5,
      std::vector<std::shared_ptr<tree::ContentSource>>{std::make_shared<PatternSource>(3000, 1),
                                                        std::make_shared<PatternSource>(0, 2),
                                                        std::make_shared<PatternSource>(2048, 3)});
}

std::u16string Described(const udf::Session& session, std::uint32_t lba) {
  for (std::size_t i = 0; i < session.progress_items().size(); ++i) {
    const auto& item = session.progress_items()[i];
    if (lba >= item.first_block && lba <= item.last_block) return session.ProgressDescription(i);
  }
  return {};
}

}  // namespace

TEST_CASE("a bridge is placed in the session, wherever that starts") {
  tree::Directory root;
  const auto bridge = MakeBridge();
  auto options = Options();
  options.bridge = bridge;
  options.sequential = true;
  options.sequential_start = 5000;
  const udf::Session session(root, nullptr, options);
  CHECK(bridge->placement().first_block == 5000);
  CHECK(ImageBlock(session, nullptr, 5016)[0] == std::byte{0xB1});
  CHECK(ImageBlock(session, nullptr, 5019)[0] != std::byte{0xB1});
}

TEST_CASE("a bridge is given its descriptors, its structures and a place for what it adds") {
  tree::Directory root;
  root.Add(PatternFile(u"file", 100, 4));
  const auto bridge = MakeBridge();
  auto options = Options();
  options.bridge = bridge;
  const udf::Session session(root, nullptr, options);
  const auto& placement = bridge->placement();
  const auto is_bridges = [&](std::uint32_t lba) {
    return ImageBlock(session, nullptr, lba)[0] == std::byte{0xB1};
  };
  for (std::uint32_t i = 0; i < 3; ++i) CHECK(is_bridges(16 + i));
  CHECK_FALSE(is_bridges(19));  // UDF's own recognition sequence
  for (std::uint32_t i = 0; i < 5; ++i) CHECK(is_bridges(placement.structures + i));
  CHECK_FALSE(is_bridges(placement.structures - 1));
  CHECK(placement.total_blocks == session.total_blocks());

  // One of three sources has nothing to record, and no progress of its own.
  REQUIRE(placement.extra_data.size() == 3);
  CHECK(placement.extra_data[2] == placement.extra_data[0] + 2);
  CHECK(session.BlockAt(placement.extra_data[0] + 1).bytes == 3000 - 2048);
  CHECK(session.BlockAt(placement.extra_data[2]).bytes == 2048);
  CHECK(placement.file_lba(1) == placement.extra_data[2] + 1);
  CHECK(session.BlockAt(placement.file_lba(1)).bytes == 100);
  CHECK(Described(session, placement.structures) == u"ISO 9660 structures");
  CHECK(Described(session, placement.extra_data[0]) == u"Boot image");
  CHECK(Described(session, placement.extra_data[2]) == u"Boot image");
  CHECK(Described(session, placement.file_lba(1)) == u"\\file");

  SparseDisc disc;
  disc.Apply(session);
  CHECK(udf::ReadVolume(disc, disc.capacity()).file_count == 1);
}

TEST_CASE("a bridge has room for eight descriptors, and a blank disc only") {
  const tree::Directory root;
  auto options = Options();
  options.bridge = MakeBridge(8);
  CHECK_NOTHROW(udf::Session(root, nullptr, options));
  options.bridge = MakeBridge(9);
  CHECK_THROWS_AS(udf::Session(root, nullptr, options), udf::SessionError);
  SparseDisc disc;
  disc.Apply(udf::Session(root, nullptr, Options()));
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  options.bridge = MakeBridge();
  CHECK_THROWS_AS(udf::Session(root, &volume, options), udf::SessionError);
}

TEST_CASE("a bridge finds files by their numbers, whatever streams they have") {
  tree::Directory root;
  for (const auto& [name, seed] : {std::pair{u"a", 1u}, {u"b", 2u}, {u"c", 3u}}) {
    const auto file = PatternFile(name, 2048, seed);
    auto streams = tree::Directory::OfStreams();
    for (std::uint32_t i = 0; i < 5 * seed; ++i)
      streams->Add(PatternFile(std::u16string(1, static_cast<char16_t>(u'a' + i)), 3000, 10));
    file->set_streams(std::move(streams));
    root.Add(file);
  }
  const auto bridge = MakeBridge();
  auto options = Options();
  options.bridge = bridge;
  const udf::Session session(root, nullptr, options);
  for (std::uint32_t number = 1; number <= 3; ++number) {
    const BlockBytes block = ImageBlock(session, nullptr, bridge->placement().file_lba(number));
    CHECK(std::string(reinterpret_cast<const char*>(block.data()), block.size()) ==
          PatternBytes(2048, number));
  }
}
