#include "virtual/iso/image.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "virtual/iso/errors.h"
#include "virtual/tree/path.h"

namespace virtual_drive::iso {
namespace {

using udf::BlockKind;
using udf::kBlockSize;

std::uint64_t BlocksOf(std::uint64_t bytes) { return (bytes + kBlockSize - 1) / kBlockSize; }

// A place on a disc is only good for the disc that it was read from; more than that its place
// behind the old sessions can't tell.
void RequireBefore(std::uint32_t session_start, const tree::File& file) {
  const auto* imported = std::get_if<tree::Imported>(&file.content());
  if (imported == nullptr) return;
  for (const tree::DiscExtent& extent : imported->extents) {
    if (extent.lba + BlocksOf(extent.length) <= session_start) continue;
    throw LimitError(LimitKind::kBadContent, tree::PathOf(file),
                     "The old file does not lie before the new session.");
  }
}

// Breadth first, as Hierarchy numbers them.
std::vector<const tree::Node*> AllNodes(const tree::Directory& root) {
  std::vector<const tree::Node*> nodes{&root};
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i]->is_directory()) continue;
    for (const auto& child : static_cast<const tree::Directory&>(*nodes[i]).children())
      nodes.push_back(child.get());
  }
  return nodes;
}

}  // namespace

Image::Image(const tree::Directory& root, Options options, const Layout& layout)
    : structures_(std::make_unique<Structures>(root, std::move(options))),
      start_(layout.session_start) {
  const std::uint64_t descriptors_end =
      std::uint64_t{start_} + kFirstDescriptor + structures_->descriptor_blocks();
  std::uint64_t next = descriptors_end + structures_->structure_blocks();
  RequireRoom(next, layout);
  structures_end_ = static_cast<std::uint32_t>(next);
  extents_.push_back({start_, structures_end_ - start_, BlockKind::kMetadata, nullptr, 0});
  AddStretch(start_, descriptors_end, u"Volume descriptors");
  AddStretch(descriptors_end, structures_end_, u"File system structures");

  udf::Bridge::Placement placement;
  placement.first_block = start_;
  placement.structures = static_cast<std::uint32_t>(descriptors_end);
  for (const auto& source : structures_->extra_data()) {
    placement.extra_data.push_back(static_cast<std::uint32_t>(next));
    AddData(next, source, u"Boot image");
  }
  const std::vector<const tree::Node*> nodes = AllNodes(root);
  std::vector<std::uint32_t> lbas(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i]->is_directory()) continue;
    const auto& file = static_cast<const tree::File&>(*nodes[i]);
    RequireBefore(start_, file);
    const auto* fresh = std::get_if<tree::New>(&file.content());
    if (fresh == nullptr || file.size() == 0) continue;
    lbas[i] = static_cast<std::uint32_t>(next);
    AddData(next, fresh->source, tree::PathOf(file));
    RequireRoom(next, layout);
  }
  const std::uint64_t unit = layout.write_unit;
  const std::uint64_t total = start_ + (next - start_ + unit - 1) / unit * unit;
  RequireRoom(total, layout);
  total_blocks_ = static_cast<std::uint32_t>(total);
  if (next < total) {
    const auto first = static_cast<std::uint32_t>(next);
    extents_.push_back({first, total_blocks_ - first, BlockKind::kMetadata, nullptr, 0});
    AddStretch(next, total, u"End of session");
  }
  ranges_.push_back({start_, total_blocks_ - 1});
  placement.total_blocks = total_blocks_;
  placement.file_lba = [&lbas](std::uint32_t number) { return lbas[number]; };
  structures_->Place(placement);
}

const udf::ImageExtent& Image::ExtentAt(std::uint32_t lba) const noexcept {
  assert(lba >= start_ && lba < total_blocks_);
  return *std::prev(std::ranges::upper_bound(extents_, lba, {}, &udf::ImageExtent::first_lba));
}

void Image::RenderBlock(std::uint32_t lba, Block block) const {
  std::ranges::fill(block, std::byte{0});
  if (lba >= start_ + kFirstDescriptor && lba < structures_end_) structures_->Render(lba, block);
}

void Image::AddData(std::uint64_t& next, std::shared_ptr<tree::ContentSource> source,
                    std::u16string description) {
  const std::uint64_t bytes = source->Size();
  const std::uint64_t blocks = BlocksOf(bytes);
  extents_.push_back({static_cast<std::uint32_t>(next), static_cast<std::uint32_t>(blocks),
                      BlockKind::kFileData, std::move(source), bytes});
  AddStretch(next, next + blocks, std::move(description));
  next += blocks;
}

void Image::AddStretch(std::uint64_t first, std::uint64_t end, std::u16string description) {
  progress_.push_back(
      {static_cast<std::uint32_t>(first - start_), static_cast<std::uint32_t>(end - 1 - start_)});
  texts_.push_back(std::move(description));
}

void Image::RequireRoom(std::uint64_t needed, const Layout& layout) const {
  const std::uint64_t limit =
      layout.capacity_blocks != 0 ? layout.capacity_blocks : std::uint64_t{INT32_MAX};
  if (needed <= limit) return;
  const std::uint64_t wanted = needed - start_;
  const std::uint64_t free = limit > start_ ? limit - start_ : 0;
  throw LimitError(LimitKind::kNotEnoughRoom, u"\\",
                   "The image needs " + std::to_string(wanted) + " blocks, the disc has " +
                       std::to_string(free) + " free.",
                   wanted, free);
}

}  // namespace virtual_drive::iso
