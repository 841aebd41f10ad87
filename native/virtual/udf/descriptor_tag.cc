#include "virtual/udf/descriptor_tag.h"

#include <array>
#include <cassert>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::udf {
namespace {

constexpr std::array<std::uint16_t, 256> MakeCrcTable() {
  std::array<std::uint16_t, 256> table{};
  for (unsigned i = 0; i < 256; ++i) {
    unsigned crc = i << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000u) != 0 ? (crc << 1) ^ 0x1021u : crc << 1;
    table[i] = static_cast<std::uint16_t>(crc & 0xFFFF);
  }
  return table;
}

constexpr auto kCrcTable = MakeCrcTable();

// ECMA-167 3/7.2.3: the sum of the tag's bytes but the checksum's own.
std::uint8_t Checksum(std::span<const std::byte> tag) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < kTagSize; ++i) {
    if (i != 4) sum += std::to_integer<unsigned>(tag[i]);
  }
  return static_cast<std::uint8_t>(sum & 0xFF);
}

}  // namespace

std::uint16_t Crc(std::span<const std::byte> bytes) noexcept {
  unsigned crc = 0;
  for (const std::byte byte : bytes) {
    crc = (crc << 8 ^ kCrcTable[(crc >> 8 ^ std::to_integer<unsigned>(byte)) & 0xFF]) & 0xFFFF;
  }
  return static_cast<std::uint16_t>(crc);
}

void SealTag(std::span<std::byte> descriptor, TagId id, std::uint16_t revision,
             std::uint32_t location) {
  assert(descriptor.size() >= kTagSize && descriptor.size() - kTagSize <= 0xFFFF);
  const auto body = descriptor.subspan(kTagSize);
  Put16(descriptor, 0, static_cast<std::uint16_t>(id));
  Put16(descriptor, 2,
        revision >= 0x0200 ? 3 : 2);  // UDF 2.2.1.1: NSR03 goes with version 3, NSR02 with 2
  Put8(descriptor, 5, 0);
  Put16(descriptor, 6, 1);  // UDF 2.2.1.4: volume sets are never re-initialised here
  Put16(descriptor, 8, Crc(body));
  Put16(descriptor, 10, static_cast<std::uint16_t>(body.size()));
  Put32(descriptor, 12, location);
  Put8(descriptor, 4, Checksum(descriptor));
}

std::uint16_t ValidTagId(std::span<const std::byte> bytes, std::uint32_t location) {
  if (bytes.size() < kTagSize || Get8(bytes, 4) != Checksum(bytes) || Get32(bytes, 12) != location)
    return 0;
  const std::size_t crc_length = Get16(bytes, 10);
  if (crc_length > bytes.size() - kTagSize) return 0;
  if (Get16(bytes, 8) != Crc(bytes.subspan(kTagSize, crc_length))) return 0;
  return Get16(bytes, 0);
}

}  // namespace virtual_drive::udf
