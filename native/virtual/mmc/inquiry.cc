#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {

// MMC-6 6.7; standard data only.
std::size_t Inquiry(Unit& unit, const Command& command) {
  if ((command.Byte(1) & 1) != 0 || command.Byte(2) != 0) throw CheckCondition{kInvalidFieldInCdb};
  DataIn data;
  data.Add8(0x05)    // CD/DVD/BD device
      .Add8(0x80)    // removable medium
      .Add8(0x05)    // SPC-3
      .Add8(0x02)    // response data format
      .Add8(36 - 5)  // additional length
      .AddZeros(3)
      .AddText(unit.identity.vendor, 8)
      .AddText(unit.identity.product, 16)
      .AddText(unit.identity.revision, 4);
  return data.Send(command, command.Field16(3));
}

}  // namespace virtual_drive::mmc
