#include "virtual/stream/layout.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

namespace virtual_drive {
namespace {

constexpr auto kLongest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

[[noreturn]] void TooLong() {
  throw std::overflow_error("Together the streams are longer than a stream can be.");
}

}  // namespace

void StreamLayout::Add(std::uint64_t rounds, std::vector<Piece> pieces) {
  std::uint64_t round_bytes = 0;
  for (const Piece& piece : pieces) {
    if (piece.bytes > kLongest - round_bytes) TooLong();
    round_bytes += piece.bytes;
  }
  if (round_bytes == 0) return;
  if (round_bytes > (kLongest - size_) / rounds) TooLong();
  phases_.push_back({size_, rounds, round_bytes, std::move(pieces)});
  size_ += rounds * round_bytes;
}

StreamLayout StreamLayout::Concatenate(const std::vector<std::uint64_t>& sizes) {
  StreamLayout layout;
  for (std::size_t i = 0; i < sizes.size(); ++i) layout.Add(1, {{i, 0, sizes[i]}});
  return layout;
}

StreamLayout StreamLayout::Interleave(const std::vector<std::uint64_t>& sizes,
                                      const std::vector<std::uint64_t>& chunks) {
  // The rounds before which some stream begins to give less than before: its last, short chunk, or
  // nothing.
  std::set<std::uint64_t> turns = {0};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::uint64_t whole = sizes[i] / chunks[i];
    turns.insert(whole);
    if (sizes[i] % chunks[i] != 0) turns.insert(whole + 1);
  }
  StreamLayout layout;
  for (auto turn = turns.begin(); std::next(turn) != turns.end(); ++turn) {
    const std::uint64_t round = *turn;
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const std::uint64_t whole = sizes[i] / chunks[i];
      if (round > whole) continue;
      const std::uint64_t bytes = round < whole ? chunks[i] : sizes[i] % chunks[i];
      if (bytes != 0) pieces.push_back({i, round * chunks[i], bytes});
    }
    layout.Add(*std::next(turn) - round, std::move(pieces));
  }
  return layout;
}

StreamLayout::Stretch StreamLayout::At(std::uint64_t offset) const {
  const auto after = std::ranges::upper_bound(phases_, offset, {}, &Phase::start);
  const Phase& phase = *std::prev(after);
  const std::uint64_t round = (offset - phase.start) / phase.round_bytes;
  std::uint64_t left = (offset - phase.start) % phase.round_bytes;
  auto piece = phase.pieces.begin();
  while (left >= piece->bytes) left -= piece++->bytes;
  return {piece->stream, piece->first + round * piece->bytes + left, piece->bytes - left};
}

}  // namespace virtual_drive
