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

void Unit::Occupy(std::uint32_t sectors, const Sense& meanwhile, bool immediately) {
  if (sectors_per_second == 0) return;
  const auto now = Waker::Clock::now();
  const auto end =
      now + std::chrono::nanoseconds(std::uint64_t{sectors} * 1'000'000'000 / sectors_per_second);
  if (immediately) {
    not_ready = {meanwhile, 0, now, end};
  } else {
    waker.WaitUntil(end);
  }
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
