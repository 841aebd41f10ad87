// Sessions one behind the other, as write-once media get them.
#include <doctest.h>

#include "made_disc.h"
#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/volume_structures.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

udf::SessionOptions At(std::uint32_t start, std::uint32_t unit = 16) {
  udf::SessionOptions options = Options(0x0201, unit);
  options.sequential = true;
  options.sequential_start = start;
  return options;
}

}  // namespace

TEST_CASE("a sequential session has anchors at 256 from its start and in its last block") {
  MadeDisc made = MakeDisc(0x0201, 16, 3, 30'000, 11'401);
  const std::uint32_t start = made.session_starts.back();
  CHECK(start % 16 != 0);
  for (const std::uint32_t lba : {start + 256, made.image_blocks - 1}) {
    BlockBytes block;
    made.disc.Read(lba, block);
    CHECK(udf::HasTag(block, udf::TagId::kAnchor, lba));
    // ECMA-167 3/10.2: absolute, and inside this session.
    CHECK(udf::Get32(block, 20) > start);
    CHECK(udf::Get32(block, 20) < made.image_blocks);
  }
}

TEST_CASE("the image of a sequential session starts with the session, and nothing is overwritten") {
  MadeDisc made = MakeDisc(0x0102, 16, 1, 30'000, 2048);
  const udf::Volume volume = udf::ReadVolume(made.disc, made.image_blocks);
  volume.root->Add(PatternFile(u"added.bin", 3000, 5));
  const std::uint32_t start = made.image_blocks + 2048;
  udf::SessionOptions options = At(start);
  options.revision = 0x0102;
  const udf::Session session(*volume.root, &volume, options);
  CHECK(session.image_start() == start);
  CHECK(session.first_block() == start);
  CHECK(session.extents().front().first_lba == start);
  CHECK(session.commit_range_count() == 0);
  // No list of several ranges either: such media are written from one end to the other.
  options.metadata_ranges_apart = true;
  CHECK(udf::Session(*volume.root, &volume, options).modified_ranges() ==
        session.modified_ranges());
  for (const auto& extent : session.extents()) CHECK(extent.kind != udf::BlockKind::kPrevious);
  CHECK(session.progress_items().front().first_block == 0);
  CHECK(session.progress_items().back().last_block == session.total_blocks() - start - 1);
}

TEST_CASE("a sequential session that continues none is a volume of its own where it starts") {
  constexpr std::uint32_t kStart = 11'401;
  tree::Directory root;
  root.Add(PatternFile(u"alone.bin", 5000, 7));
  const udf::Session session(root, nullptr, At(kStart));
  CHECK(session.image_start() == kStart);
  CHECK(udf::EmptySessionBlocks(kStart, 16) < udf::EmptySessionBlocks(0, 16));
  CHECK(udf::MeasureImage(tree::Directory(), nullptr, At(kStart)) ==
        kStart + udf::EmptySessionBlocks(kStart, 16));
  SparseDisc disc(30'000);
  for (std::uint32_t lba = kStart; lba < session.total_blocks(); ++lba)
    disc.Write(lba, ImageBlock(session, nullptr, lba));
  const udf::Volume volume = udf::ReadVolume(disc, session.total_blocks(), {}, kStart);
  CHECK(volume.root->Find(u"alone.bin"));
  CHECK(volume.partition_start > kStart);
  CHECK(volume.end_of_used_blocks == session.total_blocks());
}

TEST_CASE("a sequential session is refused where the previous one still is") {
  MadeDisc made = MakeDisc(0x0201, 16, 1, 30'000, 0);
  const udf::Volume volume = udf::ReadVolume(made.disc, made.image_blocks);
  CHECK_THROWS_AS(udf::Session(*volume.root, &volume, At(volume.end_of_used_blocks - 1)),
                  udf::SessionError);
  CHECK_NOTHROW(udf::Session(*volume.root, &volume, At(volume.end_of_used_blocks)));
}

TEST_CASE("each session of a sequential disc can be read as it was when it was the last") {
  MadeDisc made = MakeDisc(0x0201, 32, 3, 30'000, 1000);
  const std::uint64_t ends[] = {made.session_starts[1] - 1000u, made.session_starts[2] - 1000u,
                                made.image_blocks};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto volume =
        udf::ReadVolume(made.disc, static_cast<std::uint32_t>(ends[i]), {}, made.session_starts[i]);
    const std::u16string newest = Numbered(u"session", static_cast<std::uint32_t>(i) + 1);
    CHECK(volume.root->Find(newest));
    CHECK_FALSE(volume.root->Find(Numbered(u"session", static_cast<std::uint32_t>(i) + 2)));
    CHECK(volume.end_of_used_blocks == ends[i]);
  }
}
