// Fuzz target: UDF volumes that nobody would write. The input says which of a few real discs is
// taken, and what is changed on it: a block, a place in it, and the bytes that are put there.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <vector>

#include "../fuzz_bytes.h"
#include "made_disc.h"
#include "sources.h"
#include "sparse_disc.h"
#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "volume_input.h"

namespace virtual_drive::udf::test {
namespace {

constexpr std::size_t kMaxBlocks = 1200;

class InputDisc final : public SectorSource {
 public:
  explicit InputDisc(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    const std::size_t offset = std::size_t{lba} * kBlockSize;
    if (offset + buffer.size() > bytes_.size()) throw std::runtime_error("behind the end");
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), buffer.size(),
                buffer.begin());
  }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace

void RepairTag(std::span<std::byte> block, std::uint32_t lba) {
  const std::uint16_t id = Get16(block, 0);
  const std::size_t size = kTagSize + Get16(block, 10);
  if (id == 0 || id > 266 || size > block.size()) return;
  const std::uint32_t location = id < 256 ? lba : Get32(block, 12);
  SealTag(block.first(size), static_cast<TagId>(id), Get16(block, 2) == 3 ? 0x0201 : 0x0102,
          location);
}

void TryVolume(SectorSource& disc, std::uint32_t blocks) {
  ReadLimits limits;
  limits.entries = 10'000;
  limits.extents = 10'000;
  limits.blocks_read = 20'000;
  try {
    const Volume volume = ReadVolume(disc, blocks, limits);
    // What can be read can be recorded again, or is refused with a reason.
    const Session session(*volume.root, &volume, Options(volume.revision));
    std::vector<std::byte> block(kBlockSize);
    for (std::uint32_t lba = session.first_block(); lba < session.total_blocks(); ++lba) {
      if (session.BlockAt(lba).kind != BlockKind::kMetadata) continue;
      session.RenderBlock(lba, std::span<std::byte, kBlockSize>(block));
    }
  } catch (const FormatError&) {
  } catch (const SessionError&) {
  }
}

void TryDisc(std::span<const std::byte> input) {
  const std::size_t blocks = std::min(input.size() / kBlockSize, kMaxBlocks);
  std::vector<std::byte> bytes(input.begin(),
                               input.begin() + static_cast<std::ptrdiff_t>(blocks * kBlockSize));
  for (std::size_t lba = 0; lba < blocks; ++lba) {
    RepairTag(std::span(bytes).subspan(lba * kBlockSize, kBlockSize),
              static_cast<std::uint32_t>(lba));
  }
  InputDisc disc(std::move(bytes));
  TryVolume(disc, static_cast<std::uint32_t>(blocks));
}

#ifdef READ_VOLUME_FUZZ
namespace {

// A made disc, and what the input changes on it.
class ChangedDisc final : public SectorSource {
 public:
  explicit ChangedDisc(SparseDisc& disc) : disc_(disc) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    disc_.Read(lba, buffer);
    const auto end = lba + static_cast<std::uint32_t>(buffer.size() / kBlockSize);
    for (auto block = changed_.lower_bound(lba); block != changed_.end() && block->first < end;
         ++block) {
      std::ranges::copy(block->second,
                        buffer.begin() + std::ptrdiff_t{block->first - lba} * kBlockSize);
    }
  }
  BlockBytes& Change(std::uint32_t lba) {
    auto [block, is_new] = changed_.try_emplace(lba);
    if (is_new) disc_.Read(lba, block->second);
    return block->second;
  }
  void RepairTags() {
    for (auto& [lba, block] : changed_) RepairTag(block, lba);
  }

 private:
  SparseDisc& disc_;
  std::map<std::uint32_t, BlockBytes> changed_;
};

struct Seed {
  SparseDisc disc;
  std::vector<std::uint32_t> written;  // blocks that aren't zeros
};

std::vector<Seed> MakeSeeds() {
  std::vector<Seed> seeds;
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    for (const std::uint32_t sessions : {1u, 3u}) {
      Seed seed{MakeDisc(revision, 16, sessions, 2000).disc, {}};
      for (const auto& [lba, bytes] : seed.disc.blocks()) seed.written.push_back(lba);
      seeds.push_back(std::move(seed));
    }
  }
  return seeds;
}

}  // namespace
#endif

}  // namespace virtual_drive::udf::test

#ifdef READ_VOLUME_FUZZ
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace virtual_drive::udf::test;
  static std::vector<Seed> seeds = MakeSeeds();
  FuzzBytes input(data, size);
  Seed& seed = seeds[input.UpTo(static_cast<std::uint32_t>(seeds.size()) - 1)];
  ChangedDisc disc(seed.disc);
  while (!input.empty()) {
    const std::uint32_t which = input.Number16();
    // One in eight anywhere, the rest where something is.
    const std::uint32_t lba = which % 8 == 0 ? which / 8 % seed.disc.capacity()
                                             : seed.written[which / 8 % seed.written.size()];
    const std::uint32_t at = input.UpTo(virtual_drive::udf::kBlockSize - 1);
    const auto bytes = std::as_bytes(input.Take(1 + input.UpTo(15)));
    const auto room = std::span(disc.Change(lba)).subspan(at);
    std::ranges::copy(bytes.first(std::min(bytes.size(), room.size())), room.begin());
  }
  disc.RepairTags();
  TryVolume(disc, seed.disc.capacity());
  return 0;
}
#endif
