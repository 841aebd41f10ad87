#include <doctest.h>

#include <random>

#include "sources.h"
#include "sparse_disc.h"
#include "volume_input.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

// What the fuzzer does, over a fixed set of mutations, so that every test run has a little of it
// without libFuzzer.
TEST_CASE("random damage below valid checksums never gets past the reader") {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    tree::Directory root;
    auto directory = AddDirectory(root, u"dir");
    AddDirectory(*directory, u"below")->Add(PatternFile(u"file", 3000, 1));
    SparseDisc disc(600);
    const udf::Session session(root, nullptr, Options(revision));
    disc.Apply(session);
    std::vector<std::byte> image(std::size_t{session.total_blocks()} * udf::kBlockSize);
    disc.Read(0, image);

    std::mt19937 random(20'090'722);
    for (int round = 0; round < 400; ++round) {
      std::vector<std::byte> mutated = image;
      const auto changes = 1 + random() % 4;
      for (unsigned i = 0; i < changes; ++i) {
        // Most of it among the descriptors, which begin their blocks.
        const std::size_t lbas[] = {64 + random() % 8, 32, 256, 544 + random() % 12,
                                    544 + random() % 12};
        const std::size_t at = lbas[random() % 5] * udf::kBlockSize + 16 + random() % 460;
        mutated[at] = random() % 2 == 0 ? std::byte{0xFF} : static_cast<std::byte>(random() & 0xFF);
      }
      TryDisc(mutated);
    }
  }
}
