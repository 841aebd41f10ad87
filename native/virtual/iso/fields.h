#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "virtual/tree/node.h"

// Fields of ISO 9660 descriptors. Offsets count from 0: one less than the byte positions (BP) of
// ECMA-119. Callers have made sure that the descriptor is long enough.
namespace virtual_drive::iso {

// Big-endian (ECMA-119 7.2.2, 7.3.2).
void PutBig16(std::span<std::byte> descriptor, std::size_t offset, std::uint16_t value);
void PutBig32(std::span<std::byte> descriptor, std::size_t offset, std::uint32_t value);
// Little-endian and then big-endian (ECMA-119 7.2.3, 7.3.3).
void PutBoth16(std::span<std::byte> descriptor, std::size_t offset, std::uint16_t value);
void PutBoth32(std::span<std::byte> descriptor, std::size_t offset, std::uint32_t value);
// Nothing where the two halves differ.
std::optional<std::uint16_t> GetBoth16(std::span<const std::byte> descriptor, std::size_t offset);
std::optional<std::uint32_t> GetBoth32(std::span<const std::byte> descriptor, std::size_t offset);

// One byte a character, filled up with spaces (ECMA-119 7.4.3). ASCII only.
void PutText(std::span<std::byte> field, std::u16string_view text);
// The same in big-endian UCS-2, as Joliet has it. An odd last byte stays zero.
void PutWideText(std::span<std::byte> field, std::u16string_view text);
// All of a field, the spaces behind its text too. Bytes above ASCII are taken for Latin-1.
std::u16string GetText(std::span<const std::byte> field);
std::u16string GetWideText(std::span<const std::byte> field);

// 7 bytes of a directory record (ECMA-119 9.1.5), as UTC; years outside 1900 to 2155 are clamped.
inline constexpr std::size_t kRecordTimeSize = 7;
void PutRecordTime(std::span<std::byte> descriptor, std::size_t offset, tree::Time time);
tree::Time GetRecordTime(std::span<const std::byte> descriptor, std::size_t offset);

// 17 bytes of a volume descriptor (ECMA-119 8.4.26.1), as UTC.
inline constexpr std::size_t kVolumeTimeSize = 17;
void PutVolumeTime(std::span<std::byte> descriptor, std::size_t offset, tree::Time time);
// "Not specified": the digit zero and an offset of 0.
void PutNoVolumeTime(std::span<std::byte> descriptor, std::size_t offset);

}  // namespace virtual_drive::iso
