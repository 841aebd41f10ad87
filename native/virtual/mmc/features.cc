// GET CONFIGURATION (MMC-6 6.6) and the features of clause 5.3 that this drive has.
#include <algorithm>
#include <array>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

using Kind = MediaKind;

template <Kind... kinds>
bool HasOneOf(const Unit& unit) {
  if (!unit.medium()) return false;
  const Kind kind = unit.medium()->media().kind;
  return ((kind == kinds) || ...);
}
template <MediaFamily family>
bool HasFamily(const Unit& unit) {
  return unit.medium() && unit.medium()->media().family == family;
}
bool Always(const Unit&) { return true; }
bool HasFormatted(const Unit& unit) { return unit.medium() && unit.medium()->formatted(); }
// Media whose sectors can be written in any order; DVD-RW has features of its own for that.
bool HasRandom(const Unit& unit) {
  return HasFormatted(unit) && unit.medium()->media().recording == Recording::kRandom &&
         unit.medium()->media().kind != Kind::kDvdRw;
}
bool HasWritable(const Unit& unit) { return unit.medium() && !unit.medium()->media().read_only(); }
bool HasRestricted(const Unit& unit) { return HasOneOf<Kind::kDvdRw>(unit) && HasFormatted(unit); }
bool HasFormattable(const Unit& unit) {
  return unit.medium() && unit.medium()->media().recording == Recording::kRandom;
}
// Of a sequential medium, as long as something can be written to it.
template <Kind... kinds>
bool HasOpen(const Unit& unit) {
  return HasOneOf<kinds...>(unit) && unit.medium()->next_writable().has_value();
}
// A DVD-RW that was blanked minimally can't be written this way, and this drive writes none so.
bool HasIncremental(const Unit& unit) {
  return HasOpen<Kind::kCdR, Kind::kCdRw, Kind::kDvdR, Kind::kDvdRDl, Kind::kHdDvdR>(unit);
}
bool HasDashWrite(const Unit& unit) {
  return HasOneOf<Kind::kDvdRw>(unit) || HasOpen<Kind::kDvdR, Kind::kDvdRDl>(unit);
}
bool HasBdWrite(const Unit& unit) {
  return HasOneOf<Kind::kBdRe>(unit) || HasOpen<Kind::kBdR>(unit);
}
bool HasHdWrite(const Unit& unit) {
  return HasOneOf<Kind::kHdDvdRam>(unit) || HasOpen<Kind::kHdDvdR>(unit);
}

std::uint32_t Blocking(const Unit& unit) {
  return unit.medium() ? unit.medium()->media().write_unit : 16;
}

// Each writes what follows the four-byte header of its descriptor.
void AddProfile(const Unit& unit, std::uint16_t profile, DataIn& data) {
  data.Add16(profile).Add8(unit.CurrentProfile() == profile ? 1 : 0).Add8(0);
}
// The highest first: the one that is asked for where several fit.
void ProfileList(const Unit& unit, DataIn& data) {
  std::vector<std::uint16_t> profiles = {kDvdRwSequentialProfile};
  for (const Media& media : AllMedia()) profiles.push_back(media.profile);
  std::sort(profiles.rbegin(), profiles.rend());
  for (const std::uint16_t profile : profiles) AddProfile(unit, profile, data);
}
void Core(const Unit&, DataIn& data) {
  data.Add32(7).Add8(0x01).AddZeros(3);  // Serial ATAPI; device busy event
}
void Morphing(const Unit&, DataIn& data) {
  data.Add8(0x02).AddZeros(3);  // operational change events, polled
}
void RemovableMedium(const Unit&, DataIn& data) {
  data.Add8(0x39).AddZeros(3);  // a tray that can be loaded, ejected and locked
}
void RandomReadable(const Unit& unit, DataIn& data) {
  data.Add32(kSectorSize).Add16(Blocking(unit)).Add8(0x01).Add8(0);  // error recovery page present
}
void None(const Unit&, DataIn&) {}
void Zeros(const Unit&, DataIn& data) { data.AddZeros(4); }
void DvdRead(const Unit&, DataIn& data) {
  data.Add8(0x01).Add8(0).Add8(0x01).Add8(0);  // MULTI110: CD-RW, DVD; reads DVD-R DL
}
void RandomWritable(const Unit& unit, DataIn& data) {
  data.Add32(HasRandom(unit) ? unit.medium()->sectors() - 1 : 0)
      .Add32(kSectorSize)
      .Add16(Blocking(unit))
      .Add8(0x01)
      .Add8(0);
}
void Incremental(const Unit& unit, DataIn& data) {
  // Data block type 8 (mode 1); buffer underrun free; one link size, of packets on a CD.
  constexpr std::uint32_t kCdLink = 7;
  const std::uint32_t link = HasFamily<MediaFamily::kCd>(unit) ? kCdLink : Blocking(unit);
  data.Add16(0x0100).Add8(0x01).Add8(1).Add8(link).AddZeros(3);
}
// It neither certifies, nor formats a BD-RE without spare areas.
void Formattable(const Unit&, DataIn& data) { data.AddZeros(8); }
void DefectManagement(const Unit&, DataIn& data) { data.AddZeros(4); }
void WritesPlus(const Unit&, DataIn& data) {
  data.Add8(0x01).AddZeros(3);  // writes, no quick start
}
void RigidRestricted(const Unit&, DataIn& data) {
  data.Add8(0x01).AddZeros(3);  // blanks; formats the whole disc only, no intermediate state
}
void TrackAtOnce(const Unit&, DataIn& data) {
  data.Add8(0x42).Add8(0).Add16(0x0100);  // buffer underrun free, CD-RW; mode 1
}
void Mastering(const Unit&, DataIn& data) {
  data.Add8(0x42).AddZeros(3);  // buffer underrun free, CD-RW; no cue sheets, so not at once
}
void DashWrite(const Unit&, DataIn& data) {
  data.Add8(0x4A).AddZeros(3);  // buffer underrun free, DVD-R DL, DVD-RW
}
void CdRwWrite(const Unit&, DataIn& data) {
  data.Add8(0).Add8(0x3F).AddZeros(2);  // all subtypes
}
void PlusDual(const Unit&, DataIn& data) { data.Add8(0x01).AddZeros(3); }
// Classes 0, versions 1 and 2 of BD-RE, 1 of BD-R and BD-ROM.
void BdRead(const Unit&, DataIn& data) {
  data.AddZeros(4).Add16(0x0006).AddZeros(6).Add16(0x0002).AddZeros(6).Add16(0x0002).AddZeros(6);
}
void BdWrite(const Unit&, DataIn& data) {
  data.AddZeros(4).Add16(0x0006).AddZeros(6).Add16(0x0002).AddZeros(6);
}
void HdRead(const Unit&, DataIn& data) {
  data.Add8(0x01).Add8(0).Add8(0x01).Add8(0);  // HD DVD-R, HD DVD-RAM
}
void RealTimeStreaming(const Unit&, DataIn& data) {
  data.Add8(0x0F).AddZeros(3);  // SET CD SPEED, speeds in page 2Ah, write speed descriptors, SW
}
void SerialNumber(const Unit& unit, DataIn& data) {
  data.AddText(unit.identity.serial, (unit.identity.serial.size() + 3) / 4 * 4);
}

