// Fuzz target: which images hold a volume.
#ifdef RECOGNITION_FUZZ
#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "../fuzz_bytes.h"
#include "virtual/iso/recognition.h"

namespace {

// A sector is as long as its first bytes: nothing behind them is looked at.
constexpr std::size_t kLooked = 16;

// The descriptors from block 16 on, and a sector that can't be read behind them or where the input
// says so.
class Descriptors final : public virtual_drive::udf::SectorSource {
 public:
  Descriptors(std::vector<std::uint8_t> bytes, std::uint32_t unreadable)
      : bytes_(std::move(bytes)), unreadable_(unreadable) {}

  std::size_t reads() const { return reads_; }

  void Read(std::uint32_t lba, std::span<std::byte> block) override {
    ++reads_;
    std::fill(block.begin(), block.end(), std::byte{0});
    const std::size_t at = (std::size_t{lba} - 16) * kLooked;
    if (lba < 16 || lba == unreadable_ || at >= bytes_.size()) {
      throw std::runtime_error("unreadable sector");
    }
    const std::size_t length = std::min(kLooked, bytes_.size() - at);
    for (std::size_t i = 0; i < length; ++i) block[i] = static_cast<std::byte>(bytes_[at + i]);
  }

 private:
  const std::vector<std::uint8_t> bytes_;
  const std::uint32_t unreadable_;
  std::size_t reads_ = 0;
};

// As bytes, or as descriptors of the standards that are known.
std::vector<std::uint8_t> TakeDescriptors(FuzzBytes& input) {
  constexpr std::string_view kIdentifiers[] = {"CD001", "BEA01", "NSR02", "NSR03",
                                               "TEA01", "BOOT2", "CDW02"};
  std::vector<std::uint8_t> bytes;
  while (!input.empty()) {
    const std::uint32_t choice = input.UpTo(static_cast<std::uint32_t>(std::size(kIdentifiers)));
    std::vector<std::uint8_t> one(kLooked);
    if (choice < std::size(kIdentifiers)) {
      one[0] = input.Byte();
      std::copy_n(kIdentifiers[choice].begin(), 5, one.begin() + 1);
      one[6] = input.Byte();
    } else {
      const auto any = input.Take(kLooked);
      std::copy(any.begin(), any.end(), one.begin());
    }
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzBytes input(data, size);
  const std::uint32_t total = input.UpTo(0xFFFFFFFF);
  const std::uint32_t unreadable = 16 + input.UpTo(0xFF);
  std::vector<std::uint8_t> bytes = TakeDescriptors(input);
  const std::size_t descriptors = bytes.size() / kLooked;
  Descriptors image(std::move(bytes), unreadable);
  try {
    const bool found = virtual_drive::iso::HasVolumeDescriptor(image, total);
    // Nothing is there where nothing was read, or where there is no room for it.
    if (found) Require(image.reads() > 0 && total > 16);
  } catch (const std::runtime_error&) {
    // The image's own.
  }
  Require(image.reads() <= descriptors + 1);
  return 0;
}
#endif
