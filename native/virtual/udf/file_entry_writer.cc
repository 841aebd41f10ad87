#include "virtual/udf/file_entry_writer.h"

#include <algorithm>
#include <limits>

#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/entity_id.h"
#include "virtual/udf/errors.h"
#include "virtual/udf/file_types.h"
#include "virtual/udf/timestamp.h"

namespace virtual_drive::udf {
namespace {

constexpr std::uint32_t kDescriptorSize = 8;  // short_ad (ECMA-167 4/14.14.1)
constexpr std::uint32_t kExtentHeader = 24;   // allocation extent descriptor (4/14.5)
// 30 bits of length, of which UDF 2.3.10.1 takes the largest multiple of the block size.
constexpr std::uint64_t kLongestExtent = (1u << 30) - kBlockSize;
constexpr std::uint32_t kDescriptorsPerExtent = (kBlockSize - kExtentHeader) / kDescriptorSize;

// Upper two bits of an extent's length (4/14.14.1.1).
constexpr std::uint32_t kNotRecorded = 2u << 30;
constexpr std::uint32_t kContinues = 3u << 30;

// Flag of an ICB tag (4/14.6.8): identifiers in a stream directory name the entry.
constexpr std::uint16_t kStream = 1u << 13;

// Which of the two entries (4/14.9, 4/14.17) records a file, and what room is left in its block.
struct Form {
  bool extended;            // knows the time of creation itself
  bool creation_attribute;  // carries it in a File Times attribute (4/14.10.5)
  std::uint32_t header() const { return extended ? 216 : 176; }
  std::uint32_t attributes() const { return creation_attribute ? 56 : 0; }
  std::uint32_t room() const { return kBlockSize - header() - attributes(); }
};

Form FormOf(const Entry& entry, std::uint16_t revision) {
  const auto* embedded = std::get_if<tree::Embedded>(&entry.content);
  const std::size_t bytes = embedded == nullptr ? 0 : embedded->bytes.size();
  const Form usual = revision >= 0x0200 ? Form{true, false} : Form{false, true};
  // Only the larger entry knows of streams (4/14.17).
  if (entry.has_streams) return usual;
  // Embedded bytes that another writer put in the smaller entry must stay, the time of creation is
  // the lesser loss.
  return bytes <= usual.room() ? usual : Form{false, false};
}

// Calls visit(length and type, lba) for each allocation descriptor of the entry, in order.
template <typename Visit>
void VisitAllocation(const Entry& entry, Visit visit) {
  const auto split = [&](std::uint64_t bytes, std::uint32_t lba, std::uint32_t type) {
    while (bytes > 0) {
      const std::uint64_t part = std::min(bytes, kLongestExtent);
      visit(static_cast<std::uint32_t>(part) | type, lba);
      if (type != kNotRecorded)
        lba += static_cast<std::uint32_t>((part + kBlockSize - 1) / kBlockSize);
      bytes -= part;
    }
  };
  if (entry.directory) {
    split(entry.size, entry.icb_lba + 1, 0);
  } else if (std::holds_alternative<tree::New>(entry.content)) {
    split(entry.size, entry.data_lba, 0);
  } else if (const auto* imported = std::get_if<tree::Imported>(&entry.content)) {
    for (const auto& extent : imported->extents)
      split(extent.length, extent.lba, extent.recorded ? 0 : kNotRecorded);
  }
}

std::uint64_t RecordedBlocks(const Entry& entry) {
  std::uint64_t blocks = 0;
  VisitAllocation(entry, [&](std::uint32_t length, std::uint32_t) {
    if (length < kNotRecorded) blocks += (std::uint64_t{length} + kBlockSize - 1) / kBlockSize;
  });
  return blocks;
}

std::uint64_t CountAllocation(const Entry& entry) {
  std::uint64_t count = 0;
  VisitAllocation(entry, [&](std::uint32_t, std::uint32_t) { ++count; });
  return count;
}

struct Placement {
  std::uint64_t first = 0;  // allocation descriptor
  std::uint64_t count = 0;
  bool continues = false;
};

// Descriptors that block `index` holds. A block that is followed by another gives its last place to
// the pointer.
Placement PlacementOf(std::uint64_t total, std::uint32_t room_in_entry, std::uint32_t index) {
  std::uint64_t first = 0;
  std::uint64_t places = room_in_entry;
  for (std::uint32_t i = 0;; ++i) {
    const bool continues = total - first > places;
    const std::uint64_t count = continues ? places - 1 : total - first;
    if (i == index) return {first, count, continues};
    first += count;
    places = kDescriptorsPerExtent;
  }
}

void PutAllocation(const Entry& entry, const Placement& placement, std::uint32_t next_lba,
                   const VolumeFacts& facts, std::span<std::byte> room) {
  std::uint64_t at = 0;
  std::size_t bp = 0;
  VisitAllocation(entry, [&](std::uint32_t length, std::uint32_t lba) {
    if (at >= placement.first && at < placement.first + placement.count) {
      Put32(room, bp, length);
      Put32(room, bp + 4, length >= kNotRecorded ? 0 : lba - facts.partition_start);
      bp += kDescriptorSize;
    }
    ++at;
  });
  if (placement.continues) {
    Put32(room, bp, kBlockSize | kContinues);
    Put32(room, bp + 4, next_lba - facts.partition_start);
  }
}

// ECMA-167 4/14.6.6. Real-time files came with UDF 2.01 (2.2.9 there), and no stream is one
// (3.3.5.1).
std::uint8_t FileType(const Entry& entry, std::uint16_t revision) {
  if (entry.directory) return entry.stream ? kStreamDirectoryType : kDirectoryType;
  return entry.real_time && !entry.stream && revision >= 0x0201 ? kRealTimeType : kFileType;
}

// ECMA-167 4/14.6.
void PutIcbTag(const Entry& entry, std::uint16_t revision, Block block) {
  Put16(block, 20, 4);  // strategy (UDF 2.3.5.1)
  Put16(block, 24, 1);  // entries
  Put8(block, 27, FileType(entry, revision));
  const unsigned embedded = std::holds_alternative<tree::Embedded>(entry.content) ? 3 : 0;
  const unsigned stream = entry.stream && !entry.directory ? kStream : 0;
  Put16(block, 34, static_cast<std::uint16_t>(embedded | stream));
}

// ECMA-167 4/14.10.1 and 4/14.10.5, holding nothing but the time of creation.
void PutCreationAttribute(const Entry& entry, std::uint32_t location, const VolumeFacts& facts,
                          std::span<std::byte> attributes) {
  Put32(attributes, 24, 5);  // type: file times
  Put8(attributes, 28, 1);
  Put32(attributes, 32, 32);  // bytes of the attribute
  Put32(attributes, 36, 12);  // bytes of its times
  Put32(attributes, 40, 1);   // which times: creation
  PutTimestamp(attributes, 44, entry.times.creation);
  // No implementation or application attributes follow: their locations are past the end.
  Put32(attributes, 16, 0xFFFFFFFF);
  Put32(attributes, 20, 0xFFFFFFFF);
  SealTag(attributes.first(24), TagId::kExtendedAttributeHeader, facts.revision, location);
}

// UDF 2.3.6.5: links are the identifiers that name this entry, a directory's own parent entries
// included. None names a stream directory, whose parent entry names the file (ECMA-167 4/9.2).
std::uint16_t LinkCount(const Entry& entry) {
  if (!entry.directory) return entry.has_streams ? 2 : 1;
  if (entry.stream) return 0;
  const std::uint64_t links = std::uint64_t{entry.subdirectories} + 1;
  return static_cast<std::uint16_t>(
      std::min<std::uint64_t>(links, std::numeric_limits<std::uint16_t>::max()));
}

void RenderContinuation(const Entry& entry, const Form& form, std::uint32_t index,
                        const VolumeFacts& facts, Block block) {
  const auto placement = PlacementOf(CountAllocation(entry), form.room() / kDescriptorSize, index);
  const auto descriptors =
      static_cast<std::uint32_t>(placement.count + (placement.continues ? 1 : 0));
  PutAllocation(entry, placement, entry.icb_lba + index + 1, facts, block.subspan(kExtentHeader));
  Put32(block, 20, descriptors * kDescriptorSize);
  // UDF 2.3.11 lets the CRC end with the header.
  SealTag(block.first(kExtentHeader), TagId::kAllocationExtent, facts.revision,
          entry.icb_lba + index - facts.partition_start);
}

}  // namespace

std::uint32_t FileEntryBlocks(const Entry& entry, std::uint16_t revision) {
  const Form form = FormOf(entry, revision);
  if (const auto* embedded = std::get_if<tree::Embedded>(&entry.content)) {
    if (embedded->bytes.size() > form.room()) {
      throw SessionError(SessionErrorKind::kBadOption,
                         "More bytes are embedded than a file entry can hold.");
    }
  }
  const std::uint64_t descriptors = CountAllocation(entry);
  const std::uint64_t in_entry = form.room() / kDescriptorSize;
  if (descriptors <= in_entry) return 1;
  // Each continuation costs the block before it one place: n blocks behind the entry hold 252 n
  // + 1.
  const std::uint64_t left = descriptors - (in_entry - 1);
  return static_cast<std::uint32_t>(
      1 + std::max<std::uint64_t>(
              1, (left - 1 + kDescriptorsPerExtent - 2) / (kDescriptorsPerExtent - 1)));
}

void RenderFileEntry(const Entry& entry, std::uint64_t unique_id, std::uint32_t index,
                     const VolumeFacts& facts, Block block) {
  const Form form = FormOf(entry, facts.revision);
  if (index > 0) return RenderContinuation(entry, form, index, facts, block);

  PutIcbTag(entry, facts.revision, block);
  Put32(block, 36, 0xFFFFFFFF);  // no user and no group (UDF 2.3.6.1)
  Put32(block, 40, 0xFFFFFFFF);
  Put32(block, 44,
        entry.directory ? 0x14A5 : 0x1084);  // everyone reads, and enters directories (4/14.9.5)
  Put16(block, 48, LinkCount(entry));
  Put64(block, 56, entry.size);
  const std::size_t shift = form.extended ? 8 : 0;  // the extended entry has the object size first
  if (form.extended) Put64(block, 64, entry.size + entry.stream_bytes);
  Put64(block, 64 + shift, RecordedBlocks(entry));
  PutTimestamp(block, 72 + shift, entry.times.access);
  PutTimestamp(block, 84 + shift, entry.times.modification);
  if (form.extended) PutTimestamp(block, 104, entry.times.creation);
  PutTimestamp(block, form.extended ? 116 : 96, facts.recording_time);  // attributes
  Put32(block, form.extended ? 128 : 108, 1);                           // checkpoint
  PutImplementationId(block, form.extended ? 168 : 128);
  const std::size_t tail = form.header() - 16;
  Put64(block, tail, unique_id);
  Put32(block, tail + 8, form.attributes());
  if (entry.has_streams) {
    Put32(block, 152, kBlockSize);
    Put32(block, 156, entry.stream_directory_lba - facts.partition_start);
  }
  const std::uint32_t location = entry.icb_lba - facts.partition_start;
  if (form.creation_attribute) {
    PutCreationAttribute(entry, location, facts, block.subspan(form.header(), form.attributes()));
  }

  const auto room = block.last(form.room());
  std::uint32_t used = 0;
  if (const auto* embedded = std::get_if<tree::Embedded>(&entry.content)) {
    std::copy(embedded->bytes.begin(), embedded->bytes.end(), room.begin());
    used = static_cast<std::uint32_t>(embedded->bytes.size());
  } else {
    const auto placement = PlacementOf(CountAllocation(entry), form.room() / kDescriptorSize, 0);
    used = static_cast<std::uint32_t>(placement.count + (placement.continues ? 1 : 0)) *
           kDescriptorSize;
    PutAllocation(entry, placement, entry.icb_lba + 1, facts, room);
  }
  Put32(block, tail + 12, used);
  const auto id = form.extended ? TagId::kExtendedFileEntry : TagId::kFileEntry;
  SealTag(block.first(form.header() + form.attributes() + used), id, facts.revision, location);
}

}  // namespace virtual_drive::udf
