// MODE SENSE and MODE SELECT (MMC-6 6.11, 6.10).
#include <doctest.h>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {

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
  CHECK(drive.Send({0x5A, 0, 0x01, 1, 0, 0, 0, 4, 0}, 64).sense == kInvalidFieldInCdb);  // subpage
}

TEST_CASE("MODE SELECT takes whole pages that the drive has, and takes none where one is wrong") {
  TestedDrive drive;
  const auto select = [&](std::vector<std::uint8_t> list) {
    return drive.Send({0x55, 0x10, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(list.size())}, 0,
                      list);
  };
  const auto read = [&](std::uint8_t page) {
    drive.Send({0x5A, 0, page, 0, 0, 0, 0, 4, 0}, 256);
    std::vector<std::uint8_t> list = drive.data();
    list[0] = list[1] = 0;  // the length is reserved here (MMC-6 6.10)
    return list;
  };
  CHECK(select({}).outcome == Outcome::kGood);
  CHECK(select({0, 0, 0, 0, 0, 0, 0}).sense == kParameterListLengthError);
  CHECK(select({0, 0, 0, 0, 0, 0, 0, 8}).sense == kInvalidFieldInParameters);
  CHECK(select({0, 0, 0, 0, 0, 0, 0, 0, 0x01}).sense == kParameterListLengthError);
  CHECK(select({0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0}).sense ==
        kInvalidFieldInParameters);
  CHECK(select({0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x00}).sense == kInvalidFieldInParameters);

  std::vector<std::uint8_t> both = read(0x01);
  both[8 + 3] = 42;  // read retries
  const std::vector<std::uint8_t> caching = read(0x08);
  both.insert(both.end(), caching.begin() + 8, caching.end());
  both.back() ^= 1;  // can't be changed
  CHECK(select(both).sense == kInvalidFieldInParameters);
  CHECK(read(0x01)[8 + 3] == 0x10);
  both.back() ^= 1;
  CHECK(select(both).outcome == Outcome::kGood);
  CHECK(read(0x01)[8 + 3] == 42);
}

TEST_CASE("page 05h begins with a data track, and takes incremental writing in packets") {
  TestedDrive drive(MediaKind::kCdR, 40000);
  drive.Send({0x5A, 0, 0x05, 0, 0, 0, 0, 4, 0}, 256);
  std::vector<std::uint8_t> list = drive.data();
  list[0] = list[1] = 0;
  CHECK((list[8 + 3] & 0x0F) == 4);
  CHECK((list[8 + 4] & 0x0F) == 8);
  list[8 + 2] = 0x40;   // packets of any size, linked
  list[8 + 3] |= 0x20;  // or of one
  list[8 + 5] = 7;
  list[8 + 13] = 32;
  CHECK(drive.Send({0x55, 0x10, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(list.size())}, 0, list)
            .outcome == Outcome::kGood);
  drive.Send({0x5A, 0, 0x05, 0, 0, 0, 0, 4, 0}, 256);
  CHECK(drive.Number(8 + 10, 4) == 32);
}

TEST_CASE("page 2Ah agrees with the features of writing") {
  TestedDrive drive;
  drive.Send({0x5A, 0, 0x2A, 0, 0, 0, 0, 4, 0}, 256);
  CHECK(drive.data()[8 + 4] == 0xC0);  // buffer underrun free, multi-session
}

TEST_CASE("page 2Ah says whether the tray is locked") {
  TestedDrive drive;
  const auto locked = [&] {
    drive.Send({0x5A, 0, 0x2A, 0, 0, 0, 0, 4, 0}, 256);
    return (drive.data()[8 + 6] & 0x02) != 0;
  };
  CHECK_FALSE(locked());
  drive.Send({0x1E, 0, 0, 0, 1});
  CHECK(locked());
}

}  // namespace virtual_drive::mmc::test
