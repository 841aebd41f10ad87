// READ DISC STRUCTURE (MMC-6 6.22), format 0: of a DVD or HD DVD the physical format information,
// of a BD the disc information; format FFh: the list of these two.
#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

// First physical sector of the data area (ECMA-337 14.4; ECMA-330 for DVD-RAM).
constexpr std::uint32_t kFirstPhysicalSector = 0x30000;
constexpr std::uint32_t kFirstOfDvdRam = 0x31000;

constexpr std::uint32_t kDvdSize = 2048;
constexpr std::uint32_t kBdSize = 4096;

enum LayerType : std::uint8_t { kEmbossed = 1, kRecordable = 2, kRewritable = 4 };

std::uint32_t LayerTypeOf(const Media& media) {
  if (media.read_only()) return kEmbossed;
  return media.sequential() ? kRecordable : kRewritable;
}

std::uint32_t PartVersion(MediaKind kind) {
  switch (kind) {
    case MediaKind::kDvdRam:
    case MediaKind::kDvdRDl:
      return 6;
    case MediaKind::kDvdR:
      return 5;
    case MediaKind::kDvdRw:
      return 2;
    default:
      return 1;
  }
}

void AddDvdPhysicalFormat(const Disc& disc, DataIn& data) {
  constexpr std::uint32_t kOppositeTrackPath = 0x10;
  const Media& media = disc.media();
  const std::size_t start = data.size();
  const std::uint32_t first =
      media.kind == MediaKind::kDvdRam ? kFirstOfDvdRam : kFirstPhysicalSector;
  const bool dual = media.layers == 2;
  // Layers beyond the first are read inwards, and their addresses are the complements.
  const std::uint32_t layer = disc.sectors() / media.layers;
  const std::uint32_t last =
      dual ? ~(first + layer - 1) % 0x1000000 + layer - 1 : first + disc.sectors() - 1;
  data.Add8(static_cast<std::uint32_t>(media.book_type << 4) | PartVersion(media.kind))
      .Add8(0x02)  // 120 mm, 10.08 Mbps
      .Add8((dual ? 0x20 | kOppositeTrackPath : 0) | LayerTypeOf(media))
      .Add8(0x00)
      .Add32(first)
      .Add32(last)
      .Add32(dual ? first + layer - 1 : 0);
  data.AddZeros(kDvdSize - (data.size() - start));
}

// Of 25 GB each, and of an XL of 33: 100 GB in three, 128 GB in four.
std::uint32_t LayersOf(const Disc& disc) {
  const Media& media = disc.media();
  if (media.family != MediaFamily::kBd) return media.layers;
  constexpr std::uint32_t kOne = 12219392;
  constexpr std::uint32_t kThree = 48878592;
  if (disc.sectors() <= kOne) return 1;
  if (disc.sectors() <= 2 * kOne) return 2;
  return disc.sectors() <= kThree ? 3 : 4;
}

std::string_view BdType(const Media& media) {
  if (media.read_only()) return "BDO";
  return media.sequential() ? "BDR" : "BDW";
}

void AddBdDiscInformation(const Disc& disc, DataIn& data) {
  const std::size_t start = data.size();
  data.AddText("DI", 2)
      .Add8(1)  // format
      .Add8(1)  // units of this layer
      .Add8(0)
      .Add8(0)   // sequence number
      .Add8(98)  // bytes in use
      .Add8(0)
      .AddText(BdType(disc.media()), 3)
      .Add8(0x01)
      .Add8(LayersOf(disc) << 4 | LayerTypeOf(disc.media()))
      .AddZeros(11)
      .Add32(0x20000)  // first and last address unit of the data zone: two sectors each
      .Add32(0x20000 + disc.sectors() / 2 - 1);
  data.AddZeros(kBdSize - (data.size() - start));
}

}  // namespace

std::size_t ReadDiscStructure(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  enum : std::uint8_t { kDvd = 0, kBd = 1 };
  constexpr std::uint8_t kList = 0xFF;
  const MediaFamily family = disc.media().family;
  const bool dvd = family == MediaFamily::kDvd || family == MediaFamily::kHdDvd;
  const std::uint8_t asked = command.Byte(1) & 0x0F;
  const std::uint8_t format = command.Byte(7);
  if (asked > kBd || (format != 0 && format != kList) ||
      (format == 0 && command.Byte(6) >= LayersOf(disc))) {
    throw CheckCondition{kInvalidFieldInCdb};  // another format, or a layer that isn't there
  }
  if (!dvd && family != MediaFamily::kBd) throw CheckCondition{kIncompatibleMedium};
  if ((asked == kDvd) != dvd) throw CheckCondition{kIncompatibleMedium};
  DataIn data;
  data.Add16(0).AddZeros(2);
  if (format == kList) {
    // Format, that it can be read and not sent, and its length with the header.
    constexpr std::uint8_t kReadable = 0x40;
    constexpr std::uint32_t kHeader = 4;
    data.Add8(0).Add8(kReadable).Add16(kHeader + (dvd ? kDvdSize : kBdSize));
    data.Add8(kList).Add8(kReadable).Add16(kHeader + 2 * 4);
  } else if (dvd) {
    AddDvdPhysicalFormat(disc, data);
  } else {
    AddBdDiscInformation(disc, data);
  }
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(8));
}

}  // namespace virtual_drive::mmc
