// A session behind volumes that are laid out otherwise, full, or out of numbers.
#include <doctest.h>

#include "forged_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

TEST_CASE("anchors of another layout are rewritten unless they may be a file's blocks") {
  SparseDisc disc = SmallDisc();
  const udf::Volume made = udf::ReadVolume(disc, disc.capacity());
  const std::uint32_t end = made.end_of_used_blocks;
  struct Row {
    udf::BlockRange partition;
    std::vector<std::uint32_t> anchors;
    std::vector<udf::BlockRange> commit;
  };
  const Row rows[] = {
      // A partition from 257 on, as mkudffs makes it: 512 is inside. 256 never can be.
      {{257, end - 1}, {256, 512}, {{256, 271}}},
      {{200, end - 1}, {256}, {{256, 271}}},
      // Behind the partition there are no files.
      {{257, 400}, {256, 512}, {{512, 527}, {256, 271}}},
      // Two in one write unit are written with it, once.
      {{580, end - 1}, {256, 560, 570}, {{560, 575}, {256, 271}}},
      // What lies where the new session begins, or behind it, is a part of it.
      {{580, end - 1}, {256, end}, {{256, 271}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.partition.start_lba);
    udf::Volume volume = made;
    volume.partition_start = row.partition.start_lba;
    volume.partition_blocks = row.partition.blocks();
    volume.anchors = row.anchors;
    tree::Directory root;
    const udf::Session session(root, &volume, Options());
    const auto& ranges = session.modified_ranges();
    CHECK(std::vector(ranges.end() - static_cast<std::ptrdiff_t>(session.commit_range_count()),
                      ranges.end()) == row.commit);
  }
}

TEST_CASE("a session is refused on a disc that ends before it begins") {
  SparseDisc disc = SmallDisc();
  auto options = Options();
  options.capacity_blocks = 300;
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  try {
    udf::Session(*volume.root, &volume, options);
    FAIL("nothing was thrown");
  } catch (const udf::SessionError& error) {
    CHECK(error.kind() == udf::SessionErrorKind::kNotEnoughRoom);
    CHECK(error.free_blocks() == 0);
  }
}

TEST_CASE("a session of nothing has the blocks that were told beforehand") {
  SparseDisc disc = SmallDisc();
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  CHECK(udf::MeasureImage(tree::Directory(), &volume, Options()) ==
        volume.end_of_used_blocks +
            udf::EmptySessionBlocks(static_cast<std::uint32_t>(volume.end_of_used_blocks), 16));
}

TEST_CASE("a volume that gave no unique ids away, or all of them, begins with the first again") {
  for (const std::uint64_t next : {std::uint64_t{0}, std::uint64_t{0xFFFFFFFF}}) {
    SparseDisc disc = SmallDisc();
    udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
    volume.next_unique_id = next;
    disc.Apply(udf::Session(*volume.root, &volume, Options()));
    // The root has 0; two directories and a file have 16 and those that follow (UDF 3.2.1.1).
    CHECK(udf::ReadVolume(disc, disc.capacity()).next_unique_id == 19);
  }
}
