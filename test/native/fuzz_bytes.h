// A fuzzer's input, taken piece by piece. What is taken behind its end is zeros, so that every
// input is a valid one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <span>

class FuzzBytes {
 public:
  FuzzBytes(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  bool empty() const { return left_.empty(); }
  std::size_t size() const { return left_.size(); }

  std::uint8_t Byte() {
    if (left_.empty()) return 0;
    const std::uint8_t byte = left_.front();
    left_ = left_.subspan(1);
    return byte;
  }
  std::uint32_t Number16() {
    const std::uint32_t high = Byte();
    return high << 8 | Byte();
  }
  std::uint32_t Number32() {
    const std::uint32_t high = Number16();
    return high << 16 | Number16();
  }
  // 0 to most, both included.
  std::uint32_t UpTo(std::uint32_t most) {
    const std::uint32_t number = most <= 0xFF ? Byte() : most <= 0xFFFF ? Number16() : Number32();
    return most == 0xFFFFFFFF ? number : number % (most + 1);
  }
  // At most `most`, fewer where the input ends.
  std::span<const std::uint8_t> Take(std::size_t most) {
    const auto taken = left_.first(std::min(most, left_.size()));
    left_ = left_.subspan(taken.size());
    return taken;
  }

 private:
  std::span<const std::uint8_t> left_;
};

// What must hold of every input.
inline void Require(bool holds, std::source_location where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: this does not hold\n", where.file_name(),
               static_cast<unsigned>(where.line()));
  std::abort();
}
