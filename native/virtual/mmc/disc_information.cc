// READ DISC INFORMATION and READ TRACK INFORMATION (MMC-6 6.21, 6.26): a rewritable disc has one
// session of one track, which is the whole disc.
#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {

std::size_t ReadDiscInformation(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  if ((command.Byte(1) & 7) != 0) throw CheckCondition{kInvalidFieldInCdb};  // standard data only
  constexpr std::uint32_t kErasable = 0x10;
  constexpr std::uint32_t kComplete = 0x0E;  // disc and last session; blank ones are 0
  constexpr std::uint32_t kUnrestrictedUse = 0x20;
  constexpr std::uint32_t kFormattedToTheEnd = 0x03;  // of DVD+RW, which formats in the background
  const bool background = disc.media().kind == MediaKind::kDvdPlusRw && disc.formatted();
  DataIn data;
  data.Add16(0)
      .Add8(kErasable | (disc.formatted() ? kComplete : 0))
      .Add8(1)  // first track
      .Add8(1)  // sessions
      .Add8(1)  // first track of the last session
      .Add8(1)  // its last track
      .Add8(kUnrestrictedUse | (background ? kFormattedToTheEnd : 0))
      .Add8(0xFF)  // disc type: CD only
      .AddZeros(25);
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(7));
}

std::size_t ReadTrackInformation(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  enum : std::uint8_t { kByLba = 0, kByTrack = 1, kBySession = 2 };
  const std::uint8_t by = command.Byte(1) & 3;
  const std::uint32_t address = command.Field32(2);
  if (by > kBySession) throw CheckCondition{kInvalidFieldInCdb};
  if (by == kByLba && address >= disc.sectors()) throw CheckCondition{kAddressOutOfRange};
  if (by != kByLba && address != 1) throw CheckCondition{kInvalidFieldInCdb};

  constexpr std::uint32_t kBlank = 0x40;
  constexpr std::uint32_t kFixedPacket = 0x30;
  DataIn data;
  data.Add16(0)
      .Add8(1)  // track
      .Add8(1)  // session
      .Add8(0)
      .Add8(0x04)  // data
      .Add8(kFixedPacket | 0x01 | (disc.formatted() ? 0 : kBlank))
      .Add8(0)   // neither last recorded nor next writable address are valid for random writing
      .Add32(0)  // start
      .Add32(0)  // next writable address
      .Add32(disc.formatted() ? 0 : disc.sectors())  // free blocks
      .Add32(disc.media().write_unit)
      .Add32(disc.sectors())
      .Add32(0)  // last recorded address
      .AddZeros(16);
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc
