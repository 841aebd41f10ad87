#pragma once

#include <windows.h>

#include <cstdint>
#include <vector>

#include "virtual/mmc/unit.h"

namespace virtual_drive {

inline constexpr ULONG kPageSize = 4096;
// Of one command; a usual figure of SATA adapters. The virtual drive itself takes more.
inline constexpr ULONG kMaximumTransfer = 128 * 1024;

// What IOCTL_STORAGE_QUERY_PROPERTY would say.
std::vector<std::uint8_t> AdapterDescriptor();
std::vector<std::uint8_t> DeviceDescriptor(const mmc::Identity& identity);

}  // namespace virtual_drive
