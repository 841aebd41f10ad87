#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

// Numbers in CDBs and parameter data: high byte first (SPC-4 3.5). Callers know the length.
namespace virtual_drive::mmc {

inline std::uint32_t Get(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t size) {
  assert(at + size <= bytes.size());
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes[at + i];
  return value;
}
inline std::uint32_t Get16(std::span<const std::uint8_t> bytes, std::size_t at) {
  return Get(bytes, at, 2);
}
inline std::uint32_t Get32(std::span<const std::uint8_t> bytes, std::size_t at) {
  return Get(bytes, at, 4);
}

inline void Put(std::span<std::uint8_t> bytes, std::size_t at, std::size_t size,
                std::uint32_t value) {
  assert(at + size <= bytes.size());
  for (std::size_t i = size; i-- > 0; value >>= 8) {
    bytes[at + i] = static_cast<std::uint8_t>(value & 0xFF);
  }
}
inline void Put16(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
  Put(bytes, at, 2, value);
}
inline void Put24(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
  Put(bytes, at, 3, value);
}
inline void Put32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
  Put(bytes, at, 4, value);
}

}  // namespace virtual_drive::mmc
