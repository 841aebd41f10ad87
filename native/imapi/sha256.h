// SHA-256 (FIPS 180-4): what says, after a power cut, whether a sector is the one that was meant.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace imapi2 {

using Sha256Digest = std::array<uint8_t, 32>;

class Sha256 {
 public:
  void Add(std::span<const uint8_t> bytes) noexcept;
  // Ends it: nothing may be added afterwards.
  Sha256Digest Finish() noexcept;

 private:
  void Block(const uint8_t* bytes) noexcept;

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> pending_ = {};
  uint64_t size_ = 0;
};

Sha256Digest Sha256Of(std::span<const uint8_t> bytes) noexcept;

}  // namespace imapi2
