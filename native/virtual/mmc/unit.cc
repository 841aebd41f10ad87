#include "virtual/mmc/unit.h"

namespace virtual_drive::mmc {

Disc& Unit::RequireMedium() {
  if (tray_open) throw CheckCondition{kNoMediumTrayOpen};
  if (!disc) throw CheckCondition{kNoMediumTrayClosed};
  return *disc;
}

Disc& Unit::RequireFormatted() {
  Disc& loaded = RequireMedium();
  if (!loaded.formatted()) throw CheckCondition{kMediumNotFormatted};
  return loaded;
}

std::uint32_t Unit::WriteSpeed() const noexcept {
  const Disc* loaded = medium();
  const auto speeds = (loaded ? loaded->media() : MediaOf(MediaKind::kBdRe)).write_speeds;
  for (const std::uint32_t speed : speeds) {
    if (speed == write_speed) return speed;
  }
  return speeds.front();
}

}  // namespace virtual_drive::mmc
