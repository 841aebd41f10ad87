#include "virtual/udf/session_layout.h"

#include <algorithm>
#include <functional>
#include <string>

#include "virtual/udf/osta_cs0.h"
#include "virtual/udf/volume_descriptors.h"

namespace virtual_drive::udf {
namespace {

std::uint64_t RoundUp(std::uint64_t blocks, std::uint32_t unit) {
  return (blocks + unit - 1) / unit * unit;
}

// On a multiple of the unit, seen from the start of the session.
std::uint64_t RoundUpFrom(std::uint64_t first, std::uint64_t block, std::uint32_t unit) {
  return first + RoundUp(block - first, unit);
}

void RequireImportedFrom(const Volume* previous, const Entry& entry) {
  const auto* imported = std::get_if<tree::Imported>(&entry.content);
  if (imported == nullptr) return;
  for (const tree::DiscExtent& extent : imported->extents) {
    if (!extent.recorded) continue;
    const std::uint64_t end = extent.lba + (extent.length + kBlockSize - 1) / kBlockSize;
    if (previous == nullptr || extent.lba < previous->partition_start ||
        end > previous->end_of_used_blocks) {
      throw SessionError(SessionErrorKind::kBadOption,
                         "An imported file does not belong to the previous volume.");
    }
  }
}

// 256 last: readers try it first, so until it is written the old tree is found, and a reader that
// finds it torn goes on to one that is already new.
std::vector<std::uint32_t> CommitAnchors(const Volume& previous, std::uint32_t first_block) {
  std::vector<std::uint32_t> anchors = previous.anchors;
  anchors.push_back(kAnchor);
  // Our own layout: a second anchor that couldn't be read is repaired, like the first.
  if (previous.partition_start == kFirstPartitionBlock) anchors.push_back(kSecondAnchor);
  std::sort(anchors.begin(), anchors.end(), std::greater<>());
  anchors.erase(std::unique(anchors.begin(), anchors.end()), anchors.end());
  std::erase_if(anchors, [&](std::uint32_t lba) {
    // A block of the partition that looks like an anchor may as well be a file's: only 256 can't
    // be.
    const bool in_partition = lba >= previous.partition_start &&
                              lba - previous.partition_start < previous.partition_blocks;
    return lba >= first_block || (in_partition && lba != kAnchor);
  });
  const auto first = std::find(anchors.begin(), anchors.end(), kAnchor);
  std::rotate(first, first + 1, anchors.end());
  return anchors;
}

}  // namespace

void CheckOptions(const Volume* previous, const SessionOptions& options) {
  const auto refuse = [](const char* message) {
    throw SessionError(SessionErrorKind::kBadOption, message);
  };
  if (options.write_unit != 16 && options.write_unit != 32)
    refuse("A write unit has 16 or 32 blocks.");
  if (options.revision != 0x0102 && options.revision != 0x0201)
    refuse("Only UDF 1.02 and 2.01 are written.");
  if (options.volume_name.empty()) refuse("A volume needs a name.");
  if (EncodedSize(options.volume_name) > 127)
    refuse("The volume name is longer than 127 bytes of OSTA CS0.");
  if (options.bridge && options.bridge->descriptor_blocks() > kMostBridgeDescriptors)
    refuse("There are too many volume descriptors before UDF's.");
  if (previous == nullptr) return;
  if (options.sequential && options.sequential_start < previous->end_of_used_blocks)
    refuse("A sequential session starts behind the previous one.");
  if (options.bridge) refuse("A bridge disc is written whole.");
  if (!previous->appendable()) {
    throw SessionError(SessionErrorKind::kNotAppendable, Describe(previous->append_obstacle));
  }
  if (previous->revision != options.revision)
    refuse("A session has the UDF revision of the one before it.");
}

SessionLayout LayOut(std::vector<Entry>& entries, const Volume* previous,
                     const SessionOptions& options) {
  std::uint64_t first = 0;
  if (options.sequential) {
    first = options.sequential_start;
  } else if (previous != nullptr) {
    first = RoundUp(previous->end_of_used_blocks, options.write_unit);
  }
  std::uint64_t next = first + BlocksBeforeMetadata(first);
  SessionLayout layout;
  layout.first_block = static_cast<std::uint32_t>(std::min<std::uint64_t>(first, UINT32_MAX));
  layout.metadata_start = static_cast<std::uint32_t>(std::min<std::uint64_t>(next, UINT32_MAX));
  layout.partition_start = layout.metadata_start;
  if (previous != nullptr) {
    // Old files are referenced where they are, so the partition keeps its start and grows to the
    // new end.
    layout.partition_start = previous->partition_start;
    layout.partition_number = previous->partition_number;
    if (!options.sequential) layout.commit_anchors = CommitAnchors(*previous, layout.first_block);
  }

  layout.recognition = layout.first_block + kRecognition +
                       (options.bridge ? options.bridge->descriptor_blocks() : 0);

  next += kFileSetBlocks;
  VisitRecorded(entries, [&](std::uint32_t i) {
    Entry& entry = entries[i];
    RequireImportedFrom(previous, entry);
    entry.icb_lba = static_cast<std::uint32_t>(next);
    next += entry.metadata_blocks;
    if (entry.stream && entry.directory) entries[entry.parent].stream_directory_lba = entry.icb_lba;
  });
  const std::uint64_t metadata_end = next;
  if (options.bridge) next += options.bridge->structure_blocks();
  const std::uint64_t bridge_end = next;
  const std::uint64_t data_start = RoundUpFrom(layout.first_block, next, options.write_unit);
  next = data_start;
  if (options.bridge) {
    for (const auto& source : options.bridge->extra_data()) {
      layout.bridge_data.push_back(static_cast<std::uint32_t>(next));
      next += source->Size() / kBlockSize + (source->Size() % kBlockSize != 0);
    }
  }
  VisitRecorded(entries, [&](std::uint32_t i) {
    Entry& entry = entries[i];
    if (!std::holds_alternative<tree::New>(entry.content)) return;
    entry.data_lba = static_cast<std::uint32_t>(next);
    next += entry.size / kBlockSize + (entry.size % kBlockSize != 0);
  });
  const std::uint64_t end_anchor = RoundUpFrom(layout.first_block, next, options.write_unit);
  const std::uint64_t total = end_anchor + options.write_unit;

  // Block numbers have 32 bits in UDF and 31 in IMAPI2's LONG; the casts above are undone by this
  // refusal.
  const std::uint64_t limit =
      options.capacity_blocks != 0 ? options.capacity_blocks : std::uint64_t{INT32_MAX};
  if (total > limit) {
    const std::uint64_t needed = total - layout.first_block;
    const std::uint64_t free = limit > layout.first_block ? limit - layout.first_block : 0;
    throw SessionError(SessionErrorKind::kNotEnoughRoom,
                       "The session needs " + std::to_string(needed) + " blocks, the disc has " +
                           std::to_string(free) + " free.",
                       needed, free);
  }
  layout.metadata_end = static_cast<std::uint32_t>(metadata_end);
  layout.bridge_end = static_cast<std::uint32_t>(bridge_end);
  layout.data_start = static_cast<std::uint32_t>(data_start);
  layout.data_end = static_cast<std::uint32_t>(next);
  layout.end_anchor = static_cast<std::uint32_t>(end_anchor);
  layout.total_blocks = static_cast<std::uint32_t>(total);
  if (options.sequential) layout.last_anchor = layout.total_blocks - 1;
  return layout;
}

}  // namespace virtual_drive::udf
