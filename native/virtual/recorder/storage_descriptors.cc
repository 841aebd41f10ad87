#include "virtual/recorder/storage_descriptors.h"

#include <winioctl.h>

#include <cstring>
#include <string>

namespace virtual_drive {

std::vector<std::uint8_t> AdapterDescriptor() {
  STORAGE_ADAPTER_DESCRIPTOR descriptor{};
  descriptor.Version = sizeof(descriptor);
  descriptor.Size = sizeof(descriptor);
  descriptor.MaximumTransferLength = kMaximumTransfer;
  descriptor.MaximumPhysicalPages = kMaximumTransfer / kPageSize + 1;
  descriptor.BusType = BusTypeSata;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&descriptor);
  return {bytes, bytes + sizeof(descriptor)};
}

std::vector<std::uint8_t> DeviceDescriptor(const mmc::Identity& identity) {
  STORAGE_DEVICE_DESCRIPTOR descriptor{};
  descriptor.Version = sizeof(descriptor);
  descriptor.DeviceType = 0x05;  // FILE_DEVICE of SCSI: a CD device
  descriptor.RemovableMedia = TRUE;
  descriptor.BusType = BusTypeSata;
  // Zero-terminated texts follow, found by their offsets.
  std::vector<std::uint8_t> bytes(sizeof(descriptor));
  const auto add = [&](const std::string& text) {
    const auto offset = static_cast<DWORD>(bytes.size());
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.push_back(0);
    return offset;
  };
  descriptor.VendorIdOffset = add(identity.vendor);
  descriptor.ProductIdOffset = add(identity.product);
  descriptor.ProductRevisionOffset = add(identity.revision);
  descriptor.SerialNumberOffset = add(identity.serial);
  descriptor.Size = static_cast<DWORD>(bytes.size());
  std::memcpy(bytes.data(), &descriptor, sizeof(descriptor));
  return bytes;
}

}  // namespace virtual_drive
