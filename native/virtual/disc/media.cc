#include "virtual/disc/media.h"

#include <algorithm>
#include <array>

namespace virtual_drive {
namespace {

using Speeds = std::span<const std::uint32_t>;

// 1x is 176.4 kB/s of a CD (75 sectors of 2352 bytes), 1385 of a DVD, 4495.5 of a BD and 4568.75 of
// an HD DVD.
constexpr std::array<std::uint32_t, 4> kCdR = {8467, 4234, 2822, 1411};
constexpr std::array<std::uint32_t, 3> kCdRw = {4234, 1764, 706};
constexpr std::array<std::uint32_t, 3> kDvdRam = {6925, 4155, 2770};
constexpr std::array<std::uint32_t, 4> kDvdPlusR = {22160, 11080, 5540, 3324};
constexpr std::array<std::uint32_t, 3> kDvdPlusRw = {11080, 5540, 3324};
constexpr std::array<std::uint32_t, 3> kDvdPlusRDl = {11080, 5540, 3324};
constexpr std::array<std::uint32_t, 1> kDvdPlusRwDl = {3324};
constexpr std::array<std::uint32_t, 4> kDvdR = {22160, 11080, 5540, 2770};
constexpr std::array<std::uint32_t, 4> kDvdRw = {8310, 5540, 2770, 1385};
constexpr std::array<std::uint32_t, 2> kDvdRDl = {11080, 5540};
constexpr std::array<std::uint32_t, 1> kHdDvd = {4569};
constexpr std::array<std::uint32_t, 3> kBdR = {26973, 17982, 8991};
constexpr std::array<std::uint32_t, 2> kBdRe = {8991, 4496};
constexpr std::array<std::uint32_t, 1> kDisk = {25000};

// MMC-6 annex on CD sessions: the first lead-out has 6750 sectors, later ones 2250; a lead-in has
// 4500, and the track behind it a pregap of 150.
constexpr std::uint32_t kCdFirstGap = 6750 + 4500 + 150;
constexpr std::uint32_t kCdGap = 2250 + 4500 + 150;
// Closure and intro zone of a DVD+R (4 MB), border-out and border-in of a DVD-R: the first borders
// are the larger ones. Drives differ in the exact size; who writes asks where to.
constexpr std::uint32_t kPlusGap = 2048;
constexpr std::uint32_t kDashFirstGap = 16384;
constexpr std::uint32_t kDashGap = 3072;

constexpr std::uint32_t kCdTracks = 99;
constexpr std::uint32_t kTracks = 191;  // sessions of a DVD+R; of the others no more are kept

constexpr auto kRom = Recording::kNone;
constexpr auto kRandom = Recording::kRandom;
constexpr auto kOnce = Recording::kSequential;
constexpr auto kCd = MediaFamily::kCd;
constexpr auto kDvd = MediaFamily::kDvd;
constexpr auto kHd = MediaFamily::kHdDvd;
constexpr auto kBd = MediaFamily::kBd;

// Capacities are those of an ordinary disc: 80 minutes of a CD, 120 mm and one side of a DVD, 25 GB
// of a BD without spare areas; a BD-RE has the ordinary ones. A removable disk has no ordinary
// size.
using Kind = MediaKind;
constexpr std::array<Media, 19> kMedia = {{
    {Kind::kCdRom, "CD-ROM", kCd, kRom, 0x0008, 359847, 1, 1, 0, 0, true, false, 0, 0, 1, 8467, {}},
    {Kind::kCdR, "CD-R", kCd, kOnce, 0x0009, 359847, 1, 1, 0, 0, true, false, kCdFirstGap, kCdGap,
     kCdTracks, 8467, kCdR},
    {Kind::kCdRw, "CD-RW", kCd, kOnce, 0x000A, 359847, 1, 1, 0, 0, true, true, kCdFirstGap, kCdGap,
     kCdTracks, 7056, kCdRw},
    {Kind::kDvdRom,
     "DVD-ROM",
     kDvd,
     kRom,
     0x0010,
     2295104,
     16,
     1,
     0x0,
     0,
     true,
     false,
     0,
     0,
     1,
     22160,
     {}},
    {Kind::kDvdRam, "DVD-RAM", kDvd, kRandom, 0x0012, 2236704, 16, 1, 0x1, 0x00, true, false, 0, 0,
     1, 6925, kDvdRam},
    {Kind::kDvdPlusR, "DVD+R", kDvd, kOnce, 0x001B, 2295104, 16, 1, 0xA, 0, true, false, kPlusGap,
     kPlusGap, kTracks, 22160, kDvdPlusR},
    {Kind::kDvdPlusRw, "DVD+RW", kDvd, kRandom, 0x001A, 2295104, 16, 1, 0x9, 0x26, false, false, 0,
     0, 1, 11080, kDvdPlusRw},
    {Kind::kDvdPlusRDl, "DVD+R DL", kDvd, kOnce, 0x002B, 4173824, 16, 2, 0xE, 0, true, false,
     kPlusGap, kPlusGap, kTracks, 11080, kDvdPlusRDl},
    {Kind::kDvdR, "DVD-R", kDvd, kOnce, 0x0011, 2298496, 16, 1, 0x2, 0, true, false, kDashFirstGap,
     kDashGap, kTracks, 22160, kDvdR},
    {Kind::kDvdRw, "DVD-RW", kDvd, kRandom, 0x0013, 2298496, 16, 1, 0x3, 0x10, false, true, 0, 0, 1,
     11080, kDvdRw},
    {Kind::kDvdRDl, "DVD-R DL", kDvd, kOnce, 0x0015, 4171712, 16, 2, 0x2, 0, true, false,
     kDashFirstGap, kDashGap, kTracks, 11080, kDvdRDl},
    {Kind::kDisk, "removable disk", MediaFamily::kDisk, kRandom, 0x0002, 1048576, 16, 1, 0, 0x00,
     true, false, 0, 0, 1, 25000, kDisk},
    {Kind::kDvdPlusRwDl, "DVD+RW DL", kDvd, kRandom, 0x002A, 4173824, 16, 2, 0xD, 0x26, false,
     false, 0, 0, 1, 8310, kDvdPlusRwDl},
    {Kind::kHdDvdRom,
     "HD DVD-ROM",
     kHd,
     kRom,
     0x0050,
     7341056,
     32,
     1,
     0x4,
     0,
     true,
     false,
     0,
     0,
     1,
     4569,
     {}},
    {Kind::kHdDvdR, "HD DVD-R", kHd, kOnce, 0x0051, 7341056, 32, 1, 0x6, 0, true, false,
     kDashFirstGap, kDashGap, kTracks, 4569, kHdDvd},
    {Kind::kHdDvdRam, "HD DVD-RAM", kHd, kRandom, 0x0052, 9732096, 32, 1, 0x5, 0x00, true, false, 0,
     0, 1, 4569, kHdDvd},
    {Kind::kBdRom,
     "BD-ROM",
     kBd,
     kRom,
     0x0040,
     12219392,
     32,
     1,
     0,
     0,
     true,
     false,
     0,
     0,
     1,
     26973,
     {}},
    {Kind::kBdR, "BD-R", kBd, kOnce, 0x0041, 12219392, 32, 1, 0, 0, true, false, 0, 0, kTracks,
     26973, kBdR},
    {Kind::kBdRe, "BD-RE", kBd, kRandom, 0x0043, 11826176, 32, 1, 0, 0x00, false, false, 0, 0, 1,
     26973, kBdRe},
}};

}  // namespace

std::span<const Media> AllMedia() { return kMedia; }

const Media& MediaOf(MediaKind kind) {
  return *std::find_if(kMedia.begin(), kMedia.end(),
                       [kind](const Media& media) { return media.kind == kind; });
}

std::optional<MediaKind> MediaKindOf(std::int32_t physical_type) {
  for (const Media& media : kMedia) {
    if (static_cast<std::int32_t>(media.kind) == physical_type) return media.kind;
  }
  return std::nullopt;
}

std::optional<MediaKind> MediaKindOfProfile(std::uint16_t profile) {
  if (profile == kDvdRwSequentialProfile) return MediaKind::kDvdRw;
  for (const Media& media : kMedia) {
    if (media.profile == profile) return media.kind;
  }
  return std::nullopt;
}

}  // namespace virtual_drive
