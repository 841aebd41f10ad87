#include "virtual/udf/session.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <utility>

#include "virtual/udf/directory_writer.h"
#include "virtual/udf/file_entry_writer.h"
#include "virtual/udf/image_map.h"
#include "virtual/udf/osta_cs0.h"
#include "virtual/udf/session_entries.h"
#include "virtual/udf/session_layout.h"
#include "virtual/udf/volume_descriptors.h"

namespace virtual_drive::udf {
namespace {

// UDF 3.2.1.1 keeps the ids below 16 for other systems.
constexpr std::uint64_t kFirstUniqueId = 16;

// A disc that was written often enough to run out of 32 bits, or that lies, starts over: ids are
// unique in a session.
std::uint64_t FirstUniqueId(const Volume* previous, std::size_t entries) {
  if (previous == nullptr || previous->next_unique_id < kFirstUniqueId) return kFirstUniqueId;
  const bool fits = previous->next_unique_id <= UINT32_MAX - static_cast<std::uint64_t>(entries);
  return fits ? previous->next_unique_id : kFirstUniqueId;
}

// UDF 2.2.2.5: sixteen characters that tell volume sets apart, the first eight being the time in
// hexadecimal.
std::u16string NewVolumeSet(const SessionOptions& options) {
  const auto micros = static_cast<std::uint64_t>(options.recording_time.time_since_epoch().count());
  const auto hex = [](std::uint32_t value) {
    std::string digits(8, '0');
    for (std::size_t i = 8; i-- > 0; value >>= 4) digits[i] = "0123456789ABCDEF"[value & 15];
    return Widen(digits);
  };
  return hex(static_cast<std::uint32_t>(micros / 1'000'000)) +
         hex(static_cast<std::uint32_t>(micros % 1'000'000)) + options.volume_name;
}

VolumeFacts FactsOf(const SessionLayout& layout, const std::vector<Entry>& entries,
                    const Volume* previous, const SessionOptions& options,
                    std::uint64_t first_unique_id) {
  VolumeFacts facts;
  facts.revision = options.revision;
  facts.volume_name = options.volume_name;
  facts.volume_set = previous != nullptr ? previous->volume_set : NewVolumeSet(options);
  facts.recording_time = options.recording_time;
  facts.main_vds = layout.first_block + kMainSequence;
  facts.reserve_vds = layout.first_block + kReserveSequence;
  facts.integrity = layout.first_block + kIntegrity;
  facts.partition_start = layout.partition_start;
  facts.partition_blocks = layout.total_blocks - layout.partition_start;
  facts.partition_number = layout.partition_number;
  facts.file_set_lba = layout.metadata_start;
  facts.root_icb_lba = entries.front().icb_lba;
  // UDF 2.2.6.4 counts no streams.
  for (const Entry& entry : entries) {
    if (!entry.stream) ++(entry.directory ? facts.directory_count : facts.file_count);
  }
  facts.next_unique_id = first_unique_id + facts.file_count + facts.directory_count - 1;
  return facts;
}

void PlaceBridge(Bridge& bridge, const SessionLayout& layout, const std::vector<Entry>& entries) {
  Bridge::Placement placement;
  placement.first_block = layout.first_block;
  placement.structures = layout.metadata_end;
  placement.extra_data = layout.bridge_data;
  placement.total_blocks = layout.total_blocks;
  placement.file_lba = [&entries](std::uint32_t number) { return entries[number].data_lba; };
  bridge.Place(placement);
}

}  // namespace

struct Session::State {
  SessionLayout layout;
  std::vector<Entry> entries;
  std::uint64_t first_unique_id = kFirstUniqueId;
  VolumeFacts facts;
  ImageMap map;
  std::shared_ptr<const Bridge> bridge;
};

Session::Session(const tree::Directory& root, const Volume* previous,
                 const SessionOptions& options) {
  CheckOptions(previous, options);
  auto state = std::make_unique<State>();
  state->entries = CollectEntries(root, options.revision);
  state->layout = LayOut(state->entries, previous, options);
  state->first_unique_id = FirstUniqueId(previous, state->entries.size());
  state->facts = FactsOf(state->layout, state->entries, previous, options, state->first_unique_id);
  state->map = MapImage(state->layout, state->entries, options);
  if (options.bridge) {
    PlaceBridge(*options.bridge, state->layout, state->entries);
    state->bridge = options.bridge;
  }
  state_ = std::move(state);
}

Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

std::uint32_t Session::total_blocks() const noexcept { return state_->layout.total_blocks; }
std::uint32_t Session::first_block() const noexcept { return state_->layout.first_block; }
std::uint32_t Session::image_start() const noexcept {
  return state_->map.extents.front().first_lba;
}
const std::vector<BlockRange>& Session::modified_ranges() const noexcept {
  return state_->map.ranges;
}
std::size_t Session::commit_range_count() const noexcept { return state_->map.commit_ranges; }
const std::vector<ImageExtent>& Session::extents() const noexcept { return state_->map.extents; }

const ImageExtent& Session::ExtentAt(std::uint32_t lba) const noexcept {
  assert(lba >= image_start() && lba < total_blocks());
  const auto& extents = state_->map.extents;
  const auto after = std::upper_bound(
      extents.begin(), extents.end(), lba,
      [](std::uint32_t block, const ImageExtent& e) { return block < e.first_lba; });
  return *std::prev(after);
}

BlockOrigin Session::BlockAt(std::uint32_t lba) const noexcept {
  const ImageExtent& extent = ExtentAt(lba);
  if (extent.kind != BlockKind::kFileData) return {extent.kind, nullptr, 0, 0};
  const std::uint64_t offset = std::uint64_t{lba - extent.first_lba} * kBlockSize;
  const auto bytes =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(kBlockSize, extent.bytes - offset));
  return {extent.kind, extent.source.get(), offset, bytes};
}

