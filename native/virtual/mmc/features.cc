// GET CONFIGURATION (MMC-6 6.6) and the features of clause 5.3 that this drive has.
#include <array>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

constexpr std::array<MediaKind, 2> kMedia = {MediaKind::kBdRe, MediaKind::kDvdPlusRw};

bool Has(const Unit& unit, MediaKind kind) {
  return unit.medium() && unit.medium()->media().kind == kind;
}
bool HasAny(const Unit& unit) { return unit.medium() != nullptr; }
bool HasFormatted(const Unit& unit) { return unit.medium() && unit.medium()->formatted(); }
bool HasDvd(const Unit& unit) { return Has(unit, MediaKind::kDvdPlusRw); }
bool HasBd(const Unit& unit) { return Has(unit, MediaKind::kBdRe); }
bool Always(const Unit&) { return true; }

std::uint32_t Blocking(const Unit& unit) {
  return unit.medium() ? unit.medium()->media().write_unit : 16;
}

// Each writes what follows the four-byte header of its descriptor.
void ProfileList(const Unit& unit, DataIn& data) {
  for (const MediaKind kind : kMedia) {
    data.Add16(MediaOf(kind).profile).Add8(Has(unit, kind) ? 1 : 0).Add8(0);
  }
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
void DvdRead(const Unit&, DataIn& data) { data.Add8(0x01).AddZeros(3); }
void RandomWritable(const Unit& unit, DataIn& data) {
  data.Add32(HasFormatted(unit) ? unit.medium()->sectors() - 1 : 0)
      .Add32(kSectorSize)
      .Add16(Blocking(unit))
      .Add8(0x01)
      .Add8(0);
}
void Formattable(const Unit&, DataIn& data) { data.AddZeros(8); }  // BD-RE without spare areas
void DvdPlusRw(const Unit&, DataIn& data) {
  data.Add8(0x01).AddZeros(3);
}  // writes, no quick start
void BdRead(const Unit&, DataIn& data) {
  data.AddZeros(4).Add16(0x0006).AddZeros(22);  // BD-RE class 0, versions 1 and 2
}
void BdWrite(const Unit&, DataIn& data) { data.AddZeros(4).Add16(0x0006).AddZeros(14); }
void PowerManagement(const Unit&, DataIn&) {}
void Timeout(const Unit&, DataIn& data) { data.AddZeros(4); }
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
    {0x001F, 1, false, HasDvd, DvdRead},
    {0x0020, 1, false, HasFormatted, RandomWritable},
    {0x0023, 1, false, HasAny, Formattable},
    {0x002A, 0, false, HasDvd, DvdPlusRw},
    {0x0040, 0, false, HasBd, BdRead},
    {0x0041, 0, false, HasBd, BdWrite},
    {0x0100, 0, true, Always, PowerManagement},
    {0x0105, 1, true, Always, Timeout},
    {0x0107, 4, false, HasAny, RealTimeStreaming},
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
  data.Add32(0).AddZeros(2).Add16(unit.medium() ? unit.medium()->media().profile : 0);
  for (const Feature& feature : kFeatures) {
    if (requested == kOne ? feature.code != starting : feature.code < starting) continue;
    if (requested == kCurrent && !feature.current(unit)) continue;
    AddFeature(unit, feature, data);
  }
  data.Set32(0, data.size() - 4);
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc
