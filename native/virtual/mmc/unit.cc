#include "virtual/mmc/unit.h"

namespace virtual_drive::mmc {

Disc& Unit::RequireMedium() {
  if (tray_open) throw CheckCondition{kNoMediumTrayOpen};
  if (!medium()) throw CheckCondition{kNoMediumTrayClosed};
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
  return speeds.empty() ? 0 : speeds.front();
}

std::uint16_t Unit::CurrentProfile() const noexcept {
  const Disc* loaded = medium();
  if (!loaded) return 0;
  const bool sequential_rw = loaded->media().kind == MediaKind::kDvdRw && !loaded->formatted();
  return sequential_rw ? kDvdRwSequentialProfile : loaded->media().profile;
}

}  // namespace virtual_drive::mmc
