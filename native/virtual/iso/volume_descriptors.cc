#include "virtual/iso/volume_descriptors.h"

#include <string_view>

#include "virtual/iso/fields.h"
#include "virtual/iso/names.h"
#include "virtual/udf/byte_order.h"

namespace virtual_drive::iso {
namespace {

using udf::Put32;
using udf::Put8;

constexpr std::u16string_view kApplication = u"IMAPI2 VIRTUAL DRIVE";

// ECMA-119 8.1.
void PutHead(Block block, std::uint8_t type) {
  constexpr std::string_view kIdentifier = "CD001";
  Put8(block, 0, type);
  for (std::size_t i = 0; i < kIdentifier.size(); ++i)
    block[1 + i] = static_cast<std::byte>(kIdentifier[i]);
  Put8(block, 6, 1);
}

// What both kinds have, their texts excepted.
void PutVolume(const VolumeFacts& facts, const Hierarchy& hierarchy, Block block) {
  PutBoth32(block, 80, facts.total_blocks);
  PutBoth16(block, 120, 1);  // volumes in the set
  PutBoth16(block, 124, 1);  // which of them this is
  PutBoth16(block, 128, static_cast<std::uint16_t>(udf::kBlockSize));
  PutBoth32(block, 132, hierarchy.table_bytes());
  Put32(block, 140, hierarchy.little_table());
  PutBig32(block, 148, hierarchy.big_table());
  RenderRootRecord(hierarchy, block.subspan(156, kRootRecordSize));
  PutVolumeTime(block, 813, facts.recording_time);  // of creation
  PutVolumeTime(block, 830, facts.recording_time);  // of the last change
  PutNoVolumeTime(block, 847);                      // it doesn't expire,
  PutNoVolumeTime(block, 864);                      // and may be used at once
  Put8(block, 881, 1);                              // file structure version
}

// The texts of ECMA-119 8.4.6 to 8.4.22: those that say nothing are filled with spaces.
template <class Put>
void PutTexts(Block block, std::u16string_view name, Put put) {
  put(block.subspan(8, 32), u"");  // system
  put(block.subspan(40, 32), name);
  put(block.subspan(190, 128), u"");  // volume set
  put(block.subspan(318, 128), u"");  // publisher
  put(block.subspan(446, 128), u"");  // data preparer
  put(block.subspan(574, 128), kApplication);
  put(block.subspan(702, 37), u"");  // copyright, abstract and bibliographic file
  put(block.subspan(739, 37), u"");
  put(block.subspan(776, 37), u"");
}

}  // namespace

void RenderPrimary(const VolumeFacts& facts, const Hierarchy& hierarchy, Block block) {
  constexpr std::size_t kMostCharacters = 32;
  PutHead(block, 1);
  PutTexts(block, DCharacters(facts.name, kMostCharacters),
           [](std::span<std::byte> field, std::u16string_view text) { PutText(field, text); });
  PutVolume(facts, hierarchy, block);
}

void RenderSupplementary(const VolumeFacts& facts, const Hierarchy& hierarchy, Block block) {
  PutHead(block, 2);
  PutTexts(block, facts.name,
           [](std::span<std::byte> field, std::u16string_view text) { PutWideText(field, text); });
  constexpr std::string_view kUcs2Level3 = "%/E";
  for (std::size_t i = 0; i < kUcs2Level3.size(); ++i)
    block[88 + i] = static_cast<std::byte>(kUcs2Level3[i]);
  PutVolume(facts, hierarchy, block);
}

void RenderBootRecord(std::uint32_t catalog, Block block) {
  constexpr std::string_view kSystem = "EL TORITO SPECIFICATION";
  PutHead(block, 0);
  for (std::size_t i = 0; i < kSystem.size(); ++i)
    block[7 + i] = static_cast<std::byte>(kSystem[i]);
  Put32(block, 71, catalog);
}

void RenderTerminator(Block block) { PutHead(block, 255); }

}  // namespace virtual_drive::iso