void Session::RenderBlock(std::uint32_t lba, std::span<std::byte, kBlockSize> block) const {
  assert(ExtentAt(lba).kind == BlockKind::kMetadata);
  std::fill(block.begin(), block.end(), std::byte{0});
  const auto& [layout, entries, first_unique_id, facts, map, bridge] = *state_;
  const auto in = [&](std::uint32_t start, std::uint32_t blocks) {
    return lba >= start && lba - start < blocks;
  };

  const auto& commit = layout.commit_anchors;
  const bool anchor = in(layout.first_block + kAnchor, 1) || in(layout.end_anchor, 1) ||
                      (layout.last_anchor != 0 && in(layout.last_anchor, 1)) ||
                      (layout.first_block == 0 && in(kSecondAnchor, 1)) ||
                      std::find(commit.begin(), commit.end(), lba) != commit.end();
  if (anchor) return RenderAnchor(facts, lba, block);
  if (in(layout.recognition, kRecognitionBlocks))
    return RenderRecognition(facts, lba - layout.recognition, block);
  if (bridge && (in(layout.first_block + kRecognition, bridge->descriptor_blocks()) ||
                 in(layout.metadata_end, layout.bridge_end - layout.metadata_end))) {
    return bridge->Render(lba, block);
  }
  for (const std::uint32_t sequence : {facts.main_vds, facts.reserve_vds}) {
    if (in(sequence, kSequenceBlocks)) return RenderSequence(facts, lba - sequence, lba, block);
  }
  if (in(facts.integrity, kIntegrityBlocks))
    return RenderIntegrity(facts, lba - facts.integrity, block);
  if (in(facts.file_set_lba, kFileSetBlocks))
    return RenderFileSet(facts, lba - facts.file_set_lba, block);
  if (lba < facts.file_set_lba || lba >= layout.metadata_end) return;

  // Streams stand behind the nodes, and are recorded before them.
  const auto nodes_end = entries.begin() + facts.file_count + facts.directory_count;
  const bool stream = lba < entries.front().icb_lba;
  const auto after = std::upper_bound(
      stream ? nodes_end : entries.begin(), stream ? entries.end() : nodes_end, lba,
      [](std::uint32_t at, const Entry& entry) { return at < entry.icb_lba; });
  const auto index = static_cast<std::size_t>(after - entries.begin()) - 1;
  const std::uint32_t offset = lba - entries[index].icb_lba;
  if (entries[index].directory && offset > 0) {
    return RenderDirectory(entries, index, offset - 1, facts, first_unique_id, block);
  }
  RenderFileEntry(entries[index], UniqueId(entries, index, first_unique_id), offset, facts, block);
}

const std::vector<Session::ProgressItem>& Session::progress_items() const noexcept {
  return state_->map.progress;
}

std::u16string Session::ProgressDescription(std::size_t index) const {
  const std::uint32_t source = state_->map.progress_entries[index];
  if (source >= kFirstStretch) return DescribeStretch(source);
  std::vector<const Entry*> chain;
  for (std::uint32_t at = source; at != 0; at = state_->entries[at].parent) {
    if (!state_->entries[at].name.empty()) chain.push_back(&state_->entries[at]);
  }
  std::u16string path;
  for (auto at = chain.rbegin(); at != chain.rend(); ++at)
    path.append((*at)->stream ? u":" : u"\\").append((*at)->name);
  return path;
}

std::uint64_t MeasureImage(const tree::Directory& root, const Volume* previous,
                           const SessionOptions& options) {
  CheckOptions(previous, options);
  SessionOptions unlimited = options;
  unlimited.capacity_blocks = std::numeric_limits<std::uint32_t>::max();
  std::vector<Entry> entries = CollectEntries(root, options.revision);
  return LayOut(entries, previous, unlimited).total_blocks;
}

std::uint32_t EmptySessionBlocks(std::uint32_t first_block, std::uint32_t write_unit) {
  const std::uint32_t blocks = BlocksBeforeMetadata(first_block) + kFileSetBlocks +
                               2;  // the root: its entry and its parent identifier
  return (blocks + write_unit - 1) / write_unit * write_unit +
         write_unit;  // the last for the end anchor
}

}  // namespace virtual_drive::udf
