#include "virtual/stream/pseudo_random_content.h"

namespace virtual_drive {
namespace {

constexpr std::uint64_t kWord = 8;

// The finishing step of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
// Generators), which turns a count into noise; the count is the number of the eight-byte word.
std::uint64_t WordAt(std::uint32_t seed, std::uint64_t index) noexcept {
  constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;
  std::uint64_t word = (std::uint64_t{seed} << 32 ^ seed) + (index + 1) * kStep;
  word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9;
  word = (word ^ word >> 27) * 0x94D049BB133111EB;
  return word ^ word >> 31;
}

}  // namespace

void PseudoRandomContent::Read(std::uint64_t offset, std::span<std::byte> buffer) {
  std::uint64_t word = WordAt(seed_, offset / kWord);
  for (std::byte& byte : buffer) {
    byte = static_cast<std::byte>(word >> offset % kWord * 8 & 0xFF);
    if (++offset % kWord == 0) word = WordAt(seed_, offset / kWord);
  }
}

}  // namespace virtual_drive
