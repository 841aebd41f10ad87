// What a drive says about itself and its medium: each reply well formed, each refusal with its
// sense code.
#include <doctest.h>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {

TEST_CASE("INQUIRY announces its own length") {
  TestedDrive drive;
  CHECK(drive.Send({0x12, 0, 0, 0, 96}, 96).outcome == Outcome::kGood);
  REQUIRE(drive.data().size() == 36);
  CHECK(drive.data()[0] == 0x05);
  CHECK(drive.data()[4] == 36 - 5);
  CHECK(std::string(drive.data().begin() + 8, drive.data().begin() + 16) == "IMAPI2  ");
  CHECK(drive.Send({0x12, 1, 0, 0, 96}, 96).sense == kInvalidFieldInCdb);
}

TEST_CASE("an allocation length cuts, and is no error") {
  TestedDrive drive;
  CHECK(drive.Send({0x12, 0, 0, 0, 5}, 96).transferred == 5);
  CHECK(drive.Send({0x51, 0, 0, 0, 0, 0, 0, 0, 4}, 96).transferred == 4);
  CHECK(drive.Number(0, 2) == 32);
}

TEST_CASE("unknown commands and short CDBs are refused") {
  TestedDrive drive;
  CHECK(drive.Send({0xA3}).sense == kInvalidCommand);
  CHECK(drive.Send({0xFF}).sense == kInvalidCommand);
  const std::uint8_t short_cdb[] = {0x28, 0, 0};
  CHECK(drive.drive().Execute({short_cdb, {}, {}}).sense == kInvalidFieldInCdb);
  CHECK(drive.drive().Execute({}).sense == kInvalidFieldInCdb);
}

TEST_CASE("GET CONFIGURATION lists features in order, each as long as it says") {
  for (const auto kind : {MediaKind::kDvdPlusRw, MediaKind::kBdRe}) {
    TestedDrive drive(kind);
    REQUIRE(drive.Send({0x46, 0, 0, 0, 0, 0, 0, 0x10, 0}, 4096).outcome == Outcome::kGood);
    CHECK(drive.Number(0, 4) == drive.data().size() - 4);
    CHECK(drive.Number(6, 2) == MediaOf(kind).profile);
    std::size_t at = 8;
    std::vector<std::uint32_t> current;
    for (std::uint32_t last = 0; at < drive.data().size(); at += 4 + drive.data()[at + 3]) {
      const std::uint32_t code = drive.Number(at, 2);
      CHECK((code == 0 || code > last));
      CHECK(drive.data()[at + 3] % 4 == 0);
      last = code;
      if ((drive.data()[at + 2] & 1) != 0) current.push_back(code);
    }
    CHECK(at == drive.data().size());
    const std::vector<std::uint32_t> dvd = {0,    1,    2,     3,     0x10,  0x1F, 0x20,
                                            0x23, 0x2A, 0x100, 0x105, 0x107, 0x108};
    const std::vector<std::uint32_t> bd = {0,    1,    2,     3,     0x10,  0x20, 0x23,
                                           0x40, 0x41, 0x100, 0x105, 0x107, 0x108};
    CHECK(current == (kind == MediaKind::kDvdPlusRw ? dvd : bd));
  }
}