struct Feature {
  std::uint16_t code;
  std::uint8_t version;
  bool persistent;
  bool (*current)(const Unit&);
  void (*write)(const Unit&, DataIn&);
};

// Ascending, as they must be sent.
constexpr Feature kFeatures[] = {
    {0x0000, 0, true, Always, ProfileList},
    {0x0001, 2, true, Always, Core},
    {0x0002, 1, true, Always, Morphing},
    {0x0003, 1, true, Always, RemovableMedium},
    {0x0010, 0, false, HasFormatted, RandomReadable},
    {0x001D, 0, false, HasFamily<MediaFamily::kCd>, None},
    {0x001E, 2, false, HasFamily<MediaFamily::kCd>, Zeros},
    {0x001F, 1, false, HasFamily<MediaFamily::kDvd>, DvdRead},
    {0x0020, 1, false, HasRandom, RandomWritable},
    {0x0021, 3, false, HasIncremental, Incremental},
    {0x0023, 1, false, HasFormattable, Formattable},
    {0x0024, 1, false, HasOneOf<Kind::kDvdRam, Kind::kHdDvdRam>, DefectManagement},
    {0x0026, 0, false, HasRestricted, None},
    {0x002A, 0, false, HasOneOf<Kind::kDvdPlusRw>, WritesPlus},
    {0x002B, 0, false, HasOpen<Kind::kDvdPlusR>, WritesPlus},
    {0x002C, 0, false, HasRestricted, RigidRestricted},
    {0x002D, 2, false, HasOpen<Kind::kCdR, Kind::kCdRw>, TrackAtOnce},
    {0x002E, 0, false, HasOpen<Kind::kCdR, Kind::kCdRw>, Mastering},
    {0x002F, 2, false, HasDashWrite, DashWrite},
    {0x0037, 0, false, HasOneOf<Kind::kCdRw>, CdRwWrite},
    {0x003A, 0, false, HasOneOf<Kind::kDvdPlusRwDl>, PlusDual},
    {0x003B, 0, false, HasOpen<Kind::kDvdPlusRDl>, PlusDual},
    {0x0040, 0, false, HasFamily<MediaFamily::kBd>, BdRead},
    {0x0041, 0, false, HasBdWrite, BdWrite},
    {0x0050, 0, false, HasFamily<MediaFamily::kHdDvd>, HdRead},
    {0x0051, 0, false, HasHdWrite, HdRead},
    {0x0100, 0, true, Always, None},   // power management
    {0x0105, 1, true, Always, Zeros},  // timeout
    {0x0107, 4, false, HasWritable, RealTimeStreaming},
    {0x0108, 0, true, Always, SerialNumber},
};

void AddFeature(const Unit& unit, const Feature& feature, DataIn& data) {
  const std::size_t start = data.size();
  const bool current = feature.current(unit);
  data.Add16(feature.code)
      .Add8(static_cast<std::uint32_t>(feature.version << 2) | (feature.persistent ? 2U : 0U) |
            (current ? 1U : 0U))
      .Add8(0);
  feature.write(unit, data);
  data.Set8(start + 3, static_cast<std::uint8_t>(data.size() - start - 4));
}

}  // namespace

std::size_t GetConfiguration(Unit& unit, const Command& command) {
  enum : std::uint8_t { kAll = 0, kCurrent = 1, kOne = 2 };
  const std::uint8_t requested = command.Byte(1) & 3;
  const std::uint32_t starting = command.Field16(2);
  if (requested > kOne) throw CheckCondition{kInvalidFieldInCdb};

  DataIn data;
  data.Add32(0).AddZeros(2).Add16(unit.CurrentProfile());
  for (const Feature& feature : kFeatures) {
    if (requested == kOne ? feature.code != starting : feature.code < starting) continue;
    if (requested == kCurrent && !feature.current(unit)) continue;
    AddFeature(unit, feature, data);
  }
  data.Set32(0, data.size() - 4);
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc
