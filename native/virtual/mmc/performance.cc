// GET PERFORMANCE, SET STREAMING and SET CD SPEED (MMC-6 6.8, 6.39, 6.37). Speeds are in kB/s, a kB
// being 1000 bytes.
#include <algorithm>
#include <cstdlib>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

constexpr std::size_t kHeaderSize = 8;
constexpr std::size_t kDescriptorSize = 16;

// A drive takes the nearest speed that it has.
void SelectSpeed(Unit& unit, std::uint32_t asked) {
  const auto speeds =
      (unit.medium() ? unit.medium()->media() : MediaOf(MediaKind::kBdRe)).write_speeds;
  const auto distance = [&](std::uint32_t speed) {
    return std::abs(static_cast<std::int64_t>(speed) - static_cast<std::int64_t>(asked));
  };
  if (speeds.empty()) return;
  unit.write_speed = *std::min_element(
      speeds.begin(), speeds.end(),
      [&](std::uint32_t a, std::uint32_t b) { return distance(a) < distance(b); });
}

void AddWriteSpeeds(const Disc& disc, std::size_t most, DataIn& data) {
  for (const std::uint32_t speed : disc.media().write_speeds) {
    if (most-- == 0) return;
    data.Add8(0)
        .AddZeros(3)
        .Add32(disc.sectors() - 1)
        .Add32(disc.media().write_speeds.front())
        .Add32(speed);
  }
}

void AddNominal(const Unit& unit, const Disc& disc, bool writing, std::size_t most, DataIn& data) {
  if (most == 0 || (writing && disc.media().read_only())) return;
  const std::uint32_t speed = writing ? unit.WriteSpeed() : disc.media().read_speed;
  data.Add32(0).Add32(speed).Add32(disc.sectors() - 1).Add32(speed);
}

}  // namespace

std::size_t GetPerformance(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  enum : std::uint8_t { kNominal = 0, kWriteSpeeds = 3 };
  const std::uint8_t type = command.Byte(10);
  const std::uint32_t most = command.Field16(8);
  if (command.Field32(2) >= disc.sectors()) throw CheckCondition{kAddressOutOfRange};
  DataIn data;
  data.Add32(0).AddZeros(4);
  if (type == kWriteSpeeds) {
    AddWriteSpeeds(disc, most, data);
  } else if (type == kNominal && (command.Byte(1) & 3) == 0) {  // nominal, no exceptions
    const bool writing = (command.Byte(1) & 4) != 0;
    if (writing) data.Set8(4, 2);
    AddNominal(unit, disc, writing, most, data);
  } else {
    throw CheckCondition{kInvalidFieldInCdb};
  }
  data.Set32(0, data.size() - 4);
  return data.Send(command, kHeaderSize + most * kDescriptorSize);
}

std::size_t SetStreaming(Unit& unit, const Command& command) {
  constexpr std::uint8_t kRestoreDefaults = 0x04;
  if (command.Byte(8) != 0) throw CheckCondition{kInvalidFieldInCdb};  // performance descriptor
  const auto descriptor = command.data_out;
  if (descriptor.size() < 28) throw CheckCondition{kParameterListLengthError};
  if ((descriptor[0] & kRestoreDefaults) != 0) {
    unit.write_speed = 0;
    return 0;
  }
  const std::uint32_t milliseconds = Get32(descriptor, 24);
  if (milliseconds == 0) throw CheckCondition{kInvalidFieldInParameters};
  const std::uint64_t speed = std::uint64_t{Get32(descriptor, 20)} * 1000 / milliseconds;
  SelectSpeed(unit, static_cast<std::uint32_t>(std::min<std::uint64_t>(speed, 0xFFFFFFFF)));
  return 0;
}

std::size_t SetCdSpeed(Unit& unit, const Command& command) {
  SelectSpeed(unit, command.Field16(4));  // 65535, the most there is, is the fastest
  return 0;
}

}  // namespace virtual_drive::mmc
