// The features byte by byte, as the structures of Windows' <ntddmmc.h> divide them: those of the
// drive, and of each kind of media what is current with it (MMC-6 5.3).
#include <doctest.h>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {
namespace {

std::string Hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

struct Expected {
  std::uint8_t code;  // of those of one byte
  std::string bytes;
};

void Check(MediaKind kind, bool formatted, std::initializer_list<Expected> features) {
  TestedDrive drive(kind, 1024, formatted);
  for (const auto& [code, bytes] : features) {
    REQUIRE(drive.Send({0x46, 2, 0, code, 0, 0, 0, 0, 64}, 64).outcome == Outcome::kGood);
    CHECK(Hex(std::span(drive.data()).subspan(8)) == bytes);
  }
}

}  // namespace

TEST_CASE("features of a DVD+RW") {
  Check(MediaKind::kDvdPlusRw, true,
        {{0x01, "00010B080000000701000000"},
         {0x02, "0002070402000000"},
         {0x03, "0003070439000000"},
         {0x10, "001001080000080000100100"},
         {0x1F, "001F050401000100"},
         {0x20, "0020050C000003FF0000080000100100"},
         {0x23, "002305080000000000000000"},
         {0x2A, "002A010401000000"}});
  Check(MediaKind::kDvdPlusRw, false, {{0x10, "001000080000080000100100"}});
}

TEST_CASE("features of a DVD-RW: written in whole blocks, and unformatted not at all") {
  Check(MediaKind::kDvdRw, true,
        {{0x20, "0020040C000000000000080000100100"},
         {0x21, "00210C080100010110000000"},
         {0x26, "00260100"},
         {0x2C, "002C010401000000"},
         {0x2F, "002F09044A000000"}});
  Check(MediaKind::kDvdRw, false,
        {{0x21, "00210C080100010110000000"}, {0x26, "00260000"}, {0x2C, "002C000401000000"}});
}

TEST_CASE("features of a CD-RW") {
  Check(MediaKind::kCdRw, true,
        {{0x1D, "001D0100"},
         {0x1E, "001E090400000000"},
         {0x21, "00210D080100010107000000"},
         {0x2D, "002D090442000100"},
         {0x2E, "002E010442000000"},
         {0x37, "00370104003F0000"}});
}

TEST_CASE("features of a BD-RE") {
  Check(MediaKind::kBdRe, true,
        {{0x20, "0020050C000003FF0000080000200100"},
         {0x23, "002305080000000000000000"},
         {0x40, "0040011C00000000000600000000000000020000000000000002000000000000"},
         {0x41,
          "0041011400000000000600000000000000020000"
          "00000000"}});
}

TEST_CASE("an HD DVD, and what is said of streaming") {
  Check(MediaKind::kHdDvdRam, true,
        {{0x24, "0024050400000000"}, {0x50, "0050010401000100"}, {0x51, "0051010401000100"}});
  TestedDrive drive;
  drive.Send({0x46, 2, 1, 0x07, 0, 0, 0, 0, 64}, 64);
  CHECK(Hex(std::span(drive.data()).subspan(8)) == "010711040F000000");
  drive.Send({0x46, 2, 1, 0x08, 0, 0, 0, 0, 64}, 64);
  CHECK(Hex(std::span(drive.data()).subspan(8)) == "0108030C303030303030303030312020");
}

}  // namespace virtual_drive::mmc::test
