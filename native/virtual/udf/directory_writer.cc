#include "virtual/udf/directory_writer.h"

#include <algorithm>
#include <array>

#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/osta_cs0.h"

namespace virtual_drive::udf {
namespace {

constexpr std::size_t kFixedSize = 38;

// ECMA-167 4/14.4.3.
constexpr std::uint8_t kHidden = 0x01;
constexpr std::uint8_t kDirectory = 0x02;
constexpr std::uint8_t kParent = 0x08;
constexpr std::uint8_t kMetadata = 0x10;

struct Identifier {
  std::uint8_t characteristics = 0;
  std::u16string_view name;
  std::uint32_t icb_lba = 0;
  std::uint64_t unique_id = 0;
  std::uint64_t offset = 0;  // in the directory's data
};

// The longest possible: 38 bytes and 255 of name, padded to a multiple of four.
using IdentifierBuffer = std::array<std::byte, (kFixedSize + 255 + 3) / 4 * 4>;

std::span<const std::byte> RenderIdentifier(const Identifier& identifier, const VolumeFacts& facts,
                                            std::uint32_t data_lba, IdentifierBuffer& buffer) {
  const std::size_t size = FileIdentifierSize(identifier.name);
  const auto bytes = std::span(buffer).first(size);
  std::fill(bytes.begin(), bytes.end(), std::byte{0});
  std::vector<std::byte> name;
  Encode(identifier.name, name);
  Put16(bytes, 16, 1);  // file version (UDF 2.3.4.1)
  Put8(bytes, 18, identifier.characteristics);
  Put8(bytes, 19, static_cast<std::uint8_t>(name.size()));
  Put32(bytes, 20, kBlockSize);
  Put32(bytes, 24, identifier.icb_lba - facts.partition_start);
  // The implementation use of the ICB's address holds the unique id since UDF 2.00 (2.3.4.3).
  if (facts.revision >= 0x0200) Put32(bytes, 32, static_cast<std::uint32_t>(identifier.unique_id));
  std::copy(name.begin(), name.end(), bytes.begin() + kFixedSize);
  const std::uint64_t block = data_lba + identifier.offset / kBlockSize;
  SealTag(bytes, TagId::kFileIdentifier, facts.revision,
          static_cast<std::uint32_t>(block - facts.partition_start));
  return bytes;
}

}  // namespace

std::size_t FileIdentifierSize(std::u16string_view name) noexcept {
  return (kFixedSize + EncodedSize(name) + 3) / 4 * 4;
}

void RenderDirectory(const std::vector<Entry>& entries, std::size_t directory, std::uint32_t index,
                     const VolumeFacts& facts, std::uint64_t first_unique_id, Block block) {
  const Entry& self = entries[directory];
  const std::uint64_t begin = std::uint64_t{index} * kBlockSize;
  const std::uint64_t end = begin + kBlockSize;
  const std::uint32_t data_lba = self.icb_lba + 1;
  IdentifierBuffer buffer;

  // Identifiers run across block borders (UDF 2.3.4 allows it), so the first one here may have
  // begun in the block before.
  const auto place = [&](const Identifier& identifier) {
    const auto bytes = RenderIdentifier(identifier, facts, data_lba, buffer);
    const std::uint64_t from = std::max(begin, identifier.offset);
    const std::uint64_t to = std::min(end, identifier.offset + bytes.size());
    if (from >= to) return;
    const auto part = bytes.subspan(static_cast<std::size_t>(from - identifier.offset),
                                    static_cast<std::size_t>(to - from));
    std::copy(part.begin(), part.end(), block.begin() + static_cast<std::ptrdiff_t>(from - begin));
  };

  place({static_cast<std::uint8_t>(kDirectory | kParent),
         {},
         entries[self.parent].icb_lba,
         UniqueId(entries, self.parent, first_unique_id),
         0});
  const auto first = entries.begin() + self.first_child;
  const auto last = first + self.child_count;
  auto child = std::upper_bound(first, last, begin, [](std::uint64_t offset, const Entry& entry) {
    return offset < entry.fid_offset;
  });
  if (child != first) --child;
  for (; child != last && child->fid_offset < end; ++child) {
    const auto characteristics = static_cast<std::uint8_t>(
        (child->directory ? kDirectory : 0) | (child->hidden ? kHidden : 0) |
        (child->stream && child->metadata ? kMetadata : 0));
    place({characteristics, child->name, child->icb_lba,
           UniqueId(entries, static_cast<std::size_t>(child - entries.begin()), first_unique_id),
           child->fid_offset});
  }
}

}  // namespace virtual_drive::udf