TEST_CASE("GET CONFIGURATION gives one feature, or the current ones from a number on") {
  TestedDrive drive;
  drive.Send({0x46, 2, 0, 0x20, 0, 0, 0, 0, 64}, 64);
  REQUIRE(drive.data().size() == 8 + 16);
  CHECK(drive.Number(12, 4) == 1023);
  CHECK(drive.Number(16, 4) == 2048);
  CHECK(drive.Number(20, 2) == 16);
  drive.Send({0x46, 2, 0, 0x22, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.data().size() == 8);
  drive.Send({0x46, 1, 1, 0x07, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.Number(8, 2) == 0x107);
  CHECK(drive.Send({0x46, 3}, 64).sense == kInvalidFieldInCdb);
}

TEST_CASE("disc and track information tell blank from formatted") {
  TestedDrive blank(MediaKind::kBdRe, 4096, false);
  blank.Send({0x51, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  REQUIRE(blank.data().size() == 34);
  CHECK(blank.data()[2] == 0x10);
  blank.Send({0x52, 1, 0, 0, 0, 1, 0, 0, 64}, 64);
  REQUIRE(blank.data().size() == blank.Number(0, 2) + 2);
  CHECK((blank.data()[6] & 0x40) != 0);
  CHECK(blank.Number(24, 4) == 4096);
  CHECK(blank.Number(20, 4) == 32);
  CHECK(blank.Read(0, 1).sense == kMediumNotFormatted);
  CHECK(blank.Write(0, 1, 1).sense == kMediumNotFormatted);

  TestedDrive used;
  used.Send({0x51, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(used.data()[2] == 0x1E);
  CHECK(used.data()[7] == 0x23);
  CHECK(used.Send({0x52, 1, 0, 0, 0, 2, 0, 0, 64}, 64).sense == kInvalidFieldInCdb);
  CHECK(used.Send({0x52, 0, 0, 0, 4, 0, 0, 0, 64}, 64).sense == kAddressOutOfRange);
  CHECK(used.Send({0x51, 1}, 64).sense == kInvalidFieldInCdb);
}

TEST_CASE("READ CAPACITY and READ FORMAT CAPACITIES agree") {
  TestedDrive drive(MediaKind::kBdRe, 12219392);
  drive.Send({0x25}, 8);
  CHECK(drive.Number(0, 4) == 12219391);
  CHECK(drive.Number(4, 4) == 2048);
  drive.Send({0x23, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.data().size() == drive.data()[3] + 4u);
  CHECK(drive.Number(4, 4) == 12219392);
  CHECK(drive.data()[8] == 2);
}

TEST_CASE("FORMAT UNIT makes a blank disc writable, and a used one zeros") {
  TestedDrive drive(MediaKind::kDvdPlusRw, 1024, false);
  std::vector<std::uint8_t> list = {0, 0, 0, 8, 0, 0, 4, 0, 0x26 << 2, 0, 0, 0};
  CHECK(drive.Send({0x04, 0x11}, 0, std::span(list).first(8)).sense == kParameterListLengthError);
  CHECK(drive.Send({0x04, 0x01}, 0, list).sense == kInvalidFieldInCdb);
  list[6] = 5;
  CHECK(drive.Send({0x04, 0x11}, 0, list).sense == kInvalidFieldInParameters);
  list[6] = 4;
  CHECK(drive.Send({0x04, 0x11}, 0, list).outcome == Outcome::kGood);
  CHECK(drive.memory()->state.formatted);
  CHECK(drive.Write(0, 16, 7).outcome == Outcome::kGood);
  CHECK(drive.Send({0x04, 0x11}, 0, list).outcome == Outcome::kGood);
  CHECK(drive.Read(0, 16).outcome == Outcome::kGood);
  CHECK(drive.data() == Filled(16, 0));
}

TEST_CASE("mode pages: current, changeable, default; saved ones are not supported") {
  TestedDrive drive;
  drive.Send({0x5A, 0, 0x3F, 0, 0, 0, 0, 4, 0}, 1024);
  CHECK(drive.Number(0, 2) == drive.data().size() - 2);
  std::vector<int> codes;
  std::size_t at = 8;
  for (; at < drive.data().size(); at += drive.data()[at + 1] + 2u)
    codes.push_back(drive.data()[at]);
  CHECK(at == drive.data().size());
  CHECK(codes == std::vector<int>{0x01, 0x05, 0x08, 0x1A, 0x1C, 0x1D, 0x2A});
  CHECK(drive.Send({0x5A, 0, 0x03, 0, 0, 0, 0, 4, 0}, 64).sense == kInvalidFieldInCdb);
  CHECK(drive.Send({0x5A, 0, 0xC1, 0, 0, 0, 0, 4, 0}, 64).sense == kSavingNotSupported);

  drive.Send({0x5A, 0, 0x01, 0, 0, 0, 0, 4, 0}, 64);
  std::vector<std::uint8_t> list = drive.data();
  list[0] = list[1] = 0;
  list[8 + 3] = 99;  // read retries
  const auto select = [&](std::uint8_t flags = 0x10) {
    return drive.Send({0x55, flags, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(list.size())}, 0,
                      list);
  };
  CHECK(select().outcome == Outcome::kGood);
  drive.Send({0x5A, 0, 0x01, 0, 0, 0, 0, 4, 0}, 64);
  CHECK(drive.data()[8 + 3] == 99);
  drive.Send({0x5A, 0, 0x81, 0, 0, 0, 0, 4, 0}, 64);
  CHECK(drive.data()[8 + 3] == 0x10);
  CHECK(select(0x11).sense == kInvalidFieldInCdb);
  list[8 + 5] = 1;  // can't be changed
  CHECK(select().sense == kInvalidFieldInParameters);
  list.pop_back();
  CHECK(select().sense == kParameterListLengthError);
}

TEST_CASE("speeds: listed by GET PERFORMANCE, selected by SET STREAMING, told by page 2Ah") {
  TestedDrive drive;
  drive.Send({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 8, 3}, 256);
  REQUIRE(drive.data().size() == 8 + 3 * 16);
  CHECK(drive.Number(0, 4) == drive.data().size() - 4);
  CHECK(drive.Number(8 + 12, 4) == 11080);
  std::vector<std::uint8_t> descriptor(28);
  Put32(descriptor, 20, 5000);
  Put32(descriptor, 24, 1000);
  CHECK(drive.Send({0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28}, 0, descriptor).outcome == Outcome::kGood);
  drive.Send({0x5A, 0, 0x2A, 0, 0, 0, 0, 4, 0}, 256);
  CHECK(drive.Number(8 + 28, 2) == 5540);
  CHECK(drive.Send({0xBB, 0, 0xFF, 0xFF, 0xFF, 0xFF}).outcome == Outcome::kGood);
  drive.Send({0x5A, 0, 0x2A, 0, 0, 0, 0, 4, 0}, 256);
  CHECK(drive.Number(8 + 28, 2) == 11080);
  CHECK(drive.Send({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 8, 9}, 256).sense == kInvalidFieldInCdb);
  descriptor[27] = descriptor[26] = 0;
  CHECK(drive.Send({0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28}, 0, descriptor).sense ==
        kInvalidFieldInParameters);
}

TEST_CASE("READ DISC STRUCTURE answers for the kind of disc that is in") {
  TestedDrive dvd;
  CHECK(dvd.Send({0xAD, 0, 0, 0, 0, 0, 0, 0, 0x10, 0}, 4096).outcome == Outcome::kGood);
  CHECK(dvd.data().size() == 2052);
  CHECK(dvd.Number(0, 2) == 2050);
  CHECK(dvd.data()[4] == 0x91);
  CHECK(dvd.Send({0xAD, 1, 0, 0, 0, 0, 0, 0, 0x10, 0}, 4096).sense == kIncompatibleMedium);
  CHECK(dvd.Send({0xAD, 0, 0, 0, 0, 0, 0, 9, 0x10, 0}, 4096).sense == kInvalidFieldInCdb);
  TestedDrive bd(MediaKind::kBdRe);
  CHECK(bd.Send({0xAD, 1, 0, 0, 0, 0, 0, 0, 0x20, 0}, 8192).outcome == Outcome::kGood);
  CHECK(bd.data()[4] == 'D');
}

TEST_CASE("the tray: no medium while it is open, one unit attention and a moment after it closed") {
  TestedDrive drive;
  drive.drive().SetBecomingReadyAfterClose(2);
  CHECK(drive.Send({0x1E, 0, 0, 0, 1}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x1B, 0, 0, 0, 2}).sense == kRemovalPrevented);
  CHECK(drive.Send({0x1E, 0, 0, 0, 0}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x1B, 0, 0, 0, 2}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x00}).sense == kNoMediumTrayOpen);
  drive.Send({0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8}, 8);
  REQUIRE(drive.data().size() == 8);
  CHECK(drive.data()[4] == 3);  // removal
  CHECK(drive.data()[5] == 1);  // tray open
  CHECK(drive.Send({0x1B, 0, 0, 0, 3}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x12, 0, 0, 0, 36}, 36).outcome == Outcome::kGood);  // exempt
  CHECK(drive.Send({0x00}).sense == kMediumChanged);
  CHECK(drive.Send({0x00}).sense == kBecomingReady);
  CHECK(drive.Send({0x25}, 8).sense == kBecomingReady);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x4A, 0, 0, 0, 0x10, 0, 0, 0, 8}, 8).sense == kInvalidFieldInCdb);
  drive.Send({0x4A, 1, 0, 0, 0x02, 0, 0, 0, 8}, 8);
  CHECK((drive.data()[2] & 0x80) != 0);
}

