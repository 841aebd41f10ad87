#include "virtual/mmc/mode_pages.h"

#include <algorithm>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

using Page = ModePages::Page;
using Pages = std::map<std::uint8_t, Page>;

enum : std::uint8_t {
  kErrorRecovery = 0x01,
  kWriteParameters = 0x05,
  kCaching = 0x08,
  kPowerCondition = 0x1A,
  kInformationalExceptions = 0x1C,
  kTimeoutAndProtect = 0x1D,
  kCapabilities = 0x2A,
  kAllPages = 0x3F,
};

// A page of `size` bytes behind its two-byte head, with some of them set.
Page Make(std::uint8_t code, std::uint8_t size,
          std::initializer_list<std::pair<std::size_t, std::uint8_t>> bytes) {
  Page page(size + std::size_t{2});
  page[0] = code;
  page[1] = size;
  for (const auto& [at, value] : bytes) page[at] = value;
  return page;
}

Pages MakePages(std::initializer_list<Page> pages) {
  Pages result;
  for (const Page& page : pages) result[page[0]] = page;
  return result;
}

// MMC-6 7.11: what the drive can do, and its speeds in kB/s with the selected one.
Page Capabilities(const Unit& unit) {
  const Media& media = unit.medium() ? unit.medium()->media() : MediaOf(MediaKind::kBdRe);
  const auto speeds = media.write_speeds;
  const auto count = static_cast<std::uint32_t>(speeds.size());
  Page page(32 + std::size_t{4} * count);
  page[0] = kCapabilities;
  page[1] = static_cast<std::uint8_t>(page.size() - 2);
  page[2] = 0x3B;  // reads CD-R, CD-RW, DVD-ROM (and so DVD+RW), DVD-R, DVD-RAM
  page[3] = 0x33;  // writes CD-R, CD-RW, DVD-R, DVD-RAM
  page[4] = 0xC0;  // buffer underrun free, multi-session; all sectors are of mode 1
  page[6] = 0x29;  // tray, eject, lock
  if (unit.removal_prevented) page[6] |= 0x02;
  Put16(page, 8, media.read_speed);
  Put16(page, 12, 2048);  // buffer, in KiB
  Put16(page, 14, media.read_speed);
  Put16(page, 18, speeds.empty() ? 0 : speeds.front());
  Put16(page, 20, unit.WriteSpeed());
  Put16(page, 28, unit.WriteSpeed());
  Put16(page, 30, count);
  for (std::uint32_t i = 0; i < count; ++i) Put16(page, 34 + std::size_t{4} * i, speeds[i]);
  return page;
}

enum class Values : std::uint8_t { kCurrent = 0, kChangeable = 1, kDefault = 2, kSaved = 3 };

Pages PagesOf(const Unit& unit, Values values) {
  Pages pages;
  switch (values) {
    case Values::kCurrent:
      pages = unit.mode_pages.pages();
      break;
    case Values::kChangeable:
      pages = ModePages::Changeable();
      break;
    case Values::kDefault:
      pages = ModePages::Defaults();
      break;
    case Values::kSaved:
      throw CheckCondition{kSavingNotSupported};
  }
  Page capabilities = Capabilities(unit);
  if (values == Values::kChangeable)
    std::fill(capabilities.begin() + 2, capabilities.end(), std::uint8_t{0});
  pages[kCapabilities] = std::move(capabilities);
  return pages;
}

constexpr std::size_t kHeaderSize = 8;

}  // namespace

const Pages& ModePages::Defaults() {
  static const Pages defaults = MakePages({
      Make(kErrorRecovery, 0x0A, {{2, 0x80}, {3, 0x10}, {8, 0x10}}),  // reallocates; 16 retries
      Make(kWriteParameters, 0x32, {{3, 0x04}, {4, 0x08}, {15, 150}}),
      Make(kCaching, 0x0A, {{2, 0x04}}),  // write cache enabled
      Make(kPowerCondition, 0x0A, {}),
      Make(kInformationalExceptions, 0x0A, {}),
      Make(kTimeoutAndProtect, 0x0A, {{7, 10}, {9, 10}}),
  });
  return defaults;
}

