#include "virtual/udf/image_map.h"

#include <algorithm>
#include <utility>

namespace virtual_drive::udf {
namespace {

enum Stretch : std::uint32_t {
  kPreviousSessions = kFirstStretch,
  kVolumeDescriptors,
  kFileSystem,
  kBridge,
  kBridgeData,
  kEndAnchor
};

class MapBuilder {
 public:
  MapBuilder(const SessionLayout& layout, const std::vector<Entry>& entries, const Bridge* bridge)
      : layout_(layout), entries_(entries), bridge_(bridge) {}

  ImageMap Build(const SessionOptions& options) {
    start_ = options.sequential ? layout_.first_block : 0;
    CollectExtents();
    CollectRanges(options);
    CollectProgress();
    return std::move(map_);
  }

 private:
  void AddExtent(std::uint32_t first, std::uint32_t end, BlockKind kind) {
    if (first < end) map_.extents.push_back({first, end - first, kind, nullptr, 0});
  }

  void CollectExtents() {
    // Of the old disc the anchors change, block by block: what shares a write unit with one is
    // written back as it was.
    std::vector<std::uint32_t> anchors = layout_.commit_anchors;
    std::sort(anchors.begin(), anchors.end());
    std::uint32_t next = start_;
    for (const std::uint32_t anchor : anchors) {
      AddExtent(next, anchor, BlockKind::kPrevious);
      AddExtent(anchor, anchor + 1, BlockKind::kMetadata);
      next = anchor + 1;
    }
    AddExtent(next, layout_.first_block, BlockKind::kPrevious);
    AddExtent(layout_.first_block, layout_.data_start, BlockKind::kMetadata);
    for (std::size_t i = 0; i < layout_.bridge_data.size(); ++i) {
      const auto& source = bridge_->extra_data()[i];
      if (source->Size() == 0) continue;
      map_.extents.push_back({layout_.bridge_data[i], BlocksOf(source->Size()),
                              BlockKind::kFileData, source, source->Size()});
    }
    VisitRecorded(entries_, [&](std::uint32_t i) {
      const Entry& entry = entries_[i];
      const auto* fresh = std::get_if<tree::New>(&entry.content);
      if (fresh == nullptr || entry.size == 0) return;
      map_.extents.push_back(
          {entry.data_lba, DataBlocks(entry), BlockKind::kFileData, fresh->source, entry.size});
    });
    AddExtent(layout_.data_end, layout_.total_blocks, BlockKind::kMetadata);
  }

  void AddRange(std::uint32_t first, std::uint32_t end) { map_.ranges.push_back({first, end - 1}); }

  void CollectRanges(const SessionOptions& options) {
    if (options.metadata_ranges_apart && !options.sequential && layout_.first_block != 0) {
      AddRange(layout_.data_start, layout_.total_blocks);
      AddRange(layout_.first_block, layout_.metadata_start);
      AddRange(layout_.metadata_start, layout_.data_start);
    } else {
      AddRange(layout_.first_block, layout_.total_blocks);
    }
    for (const std::uint32_t anchor : layout_.commit_anchors) {
      const std::uint32_t unit = anchor / options.write_unit * options.write_unit;
      const BlockRange range{unit, unit + options.write_unit - 1};
      if (std::find(map_.ranges.begin(), map_.ranges.end(), range) != map_.ranges.end()) continue;
      map_.ranges.push_back(range);
      ++map_.commit_ranges;
    }
  }

  void AddProgress(std::uint32_t first, std::uint32_t end, std::uint32_t entry) {
    if (first >= end) return;
    map_.progress.push_back({first - start_, end - 1 - start_});
    map_.progress_entries.push_back(entry);
  }

  void CollectProgress() {
    AddProgress(start_, layout_.first_block, kPreviousSessions);
    AddProgress(layout_.first_block, layout_.metadata_start, kVolumeDescriptors);
    const std::uint32_t udf_end =
        layout_.bridge_end > layout_.metadata_end ? layout_.metadata_end : layout_.data_start;
    AddProgress(layout_.metadata_start, udf_end, kFileSystem);
    AddProgress(udf_end, layout_.data_start, kBridge);
    for (std::size_t i = 0; i < layout_.bridge_data.size(); ++i) {
      const std::uint32_t first = layout_.bridge_data[i];
      AddProgress(first, first + BlocksOf(bridge_->extra_data()[i]->Size()), kBridgeData);
    }
    VisitRecorded(entries_, [&](std::uint32_t i) {
      const Entry& entry = entries_[i];
      if (!std::holds_alternative<tree::New>(entry.content)) return;
      AddProgress(entry.data_lba, entry.data_lba + DataBlocks(entry), i);
    });
    AddProgress(layout_.data_end, layout_.total_blocks, kEndAnchor);
  }

  static std::uint32_t BlocksOf(std::uint64_t bytes) {
    return static_cast<std::uint32_t>((bytes + kBlockSize - 1) / kBlockSize);
  }
  static std::uint32_t DataBlocks(const Entry& entry) { return BlocksOf(entry.size); }

  const SessionLayout& layout_;
  std::uint32_t start_ = 0;  // of the image
  const std::vector<Entry>& entries_;
  const Bridge* const bridge_;
  ImageMap map_;
};

}  // namespace

ImageMap MapImage(const SessionLayout& layout, const std::vector<Entry>& entries,
                  const SessionOptions& options) {
  return MapBuilder(layout, entries, options.bridge.get()).Build(options);
}

std::u16string DescribeStretch(std::uint32_t stretch) {
  switch (stretch) {
    case kPreviousSessions:
      return u"Previous sessions";
    case kVolumeDescriptors:
      return u"Volume descriptors";
    case kFileSystem:
      return u"File system structures";
    case kBridge:
      return u"ISO 9660 structures";
    case kBridgeData:
      return u"Boot image";
    default:
      return u"End of session";
  }
}

}  // namespace virtual_drive::udf
