#include "virtual/mmc/mishap.h"

#include <utility>

namespace virtual_drive::mmc {
namespace {

void Eject(Unit& unit) {
  unit.tray_open = true;
  unit.media_event = MediaEvent::kRemoval;
  unit.unit_attention.reset();
  unit.not_ready = {};
}

// The disc that was in goes, and with it its file is closed.
void SwapDisc(Unit& unit, std::size_t spare) {
  if (spare >= unit.spares.size() || !unit.spares[spare]) return;
  unit.disc = std::move(unit.spares[spare]);
  unit.tray_open = false;
  unit.media_event = MediaEvent::kNewMedia;
  unit.unit_attention = kMediumChanged;
  unit.not_ready = {};
}

}  // namespace

void Befall(Unit& unit, const Fault& fault, std::uint32_t lba) {
  switch (fault.effect) {
    case FaultEffect::kFail:
    case FaultEffect::kHang:
      break;
    case FaultEffect::kPowerCut:
      unit.dead = true;
      break;
    case FaultEffect::kTornUnit:
      unit.dead = true;
      unit.disc->Tear(lba);
      break;
    case FaultEffect::kEject:
      Eject(unit);
      break;
    case FaultEffect::kSwapDisc:
      SwapDisc(unit, fault.spare);
      break;
    case FaultEffect::kNotReady:
      unit.not_ready = fault.not_ready;
      break;
    case FaultEffect::kLoseWrites:
      unit.loses_writes = true;
      break;
  }
}

}  // namespace virtual_drive::mmc
