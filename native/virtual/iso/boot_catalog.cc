#include "virtual/iso/boot_catalog.h"

#include <algorithm>
#include <array>
#include <span>

#include "virtual/udf/byte_order.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive::iso {
namespace {

using udf::Get16;
using udf::Get8;
using udf::Put16;
using udf::Put32;
using udf::Put8;

constexpr std::size_t kEntrySize = 32;
constexpr std::uint32_t kVirtualSector = 512;

// Images of one platform that follow each other share a section; the first image of all has none.
std::vector<std::size_t> SectionSizes(const std::vector<BootImage>& images) {
  std::vector<std::size_t> sizes;
  for (std::size_t i = 1; i < images.size(); ++i) {
    const bool more = i > 1 && images[i].platform == images[i - 1].platform;
    if (more) {
      ++sizes.back();
    } else {
      sizes.push_back(1);
    }
  }
  return sizes;
}

// What a BIOS loads at boot: one sector of an emulated medium, which begins with its boot record.
// Without emulation all of it. UEFI 13.3.2.1 takes 0 for "up to the end of the volume", which is
// how an image that 16 bits can't count is loaded.
std::uint16_t SectorsToLoad(const BootImage& image) {
  if (image.emulation != BootEmulation::kNone) return 1;
  const std::uint64_t sectors = (image.source->Size() + kVirtualSector - 1) / kVirtualSector;
  if (sectors <= 0xFFFF) return static_cast<std::uint16_t>(sectors);
  return image.platform == BootPlatform::kEfi ? 0 : 0xFFFF;
}

void PutManufacturer(std::span<std::byte> field, const std::string& name) {
  for (std::size_t i = 0; i < std::min(field.size(), name.size()); ++i)
    field[i] = static_cast<std::byte>(name[i]);
}

// Initial entry and section entries are alike.
void PutEntry(std::span<std::byte> entry, const BootImage& image, std::uint32_t lba) {
  Put8(entry, 0, 0x88);  // bootable
  Put8(entry, 1, static_cast<std::uint8_t>(image.emulation));
  Put8(entry, 4, image.system_type);
  Put16(entry, 6, SectorsToLoad(image));
  Put32(entry, 8, lba);
}

void PutValidation(std::span<std::byte> entry, const BootImage& first) {
  Put8(entry, 0, 1);
  Put8(entry, 1, static_cast<std::uint8_t>(first.platform));
  PutManufacturer(entry.subspan(4, 24), first.manufacturer);
  Put16(entry, 30, 0xAA55);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < kEntrySize; i += 2) sum += Get16(entry, i);
  Put16(entry, 28, static_cast<std::uint16_t>(0x10000 - (sum & 0xFFFF)));
}

}  // namespace

std::uint8_t ReadSystemType(tree::ContentSource& disk) {
  std::array<std::byte, kVirtualSector> record{};
  if (disk.Size() < record.size()) return 0;
  disk.Read(0, record);
  if (Get16(record, 510) != 0xAA55) return 0;
  constexpr std::size_t kTable = 446;
  constexpr std::size_t kPartition = 16;
  for (std::size_t i = 0; i < 4; ++i) {
    if (Get8(record, kTable + i * kPartition) == 0x80)
      return Get8(record, kTable + i * kPartition + 4);
  }
  return Get8(record, kTable + 4);
}

std::size_t CatalogSize(const std::vector<BootImage>& images) {
  return images.empty() ? 0 : (1 + images.size() + SectionSizes(images).size()) * kEntrySize;
}

std::vector<std::byte> MakeCatalog(const std::vector<BootImage>& images,
                                   const std::vector<std::uint32_t>& first_blocks) {
  const std::size_t blocks = (CatalogSize(images) + udf::kBlockSize - 1) / udf::kBlockSize;
  std::vector<std::byte> catalog(blocks * udf::kBlockSize);
  if (images.empty()) return catalog;
  std::size_t at = 0;
  const auto next = [&] { return std::span(catalog).subspan(kEntrySize * at++, kEntrySize); };
  PutValidation(next(), images.front());
  PutEntry(next(), images.front(), first_blocks.front());
  const std::vector<std::size_t> sections = SectionSizes(images);
  std::size_t image = 1;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::span<std::byte> header = next();
    Put8(header, 0, i + 1 == sections.size() ? 0x91 : 0x90);
    Put8(header, 1, static_cast<std::uint8_t>(images[image].platform));
    Put16(header, 2, static_cast<std::uint16_t>(sections[i]));
    PutManufacturer(header.subspan(4, 28), images[image].manufacturer);
    for (std::size_t end = image + sections[i]; image < end; ++image)
      PutEntry(next(), images[image], first_blocks[image]);
  }
  return catalog;
}

}  // namespace virtual_drive::iso
