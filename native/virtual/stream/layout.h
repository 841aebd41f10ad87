#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace virtual_drive {

// How several streams make one: which byte of which stream is at an offset of the whole. All in
// bytes. Immutable.
class StreamLayout {
 public:
  // A stretch of the whole that comes from one stream without a gap.
  struct Stretch {
    std::size_t stream;
    std::uint64_t offset;  // in that stream
    std::uint64_t bytes;
  };

  // No stream at all: nothing.
  StreamLayout() = default;
  // One after the other. Throws std::overflow_error where the whole is longer than a signed 64-bit
  // offset reaches, as do the others.
  static StreamLayout Concatenate(const std::vector<std::uint64_t>& sizes);
  // By turns, `chunks[i]` bytes of stream i at a time, none of them 0. Microsoft's pages don't say
  // what happens where a stream ends before the others: here the last chunk of a stream is as short
  // as it is, and the rounds go on without that stream, so that nothing is lost and nothing made
  // up.
  static StreamLayout Interleave(const std::vector<std::uint64_t>& sizes,
                                 const std::vector<std::uint64_t>& chunks);

  std::uint64_t size() const noexcept { return size_; }
  // What is at `offset`, which is before the end: from there to the end of its stretch.
  Stretch At(std::uint64_t offset) const;

 private:
  // Rounds that are all alike: pieces of fixed sizes, one after the other, `rounds` times.
  struct Piece {
    std::size_t stream;
    std::uint64_t first;  // of the stream, in the first of the rounds
    std::uint64_t bytes;
  };
  struct Phase {
    std::uint64_t start;  // in the whole
    std::uint64_t rounds;
    std::uint64_t round_bytes;
    std::vector<Piece> pieces;
  };
  void Add(std::uint64_t rounds, std::vector<Piece> pieces);

  std::vector<Phase> phases_;
  std::uint64_t size_ = 0;
};

}  // namespace virtual_drive