TEST_CASE("an empty tray") {
  TestedDrive drive(std::shared_ptr<DiscMemory>{});
  CHECK(drive.Send({0x00}).sense == kNoMediumTrayClosed);
  CHECK(drive.Send({0x51}, 64).sense == kNoMediumTrayClosed);
  CHECK(drive.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 64}, 64).outcome == Outcome::kGood);
  CHECK(drive.Number(6, 2) == 0);
}

TEST_CASE("REQUEST SENSE tells why the last command failed, once") {
  TestedDrive drive;
  drive.Send({0xA3});
  drive.Send({0x03, 0, 0, 0, 18}, 18);
  REQUIRE(drive.data().size() == 18);
  CHECK(drive.data()[0] == 0x70);
  CHECK(drive.data()[2] == 0x05);
  CHECK(drive.data()[12] == 0x20);
  drive.Send({0x03, 0, 0, 0, 18}, 18);
  CHECK(drive.data()[2] == 0);
}

TEST_CASE("a disc's label survives, and nothing else is taken for one") {
  const DiscState state = {MediaKind::kBdRe, 12219392, true, {32, 320}};
  const Label label = ToLabel(state);
  CHECK(FromLabel(label) == state);
  for (const std::size_t damaged : {0u, 33u, 38u, 44u, 52u, 400u, 511u}) {
    Label other = label;
    other[damaged] ^= 1;
    CHECK_FALSE(FromLabel(other).has_value());
  }
  CHECK_FALSE(FromLabel(std::span(label).first(511)).has_value());
  CHECK_FALSE(FromLabel(Label{}).has_value());
}

}  // namespace virtual_drive::mmc::test