const Pages& ModePages::Changeable() {
  static const Pages masks = MakePages({
      Make(kErrorRecovery, 0x0A, {{2, 0xFF}, {3, 0xFF}, {8, 0xFF}}),
      Make(kWriteParameters, 0x32,
           {{2, 0x7F},
            {3, 0xFF},
            {4, 0x0F},
            {5, 0xFF},  // link size, and the packet size: of incremental writing
            {8, 0xFF},
            {10, 0xFF},
            {11, 0xFF},
            {12, 0xFF},
            {13, 0xFF},
            {14, 0xFF},
            {15, 0xFF}}),
      Make(kCaching, 0x0A, {{2, 0x05}}),
      Make(kPowerCondition, 0x0A, {{3, 0x03}}),
      Make(kInformationalExceptions, 0x0A, {}),
      Make(kTimeoutAndProtect, 0x0A, {{4, 0x07}, {6, 0xFF}, {7, 0xFF}, {8, 0xFF}, {9, 0xFF}}),
  });
  return masks;
}

ModePages::ModePages() : pages_(Defaults()) {}

bool ModePages::next_session_allowed() const {
  return (pages_.at(kWriteParameters)[3] & 0xC0) == 0xC0;
}

bool ModePages::Select(const Page& page) {
  const auto known = pages_.find(page[0] & 0x3F);
  if (known == pages_.end() || known->second.size() != page.size()) return false;
  const Page& mask = Changeable().at(known->first);
  for (std::size_t i = 2; i < page.size(); ++i) {
    if (((page[i] ^ known->second[i]) & ~mask[i]) != 0) return false;
  }
  std::copy(page.begin() + 2, page.end(), known->second.begin() + 2);
  return true;
}

std::size_t ModeSense(Unit& unit, const Command& command) {
  const auto values = static_cast<Values>(command.Byte(2) >> 6);
  const std::uint8_t code = command.Byte(2) & 0x3F;
  if (command.Byte(3) != 0) throw CheckCondition{kInvalidFieldInCdb};  // no subpages
  const Pages pages = PagesOf(unit, values);
  DataIn data;
  data.AddZeros(kHeaderSize);  // no block descriptors
  for (const auto& [number, page] : pages) {
    if (code == kAllPages || code == number) data.AddBytes(page);
  }
  if (data.size() == kHeaderSize) throw CheckCondition{kInvalidFieldInCdb};
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(7));
}

std::size_t ModeSelect(Unit& unit, const Command& command) {
  constexpr std::uint8_t kPageFormat = 0x10;
  if ((command.Byte(1) & 0x11) != kPageFormat)
    throw CheckCondition{kInvalidFieldInCdb};  // no saving
  const std::size_t length = command.Field16(7);
  if (length == 0) return 0;
  if (length < kHeaderSize || command.data_out.size() < length) {
    throw CheckCondition{kParameterListLengthError};
  }
  auto list = command.data_out.first(length);
  if (Get16(list, 6) != 0) throw CheckCondition{kInvalidFieldInParameters};  // block descriptors
  // All or nothing.
  ModePages changed = unit.mode_pages;
  for (list = list.subspan(kHeaderSize); !list.empty();) {
    if (list.size() < 2 || list.size() < list[1] + std::size_t{2}) {
      throw CheckCondition{kParameterListLengthError};
    }
    const std::size_t size = list[1] + std::size_t{2};
    if (!changed.Select(Page(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(size)))) {
      throw CheckCondition{kInvalidFieldInParameters};
    }
    list = list.subspan(size);
  }
  unit.mode_pages = std::move(changed);
  return 0;
}

}  // namespace virtual_drive::mmc
