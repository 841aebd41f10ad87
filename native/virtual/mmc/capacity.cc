// READ CAPACITY, READ FORMAT CAPACITIES and FORMAT UNIT (MMC-6 6.19, 6.23, 6.5).
#include <algorithm>
#include <vector>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

struct Format {
  std::uint8_t type;
  std::uint32_t parameter;  // what it is depends on the type
};

// The formats of FORMAT UNIT that a medium has, each of the whole disc.
std::vector<Format> FormatsOf(const Media& media) {
  constexpr std::uint32_t kSpareClusters = 0x3000;  // of a BD-RE as it is formatted ordinarily
  switch (media.kind) {
    case MediaKind::kDvdPlusRw:
    case MediaKind::kDvdPlusRwDl:
      return {{0x26, 0}};
    case MediaKind::kDvdRw:  // packets of one ECC block
      return {{0x00, kSectorSize}, {0x10, media.write_unit}, {0x15, media.write_unit}};
    case MediaKind::kBdRe:
      return {{0x00, kSectorSize}, {0x30, kSpareClusters}};
    default:
      return {{0x00, kSectorSize}};
  }
}

}  // namespace

std::size_t ReadCapacity(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  DataIn data;
  // Of a sequential disc: up to where it was recorded, 0 where it is blank. Otherwise all of it,
  // also unformatted: some drives say 0 then, but programs size their images by this.
  const std::uint32_t end = disc.media().sequential() ? disc.tracks().end() : disc.sectors();
  data.Add32(end == 0 ? 0 : end - 1).Add32(kSectorSize);
  return data.Send(command, 8);
}

std::size_t ReadFormatCapacities(Unit& unit, const Command& command) {
  enum : std::uint8_t { kUnformatted = 1, kFormatted = 2, kNoMedium = 3 };
  const Disc* disc = unit.medium();
  const Media& media = disc ? disc->media() : MediaOf(MediaKind::kBdRe);
  const std::uint32_t sectors = disc ? disc->sectors() : media.sectors;
  const bool blank = disc && (media.sequential() ? disc->tracks().blank() : !disc->formatted());
  const std::uint32_t state = !disc ? kNoMedium : blank ? kUnformatted : kFormatted;
  DataIn data;
  data.AddZeros(3).Add8(0).Add32(sectors).Add32(state << 24 | kSectorSize);
  if (disc && media.recording == Recording::kRandom) {
    for (const Format& format : FormatsOf(media)) {
      data.Add32(sectors).Add32(static_cast<std::uint32_t>(format.type) << 26 | format.parameter);
    }
  }
  data.Set8(3, static_cast<std::uint8_t>(data.size() - 4));
  return data.Send(command, command.Field16(7));
}

std::size_t FormatUnit(Unit& unit, const Command& command) {
  Disc& disc = unit.RequireMedium();
  if (disc.media().recording != Recording::kRandom) throw CheckCondition{kCannotFormatMedium};
  constexpr std::uint8_t kFormatDataPresent = 0x10;
  constexpr std::uint8_t kFormatCode = 0x01;
  if ((command.Byte(1) & 0x1F) != (kFormatDataPresent | kFormatCode)) {
    throw CheckCondition{kInvalidFieldInCdb};
  }
  // Header of four bytes, one descriptor of eight.
  const auto list = command.data_out;
  if (list.size() < 12) throw CheckCondition{kParameterListLengthError};
  const std::uint32_t blocks = Get32(list, 4);
  const std::uint8_t type = list[8] >> 2;
  const bool all = blocks == disc.sectors() || blocks == 0xFFFFFFFF || blocks == 0;
  const auto formats = FormatsOf(disc.media());
  const bool known = std::any_of(formats.begin(), formats.end(),
                                 [type](const Format& format) { return format.type == type; });
  if (Get16(list, 2) != 8 || !all || !known) {
    throw CheckCondition{kInvalidFieldInParameters};
  }
  disc.Format();
  // That of a DVD+RW goes on in the background, and the disc can be written meanwhile.
  constexpr std::uint8_t kImmediately = 0x02;
  constexpr std::uint8_t kBackground = 0x26;
  if (type != kBackground) {
    unit.Occupy(std::min(kQuickSectors, disc.sectors()), kFormatInProgress,
                (list[1] & kImmediately) != 0);
  }
  return 0;
}

}  // namespace virtual_drive::mmc
