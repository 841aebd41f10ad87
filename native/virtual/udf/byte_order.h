#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

// Fields of descriptors at their byte position (BP), little-endian as ECMA-167 1/7.1 has them.
// Callers have made sure that the descriptor is long enough; the assertion is for their mistakes,
// not for what a disc holds.
namespace virtual_drive::udf {

template <std::unsigned_integral T>
T Get(std::span<const std::byte> descriptor, std::size_t bp) {
  assert(bp + sizeof(T) <= descriptor.size());
  std::uint64_t value = 0;
  for (std::size_t i = sizeof(T); i-- > 0;)
    value = value << 8 | std::to_integer<std::uint64_t>(descriptor[bp + i]);
  return static_cast<T>(value);
}

template <std::unsigned_integral T>
void Put(std::span<std::byte> descriptor, std::size_t bp, T value) {
  assert(bp + sizeof(T) <= descriptor.size());
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    descriptor[bp + i] =
        static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFF);
  }
}

inline std::uint8_t Get8(std::span<const std::byte> d, std::size_t bp) {
  return Get<std::uint8_t>(d, bp);
}
inline std::uint16_t Get16(std::span<const std::byte> d, std::size_t bp) {
  return Get<std::uint16_t>(d, bp);
}
inline std::uint32_t Get32(std::span<const std::byte> d, std::size_t bp) {
  return Get<std::uint32_t>(d, bp);
}
inline std::uint64_t Get64(std::span<const std::byte> d, std::size_t bp) {
  return Get<std::uint64_t>(d, bp);
}
inline void Put8(std::span<std::byte> d, std::size_t bp, std::uint8_t value) { Put(d, bp, value); }
inline void Put16(std::span<std::byte> d, std::size_t bp, std::uint16_t value) {
  Put(d, bp, value);
}
inline void Put32(std::span<std::byte> d, std::size_t bp, std::uint32_t value) {
  Put(d, bp, value);
}
inline void Put64(std::span<std::byte> d, std::size_t bp, std::uint64_t value) {
  Put(d, bp, value);
}

}  // namespace virtual_drive::udf
