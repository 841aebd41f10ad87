// READ DISC STRUCTURE (MMC-6 6.22), format 0: of a DVD the physical format information, of a BD the
// disc information.
#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

constexpr std::uint32_t kFirstPhysicalSector = 0x30000;  // of the data area (ECMA-337 14.4)

void AddDvdPhysicalFormat(const Disc& disc, DataIn& data) {
  constexpr std::size_t kSize = 2048;
  const std::size_t start = data.size();
  data.Add8(0x91)  // DVD+RW, version 1
      .Add8(0x02)  // 120 mm, 10.08 Mbps
      .Add8(0x04)  // one layer, rewritable
      .Add8(0x00)
      .Add32(kFirstPhysicalSector)
      .Add32(kFirstPhysicalSector + disc.sectors() - 1)
      .Add32(0);
  data.AddZeros(kSize - (data.size() - start));
}

void AddBdDiscInformation(const Disc& disc, DataIn& data) {
  constexpr std::size_t kSize = 4096;
  const std::size_t start = data.size();
  data.AddText("DI", 2)
      .Add8(1)  // format
      .Add8(1)  // units of this layer
      .Add8(0)
      .Add8(0)   // sequence number
      .Add8(98)  // bytes in use
      .Add8(0)
      .AddText("BDW", 3)  // BD-RE
      .Add8(0x01)
      .AddZeros(12)
      .Add32(0x20000)  // first and last address unit of the data zone: two sectors each
      .Add32(0x20000 + disc.sectors() / 2 - 1);
  data.AddZeros(kSize - (data.size() - start));
}

}  // namespace

std::size_t ReadDiscStructure(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  enum : std::uint8_t { kDvd = 0, kBd = 1 };
  const bool dvd = disc.media().kind == MediaKind::kDvdPlusRw;
  const std::uint8_t asked = command.Byte(1) & 0x0F;
  if (asked > kBd || command.Byte(7) != 0 || command.Byte(6) != 0) {
    throw CheckCondition{kInvalidFieldInCdb};  // another format, or a layer that isn't there
  }
  if ((asked == kDvd) != dvd) throw CheckCondition{kIncompatibleMedium};
  DataIn data;
  data.Add16(0).AddZeros(2);
  if (dvd) {
    AddDvdPhysicalFormat(disc, data);
  } else {
    AddBdDiscInformation(disc, data);
  }
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(8));
}

}  // namespace virtual_drive::mmc
