#include "virtual/iso/structures.h"

#include <algorithm>
#include <utility>

#include "virtual/iso/errors.h"
#include "virtual/iso/limits.h"
#include "virtual/tree/path.h"

namespace virtual_drive::iso {
namespace {

using udf::kBlockSize;

// ISO 9660 has file sections on the disc and nothing else: no bytes beside an entry, no holes.
bool HasSections(const tree::Content& content) {
  if (const auto* imported = std::get_if<tree::Imported>(&content))
    return std::ranges::all_of(imported->extents, &tree::DiscExtent::recorded);
  return !std::holds_alternative<tree::Embedded>(content);
}

void RequireSections(const tree::Directory& root) {
  std::vector<const tree::Directory*> pending{&root};
  while (!pending.empty()) {
    const tree::Directory* at = pending.back();
    pending.pop_back();
    for (const auto& child : at->children()) {
      if (child->is_directory()) {
        pending.push_back(static_cast<const tree::Directory*>(child.get()));
        continue;
      }
      if (HasSections(static_cast<const tree::File&>(*child).content())) continue;
      throw LimitError(LimitKind::kBadContent, tree::PathOf(*child),
                       "The file is recorded in a way that ISO 9660 doesn't have.");
    }
  }
}

// Before the hierarchies are made of it.
const tree::Directory& Checked(const tree::Directory& root) {
  CheckTree(root);
  RequireSections(root);
  return root;
}

NameRules RulesOf(int interchange_level) {
  return interchange_level == 1 ? NameRules::kLevel1 : NameRules::kLevel2;
}

}  // namespace

Structures::Structures(const tree::Directory& root, Options options)
    : options_(std::move(options)), primary_(Checked(root), RulesOf(options_.interchange_level)) {
  if (options_.joliet) joliet_.emplace(root, NameRules::kJoliet);
  for (const BootImage& image : options_.boot_images) boot_data_.push_back(image.source);
}

std::uint32_t Structures::descriptor_blocks() const {
  return 2u + (joliet_ ? 1 : 0) + (boot_data_.empty() ? 0 : 1);
}

std::uint32_t Structures::structure_blocks() const {
  const std::size_t catalog = CatalogSize(options_.boot_images);
  return primary_.blocks() + (joliet_ ? joliet_->blocks() : 0) +
         static_cast<std::uint32_t>((catalog + kBlockSize - 1) / kBlockSize);
}

void Structures::Place(const Placement& placement) {
  descriptors_start_ = placement.first_block + kFirstDescriptor;
  primary_.Place(placement.structures, placement.file_lba);
  joliet_start_ = placement.structures + primary_.blocks();
  catalog_start_ = joliet_start_;
  if (joliet_) {
    joliet_->Place(joliet_start_, placement.file_lba);
    catalog_start_ += joliet_->blocks();
  }
  catalog_ = MakeCatalog(options_.boot_images, placement.extra_data);
  // Of the session, as genisoimage and libisofs have it: ECMA-119 knows of none behind another.
  facts_ = {options_.volume_name, options_.recording_time,
            placement.total_blocks - placement.first_block};
}

void Structures::Render(std::uint32_t lba, Block block) const {
  if (lba < descriptors_start_ + descriptor_blocks()) {
    std::uint32_t next = descriptors_start_;
    if (lba == next++) return RenderPrimary(facts_, primary_, block);
    // Block 17 has to be El Torito's.
    if (!boot_data_.empty() && lba == next++) return RenderBootRecord(catalog_start_, block);
    if (joliet_ && lba == next++) return RenderSupplementary(facts_, *joliet_, block);
    return RenderTerminator(block);
  }
  if (lba < joliet_start_) return primary_.Render(lba, block);
  if (lba < catalog_start_) return joliet_->Render(lba, block);
  const std::size_t offset = std::size_t{lba - catalog_start_} * kBlockSize;
  std::ranges::copy(std::span(catalog_).subspan(offset, kBlockSize), block.begin());
}

}  // namespace virtual_drive::iso
