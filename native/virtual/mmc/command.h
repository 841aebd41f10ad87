#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "virtual/mmc/big_endian.h"
#include "virtual/mmc/sense.h"

namespace virtual_drive::mmc {

// MMC-6, table 233 and the clause of each command.
enum class Opcode : std::uint8_t {
  kTestUnitReady = 0x00,
  kRequestSense = 0x03,
  kFormatUnit = 0x04,
  kInquiry = 0x12,
  kStartStopUnit = 0x1B,
  kPreventAllowMediumRemoval = 0x1E,
  kReadFormatCapacities = 0x23,
  kReadCapacity = 0x25,
  kRead10 = 0x28,
  kWrite10 = 0x2A,
  kSynchronizeCache = 0x35,
  kReadTableOfContents = 0x43,
  kGetConfiguration = 0x46,
  kGetEventStatusNotification = 0x4A,
  kReadDiscInformation = 0x51,
  kReadTrackInformation = 0x52,
  kSendOpc = 0x54,
  kModeSelect10 = 0x55,
  kModeSense10 = 0x5A,
  kCloseTrackSession = 0x5B,
  kBlank = 0xA1,
  kRead12 = 0xA8,
  kWrite12 = 0xAA,
  kGetPerformance = 0xAC,
  kReadDiscStructure = 0xAD,
  kSetStreaming = 0xB6,
  kSetCdSpeed = 0xBB,
};

// The length that an opcode's group demands (SPC-4 4.3.2); 0 for the groups without a fixed one.
constexpr std::size_t CdbLength(std::uint8_t opcode) noexcept {
  switch (opcode >> 5) {
    case 0:
      return 6;
    case 1:
    case 2:
      return 10;
    case 4:
      return 16;
    case 5:
      return 12;
    default:
      return 0;
  }
}

struct Command {
  std::span<const std::uint8_t> cdb;       // as long as its opcode demands
  std::span<const std::uint8_t> data_out;  // to the drive
  std::span<std::uint8_t> data_in;         // from the drive

  std::uint8_t Byte(std::size_t at) const { return cdb[at]; }
  std::uint32_t Field16(std::size_t at) const { return Get16(cdb, at); }
  std::uint32_t Field32(std::size_t at) const { return Get32(cdb, at); }
};

enum class Outcome {
  kGood,
  kCheckCondition,  // `sense` says why
  kNoAnswer,        // the device is gone, or a fault asked for `host_code`
};

struct Reply {
  Outcome outcome = Outcome::kGood;
  Sense sense;
  std::int32_t host_code = 0;
  std::size_t transferred = 0;  // bytes of data_in
};

}  // namespace virtual_drive::mmc
