// READ TOC/PMA/ATIP (MMC-6 6.25), formats 0 (tracks) and 1 (the first track of the last session),
// addresses as LBA. Of media other than CDs the drive makes one up, as the standard asks.
#include <cstdint>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

constexpr std::uint32_t kDataTrack = 0x14;
constexpr std::uint32_t kLeadOut = 0xAA;

void AddTrack(DataIn& data, std::uint32_t number, std::uint32_t lba) {
  data.Add8(0).Add8(kDataTrack).Add8(number).Add8(0).Add32(lba);
}

}  // namespace

std::size_t ReadTableOfContents(Unit& unit, const Command& command) {
  enum : std::uint8_t { kTracksFormat = 0, kSessionFormat = 1 };
  const Disc& disc = unit.RequireFormatted();
  const std::uint8_t format = command.Byte(2) & 0x0F;
  const std::uint32_t first = command.Byte(6);
  if ((command.Byte(1) & 2) != 0 || format > kSessionFormat) {
    throw CheckCondition{kInvalidFieldInCdb};  // minutes and seconds, other formats
  }
  Tracks tracks = disc.tracks();
  if (!disc.media().sequential()) tracks.recorded = {{0, disc.sectors(), true}};
  const auto last_session = tracks.LastClosedSession();
  if (!last_session) throw CheckCondition{kInvalidFieldInCdb};  // no lead-in has been written

  // Of an open session there is no table yet.
  std::size_t count = tracks.recorded.size();
  while (tracks.session_open && !tracks.recorded[count - 1].first_of_session) --count;
  if (tracks.session_open) --count;
  DataIn data;
  data.Add16(0);
  if (format == kSessionFormat) {
    data.Add8(1).Add8(tracks.closed_sessions());
    AddTrack(data, static_cast<std::uint32_t>(*last_session + 1),
             tracks.recorded[*last_session].start);
  } else {
    if (first != kLeadOut && first > count) throw CheckCondition{kInvalidFieldInCdb};
    data.Add8(1).Add8(static_cast<std::uint32_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
      if (i + 1 >= first) {
        AddTrack(data, static_cast<std::uint32_t>(i + 1), tracks.recorded[i].start);
      }
    }
    AddTrack(data, kLeadOut, tracks.recorded[count - 1].end);
  }
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc
