// libFuzzer entry: a whole disc of at most 1200 sectors. Blocks whose tag is meant to be valid get
// their checksums repaired first, or the fuzzer would spend its life guessing CRCs.
//
//   clang++ -std=c++20 -g -fsanitize=fuzzer,address,undefined -Inative -Itest/native/udf
//   test/native/udf/read_volume_fuzz.cc <library>
//
// Elsewhere -DREAD_VOLUME_FUZZ_MAIN makes a program that runs it over the files it is given.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "sources.h"
#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"

namespace udf = virtual_drive::udf;

namespace {

constexpr std::size_t kMaxBlocks = 1200;

class InputDisc final : public udf::SectorSource {
 public:
  explicit InputDisc(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    const std::size_t offset = std::size_t{lba} * udf::kBlockSize;
    if (offset + buffer.size() > bytes_.size()) throw std::runtime_error("behind the end");
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), buffer.size(),
                buffer.begin());
  }

 private:
  std::vector<std::byte> bytes_;
};

void RepairTag(std::span<std::byte> block, std::uint32_t lba) {
  const std::uint16_t id = udf::Get16(block, 0);
  const std::size_t size = udf::kTagSize + udf::Get16(block, 10);
  if (id == 0 || id > 266 || size > block.size()) return;
  const std::uint32_t location = id < 256 ? lba : udf::Get32(block, 12);
  udf::SealTag(block.first(size), static_cast<udf::TagId>(id),
               udf::Get16(block, 2) == 3 ? 0x0201 : 0x0102, location);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::size_t blocks = std::min(size / udf::kBlockSize, kMaxBlocks);
  const auto input = std::as_bytes(std::span(data, blocks * udf::kBlockSize));
  std::vector<std::byte> bytes(input.begin(), input.end());
  for (std::size_t lba = 0; lba < blocks; ++lba) {
    RepairTag(std::span(bytes).subspan(lba * udf::kBlockSize, udf::kBlockSize),
              static_cast<std::uint32_t>(lba));
  }
  InputDisc disc(std::move(bytes));
  udf::ReadLimits limits;
  limits.entries = 10'000;
  limits.extents = 10'000;
  limits.blocks_read = 20'000;
  try {
    const udf::Volume volume = udf::ReadVolume(disc, static_cast<std::uint32_t>(blocks), limits);
    // What can be read can be recorded again, or is refused with a reason.
    auto options = udf::test::Options(volume.revision);
    const udf::Session session(*volume.root, &volume, options);
    std::vector<std::byte> block(udf::kBlockSize);
    for (std::uint32_t lba = session.first_block(); lba < session.total_blocks(); ++lba) {
      session.RenderBlock(lba, std::span<std::byte, udf::kBlockSize>(block));
    }
  } catch (const udf::FormatError&) {
  } catch (const udf::SessionError&) {
  }
  return 0;
}

#ifdef READ_VOLUME_FUZZ_MAIN
#include <fstream>
#include <iterator>

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file),
                                  std::istreambuf_iterator<char>()};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
}
#endif
