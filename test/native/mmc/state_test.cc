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
  TestedDrive background(MediaKind::kDvdPlusRw, 4096, false);
  background.Send({0x51, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(background.data()[7] == 0x20);  // not formatted in the background yet
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
  TestedDrive drive(MediaKind::kBdRe, 11826176);
  drive.Send({0x25}, 8);
  CHECK(drive.Number(0, 4) == 11826175);
  CHECK(drive.Number(4, 4) == 2048);
  drive.Send({0x23, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.data().size() == drive.data()[3] + 4u);
  CHECK(drive.Number(4, 4) == 11826176);
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
  CHECK(drive.Send({0xAC, 0, 0, 0, 4, 0, 0, 0, 0, 8, 3}, 256).sense == kAddressOutOfRange);
  drive.Send({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3}, 256);
  CHECK(drive.data().size() == 8 + 2 * 16);  // as many as were asked for
  descriptor[27] = descriptor[26] = 0;
  CHECK(drive.Send({0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28}, 0, descriptor).sense ==
        kInvalidFieldInParameters);
}

TEST_CASE("GET PERFORMANCE tells the speed of reading, or of writing where it is asked for") {
  TestedDrive drive(MediaKind::kDvdPlusR);
  const auto speed = [&](std::uint8_t write) {
    drive.Send({0xAC, write, 0, 0, 0, 0, 0, 0, 0, 8, 0}, 256);
    REQUIRE(drive.data().size() == 8 + 16);
    CHECK(drive.data()[4] == write >> 1);
    return drive.Number(8 + 4, 4);
  };
  CHECK(drive.Send({0xBB, 0, 0xFF, 0xFF, 0x15, 0xA4}).outcome == Outcome::kGood);
  CHECK(speed(0) == 22160);
  CHECK(speed(4) == 5540);
}

TEST_CASE("of a pressed disc there is a speed of reading and none of writing") {
  TestedDrive drive(MediaKind::kDvdRom);
  drive.Send({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0}, 256);
  CHECK(drive.Number(8 + 4, 4) == 22160);
  drive.Send({0xAC, 4, 0, 0, 0, 0, 0, 0, 0, 8, 0}, 256);
  CHECK(drive.data().size() == 8);
  drive.Send({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 256);
  CHECK(drive.data().size() == 8);
  drive.Send({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 8, 3}, 256);
  CHECK(drive.data().size() == 8);
  CHECK(drive.Send({0xBB, 0, 0xFF, 0xFF, 0x15, 0xA4}).outcome == Outcome::kGood);
  drive.Send({0x5A, 0, 0x2A, 0, 0, 0, 0, 4, 0}, 256);
  CHECK(drive.Number(8 + 18, 2) == 0);
  CHECK(drive.Number(8 + 28, 2) == 0);
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
  CHECK(bd.data()[4 + 12] == 0x14);  // one layer, rewritable
  // The list of structures tells how long that was.
  const std::size_t length = bd.data().size();
  bd.Send({0xAD, 1, 0, 0, 0, 0, 0, 0xFF, 0, 64}, 64);
  REQUIRE(bd.data().size() == 12);
  CHECK(bd.Number(0, 2) == 10);
  CHECK(bd.Number(4, 2) == 0x0040);
  CHECK(bd.Number(6, 2) == length);
  CHECK(bd.Number(8, 2) == 0xFF40);
  CHECK(bd.Number(10, 2) == bd.data().size());
}

TEST_CASE("the disc information of a BD counts its layers, and each of them can be asked for") {
  for (const auto& [sectors, layers] :
       {std::pair{12219392u, 1}, {24438784u, 2}, {48878592u, 3}, {62500864u, 4}}) {
    TestedDrive bd(MediaKind::kBdR, sectors);
    const auto ask = [&](int layer) {
      return bd.Send({0xAD, 1, 0, 0, 0, 0, static_cast<std::uint8_t>(layer), 0, 0x20, 0}, 8192);
    };
    CHECK(ask(layers - 1).outcome == Outcome::kGood);
    CHECK(bd.data()[4 + 12] == (layers << 4 | 2));
    CHECK(ask(layers).sense == kInvalidFieldInCdb);
  }
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

TEST_CASE("a disc whose file fails is a drive's internal trouble, and no medium's") {
  class FailingStore final : public SectorStore {
   public:
    void Read(std::uint32_t, std::span<std::uint8_t>) override { throw std::runtime_error("gone"); }
    void Write(std::uint32_t, std::span<const std::uint8_t>) override {
      throw std::runtime_error("gone");
    }
    void Clear() override {}
    void Save(const DiscState&) override {}
    void Flush() override {}
  };
  Drive drive({},
              std::make_unique<Disc>(DiscState{MediaKind::kDvdPlusRw, 64, true, {}, {}},
                                     std::make_unique<FailingStore>()),
              0);
  const std::uint8_t read[] = {0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0};
  std::vector<std::uint8_t> data(kSectorSize);
  const Reply reply = drive.Execute({read, {}, data});
  CHECK(reply.outcome == Outcome::kCheckCondition);
  CHECK(reply.sense == kInternalTargetFailure);
  drive.ShutDown();
  CHECK(drive.Execute({read, {}, data}).outcome == Outcome::kNoAnswer);
}

TEST_CASE("every profile that a drive shows is the profile of one medium") {
  for (const Media& media : AllMedia()) CHECK(MediaKindOfProfile(media.profile) == media.kind);
  CHECK(MediaKindOfProfile(0x14) == MediaKind::kDvdRw);  // before it is formatted
  CHECK(MediaKindOfProfile(0) == std::nullopt);          // no medium
}

}  // namespace virtual_drive::mmc::test
