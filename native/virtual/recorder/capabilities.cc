#include "virtual/recorder/capabilities.h"

#include <array>
#include <span>

#include "virtual/mmc/big_endian.h"
#include "virtual/recorder/packet.h"

namespace virtual_drive {
namespace {

constexpr std::size_t kMost = 0xFFFC;  // an allocation length that all drives take
constexpr std::uint8_t kAllFeatures = 0;
constexpr std::uint8_t kOneFeature = 2;

// The descriptors of the reply, one after the other.
std::vector<std::vector<std::uint8_t>> GetConfiguration(DriveBay& bay, AccessLock::Holder holder,
                                                        std::uint8_t requested,
                                                        std::uint16_t starting) {
  std::array<std::uint8_t, 10> cdb{0x46, requested};
  mmc::Put16(cdb, 2, starting);
  mmc::Put16(cdb, 7, kMost);
  const std::vector<std::uint8_t> reply = AskDrive(bay, holder, cdb, kMost);
  std::vector<std::vector<std::uint8_t>> descriptors;
  for (std::size_t at = 8; at + 4 <= reply.size();) {
    const std::size_t end = at + 4 + reply[at + 3];
    if (end > reply.size()) break;
    descriptors.emplace_back(reply.begin() + static_cast<std::ptrdiff_t>(at),
                             reply.begin() + static_cast<std::ptrdiff_t>(end));
    at = end;
  }
  return descriptors;
}

bool IsCurrent(const std::vector<std::uint8_t>& descriptor) { return (descriptor[2] & 1) != 0; }

}  // namespace

std::vector<std::uint8_t> ReadFeature(DriveBay& bay, AccessLock::Holder holder,
                                      std::uint16_t code) {
  auto descriptors = GetConfiguration(bay, holder, kOneFeature, code);
  return descriptors.empty() ? std::vector<std::uint8_t>() : std::move(descriptors.front());
}

std::vector<std::int32_t> ReadFeatureCodes(DriveBay& bay, AccessLock::Holder holder,
                                           bool current_only) {
  std::vector<std::int32_t> codes;
  for (const auto& descriptor : GetConfiguration(bay, holder, kAllFeatures, 0)) {
    if (!current_only || IsCurrent(descriptor)) {
      codes.push_back(static_cast<std::int32_t>(mmc::Get16(descriptor, 0)));
    }
  }
  return codes;
}

std::vector<std::int32_t> ReadProfiles(DriveBay& bay, AccessLock::Holder holder,
                                       bool current_only) {
  std::vector<std::int32_t> profiles;
  const std::vector<std::uint8_t> list = ReadFeature(bay, holder, 0);
  for (std::size_t at = 4; at + 4 <= list.size(); at += 4) {
    const bool current = (list[at + 2] & 1) != 0;
    if (!current_only || current) {
      profiles.push_back(static_cast<std::int32_t>(mmc::Get16(list, at)));
    }
  }
  return profiles;
}

std::vector<std::vector<std::uint8_t>> ReadModePages(DriveBay& bay, AccessLock::Holder holder,
                                                     std::uint8_t code, std::uint8_t values) {
  std::array<std::uint8_t, 10> cdb{0x5A, 0x08, static_cast<std::uint8_t>(values << 6 | code)};
  mmc::Put16(cdb, 7, kMost);
  const std::vector<std::uint8_t> reply = AskDrive(bay, holder, cdb, kMost);
  std::vector<std::vector<std::uint8_t>> pages;
  const std::size_t head = reply.size() < 8 ? reply.size() : 8 + mmc::Get16(reply, 6);
  for (std::size_t at = head; at + 2 <= reply.size();) {
    const std::size_t end = at + 2 + reply[at + 1];
    if (end > reply.size()) break;
    pages.emplace_back(reply.begin() + static_cast<std::ptrdiff_t>(at),
                       reply.begin() + static_cast<std::ptrdiff_t>(end));
    at = end;
  }
  return pages;
}

}  // namespace virtual_drive
