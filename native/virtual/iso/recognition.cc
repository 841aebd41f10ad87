#include "virtual/iso/recognition.h"

#include <array>
#include <string_view>

#include "virtual/iso/volume_descriptors.h"

namespace virtual_drive::iso {

bool HasVolumeDescriptor(udf::SectorSource& image, std::uint32_t total_sectors) {
  // No real image has so many; one that is all descriptors ends here.
  constexpr std::uint32_t kMostDescriptors = 64;
  std::array<std::byte, udf::kBlockSize> block{};
  for (std::uint32_t i = 0; i < kMostDescriptors; ++i) {
    if (kFirstDescriptor + i >= total_sectors) return false;
    image.Read(kFirstDescriptor + i, block);
    const std::string_view id(reinterpret_cast<const char*>(block.data()) + 1, 5);
    if (id == "NSR02" || id == "NSR03" || id == "CDW02") return true;
    if (id == "CD001" && block[0] == std::byte{1} && block[6] == std::byte{1}) return true;
    if (id != "CD001" && id != "BEA01" && id != "BOOT2" && id != "TEA01") return false;
  }
  return false;
}

}  // namespace virtual_drive::iso
