#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace virtual_drive::udf {

// ECMA-167 3/7.2.1 and 4/7.2.1.
enum class TagId : std::uint16_t {
  kPrimaryVolume = 1,
  kAnchor = 2,
  kVolumePointer = 3,
  kImplementationUse = 4,
  kPartition = 5,
  kLogicalVolume = 6,
  kUnallocatedSpace = 7,
  kTerminating = 8,
  kIntegrity = 9,
  kFileSet = 256,
  kFileIdentifier = 257,
  kAllocationExtent = 258,
  kFileEntry = 261,
  kExtendedAttributeHeader = 262,
  kExtendedFileEntry = 266,
};

inline constexpr std::size_t kTagSize = 16;

// Writes the tag of a finished descriptor of descriptor.size() bytes; everything behind the tag
// goes into its CRC. `location` is the block number as the descriptor's own part of the standard
// counts: from the disc's start (part 3), from the partition's (part 4).
void SealTag(std::span<std::byte> descriptor, TagId id, std::uint16_t revision,
             std::uint32_t location);

// The tag's identifier when checksum, location and CRC hold, else 0, which no descriptor has
// (ECMA-167 3/7.2.1: unrecorded). A CRC that reaches behind the end of `bytes` doesn't hold.
// `bytes` may be of any size.
std::uint16_t ValidTagId(std::span<const std::byte> bytes, std::uint32_t location);

inline bool HasTag(std::span<const std::byte> bytes, TagId id, std::uint32_t location) {
  return ValidTagId(bytes, location) == static_cast<std::uint16_t>(id);
}

// CRC-ITU-T of UDF 6.5: x^16 + x^12 + x^5 + 1, starting from zero.
std::uint16_t Crc(std::span<const std::byte> bytes) noexcept;

}  // namespace virtual_drive::udf
