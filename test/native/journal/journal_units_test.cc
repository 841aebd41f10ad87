#include "imapi/journal_units.h"

#include <doctest.h>

#include <vector>

using namespace imapi2;

namespace {

BlockRanges PiecesOf(const BlockRange& range, int32_t unit) {
  BlockRanges pieces;
  ForEachPiece(range, unit, [&](const BlockRange& piece) { pieces.push_back(piece); });
  return pieces;
}

}  // namespace

TEST_CASE("a range is cut at the boundaries of write units, and nowhere else") {
  CHECK(PiecesOf({32, 63}, 16) == BlockRanges{{32, 47}, {48, 63}});
  CHECK(PiecesOf({37, 50}, 16) == BlockRanges{{37, 47}, {48, 50}});
  CHECK(PiecesOf({5, 5}, 32) == BlockRanges{{5, 5}});
  CHECK(PiecesOf({INT32_MAX - 1, INT32_MAX}, 1) ==
        BlockRanges{{INT32_MAX - 1, INT32_MAX - 1}, {INT32_MAX, INT32_MAX}});
}

TEST_CASE("portions have all pieces, in list order, and are never longer than 1 MiB") {
  const BlockRanges ranges = {{1000, 3000}, {7, 7}, {4096, 4607}};
  for (const int32_t unit : {1, 3, 16, 32, 500, 512}) {
    BlockRanges direct;
    for (const BlockRange& range : ranges) {
      for (const BlockRange& piece : PiecesOf(range, unit)) direct.push_back(piece);
    }
    BlockRanges found;
    ForEachPortion(ranges, unit, [&](size_t index, const BlockRange& portion) {
      REQUIRE(portion.blocks() <= 512);
      REQUIRE(portion.start >= ranges[index].start);
      REQUIRE(portion.end <= ranges[index].end);
      for (const BlockRange& piece : PiecesOf(portion, unit)) found.push_back(piece);
    });
    REQUIRE(found == direct);
    REQUIRE(CountPieces(ranges, unit) == direct.size());
  }
}

TEST_CASE("each piece has a digest of exactly its own sectors") {
  std::vector<uint8_t> bytes(3 * kBlockSize);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i / 2048);
  std::vector<Sha256Digest> found;
  DigestPieces({15, 17}, bytes, 16, [&](const Sha256Digest& digest) { found.push_back(digest); });
  const std::span<const uint8_t> all(bytes);
  CHECK(found == std::vector{Sha256Of(all.first(2048)), Sha256Of(all.subspan(2048))});
}
