// Which images hold a volume: the sequence of descriptors from block 16 on (ECMA-167 2/8, ECMA-119
// 6.7.1), each with its type in byte 0, an identifier in bytes 1 to 5 and a version in byte 6.
#include <doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "virtual/iso/recognition.h"

namespace virtual_drive::iso {
namespace {

class Descriptors final : public udf::SectorSource {
 public:
  explicit Descriptors(std::vector<std::string> found) : found_(std::move(found)) {}

  void Read(std::uint32_t lba, std::span<std::byte> block) override {
    std::fill(block.begin(), block.end(), std::byte{0});
    if (lba < 16 || lba - 16 >= found_.size()) throw std::runtime_error("unreadable sector");
    const std::string& text = found_[lba - 16];
    for (std::size_t i = 0; i < text.size(); ++i) block[i] = static_cast<std::byte>(text[i]);
  }

 private:
  std::vector<std::string> found_;
};

std::string Descriptor(char type, const std::string& id, char version = 1) {
  return std::string(1, type) + id + std::string(1, version);
}

bool Recognized(const std::vector<std::string>& found, std::uint32_t sectors = 1000) {
  Descriptors image(found);
  return HasVolumeDescriptor(image, sectors);
}

}  // namespace

TEST_CASE("a volume is one of ISO 9660, of UDF, or of ECMA-168") {
  CHECK(Recognized({Descriptor(1, "CD001")}));
  CHECK(Recognized({Descriptor(0, "BEA01"), Descriptor(0, "NSR02")}));
  CHECK(Recognized({Descriptor(0, "BEA01"), Descriptor(0, "NSR03")}));
  CHECK(Recognized({Descriptor(0, "CDW02")}));
}

TEST_CASE("a volume is found behind descriptors that are none") {
  CHECK(Recognized({Descriptor(0, "CD001"), Descriptor(2, "CD001"), Descriptor(1, "CD001")}));
  CHECK(Recognized({Descriptor(0, "BOOT2"), Descriptor(0, "BEA01"), Descriptor(0, "NSR02")}));
}

TEST_CASE("a primary descriptor of another version is none") {
  CHECK_FALSE(Recognized({Descriptor(1, "CD001", 2), Descriptor('\xFF', "CD001"), "nothing"}));
}

TEST_CASE("the sequence ends with the first block that belongs to no standard") {
  CHECK_FALSE(Recognized({"", Descriptor(1, "CD001")}));
  CHECK_FALSE(Recognized({Descriptor(0, "BEA01"), Descriptor(0, "TEA01"), "FILES"}));
}

TEST_CASE("an image that ends before its descriptors, or has nothing else, holds no volume") {
  CHECK_FALSE(Recognized({}, 16));
  CHECK_FALSE(Recognized({Descriptor(0, "BEA01")}, 17));
  CHECK_FALSE(Recognized(std::vector<std::string>(100, Descriptor(0, "BEA01"))));
}

TEST_CASE("a block that can't be read is not taken for the end of the sequence") {
  CHECK_THROWS_AS(Recognized({Descriptor(0, "BEA01")}), std::runtime_error);
}

}  // namespace virtual_drive::iso
