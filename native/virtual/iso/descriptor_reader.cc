#include "virtual/iso/descriptor_reader.h"

#include <string_view>

#include "virtual/iso/fields.h"
#include "virtual/iso/hierarchy.h"
#include "virtual/iso/record_reader.h"
#include "virtual/iso/volume_descriptors.h"
#include "virtual/udf/byte_order.h"

namespace virtual_drive::iso {
namespace {

using udf::FormatError;
using udf::FormatErrorKind;
using udf::Get32;
using udf::Get8;
using udf::ThrowCorrupt;

// No real disc has more than a handful.
constexpr std::uint32_t kMostDescriptors = 64;

// ECMA-119 8.1.1.
enum DescriptorType : std::uint8_t { kPrimary = 1, kSupplementary = 2, kTerminator = 255 };

std::string_view TextAt(std::span<const std::byte> block, std::size_t offset, std::size_t length) {
  return {reinterpret_cast<const char*>(block.data()) + offset, length};
}

// Version 2 of a supplementary one is ISO 9660:1999's enhanced descriptor, which nobody needs.
bool IsDescriptor(std::span<const std::byte> block) { return TextAt(block, 1, 5) == "CD001"; }

std::u16string TrimmedName(std::span<const std::byte> field, VolumeKind kind) {
  std::u16string name = kind == VolumeKind::kJoliet ? GetWideText(field) : GetText(field);
  // Some writers fill up with zeros.
  const std::size_t end = name.find_last_not_of(std::u16string_view(u" \0", 2));
  name.resize(end == std::u16string::npos ? 0 : end + 1);
  return name;
}

}  // namespace

bool IsJoliet(std::span<const std::byte> descriptor) {
  constexpr std::size_t kEscapeSequences = 88;
  const std::string_view escape = TextAt(descriptor, kEscapeSequences, 3);
  return escape == "%/@" || escape == "%/C" || escape == "%/E";
}

DescriptorSet ReadDescriptorSet(udf::BlockReader& blocks, std::uint32_t session_start) {
  const std::uint64_t first = std::uint64_t{session_start} + kFirstDescriptor;
  DescriptorSet set;
  for (std::uint32_t i = 0; i < kMostDescriptors && first + i < blocks.total(); ++i) {
    const auto lba = static_cast<std::uint32_t>(first + i);
    const auto block = blocks.Read(lba);
    if (!IsDescriptor(block)) break;
    set.blocks = {static_cast<std::uint32_t>(first), lba};
    const std::uint8_t type = Get8(block, 0);
    const bool version_1 = Get8(block, 6) == 1;
    if (type == kPrimary && version_1 && set.primary == 0) set.primary = lba;
    if (type == kSupplementary && version_1 && !set.joliet && IsJoliet(block)) set.joliet = lba;
    if (type != kTerminator) continue;
    if (set.primary == 0) break;
    return set;
  }
  if (set.primary == 0)
    throw FormatError(FormatErrorKind::kNoVolume, "There is no primary volume descriptor.");
  ThrowCorrupt("The volume descriptor set does not end.");
}

FoundDescriptor ReadDescriptor(udf::BlockReader& blocks, std::uint32_t lba, VolumeKind kind) {
  const auto block = blocks.Read(lba);
  const auto space = GetBoth32(block, 80);
  const auto volumes = GetBoth16(block, 120);
  const auto volume = GetBoth16(block, 124);
  const auto block_size = GetBoth16(block, 128);
  if (!space || !volumes || !volume || !block_size)
    ThrowCorrupt("A volume descriptor contradicts itself.");
  if (*block_size != udf::kBlockSize) {
    throw FormatError(FormatErrorKind::kUnsupported, "Only logical blocks of 2048 bytes are read.");
  }
  if (Get8(block, 881) != 1) {
    throw FormatError(FormatErrorKind::kUnsupported,
                      "The volume has an unknown file structure version.");
  }
  if (*volume > 1) {
    throw FormatError(FormatErrorKind::kUnsupported, "The disc is not the first of its set.");
  }
  const FoundRecord root = ReadRecord(block.subspan(156, kRootRecordSize));
  if (!root.directory) ThrowCorrupt("The root is not a directory.");
  return {TrimmedName(block.subspan(40, 32), kind), root.lba, root.size, Get32(block, 140),
          GetBoth32(block, 132).value_or(0),        root.time};
}

std::int64_t CountDirectories(udf::BlockReader& blocks, const FoundDescriptor& descriptor) {
  const std::uint64_t end =
      std::uint64_t{descriptor.path_table_lba} * udf::kBlockSize + descriptor.path_table_size;
  if (end > std::uint64_t{blocks.total()} * udf::kBlockSize) return -1;
  std::int64_t count = -1;
  for (std::uint64_t at = end - descriptor.path_table_size; at < end; ++count) {
    const auto block = blocks.Read(static_cast<std::uint32_t>(at / udf::kBlockSize));
    const std::uint8_t name = Get8(block, static_cast<std::size_t>(at % udf::kBlockSize));
    // Numbers of directories have 16 bits.
    if (name == 0 || count == 0xFFFF) return -1;
    at += 8u + name + (name & 1u);
  }
  return count;
}

}  // namespace virtual_drive::iso
