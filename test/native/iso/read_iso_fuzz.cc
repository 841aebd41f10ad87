// Fuzz target: ISO 9660 volumes that nobody would write. The input says which of a few real discs
// is taken, and what is changed on it: a block, a place in it, and what is put there, of which
// numbers that ISO 9660 has twice are put twice.
#ifdef READ_ISO_FUZZ
#include <optional>
#include <vector>

#include "../fuzz_bytes.h"
#include "read_disc.h"
#include "virtual/iso/errors.h"
#include "virtual/iso/fields.h"

namespace virtual_drive::iso::test {
namespace {

struct Seed {
  SparseDisc disc{3000};
  std::uint32_t start = 0;  // of the last session
  std::uint32_t end = 0;
  std::vector<std::uint32_t> written;  // blocks that aren't zeros
};

// A tree with what a reader has to mind: two levels, a directory of two sectors, an empty file.
void FillSmall(tree::Directory& root) {
  const auto directory = AddDirectory(root, u"directory");
  AddDirectory(*directory, u"below");
  for (std::uint32_t i = 0; i < 40; ++i) {
    const auto letter = static_cast<char16_t>(u'a' + i % 26);
    directory->Add(PatternFile(std::u16string(20 + i / 26, letter) + u".txt", 10, i));
  }
  root.Add(PatternFile(u"empty", 0, 1));
  root.Add(PatternFile(u"file.txt", 5000, 1));
}

Seed MakeSeed(bool joliet, int level, bool second_session) {
  Seed seed;
  tree::Directory root;
  FillSmall(root);
  const Image image(root, IsoOptions(joliet, level), {});
  Burn(seed.disc, image);
  seed.end = image.total_blocks();
  if (second_session) {
    Volume old = ReadVolume(seed.disc, seed.end, VolumeKind::kJoliet);
    old.root->Add(std::make_shared<tree::File>(
        u"pieces", tree::Imported{{{40, 2048, true}, {50, 4096, true}, {45, 100, true}}}));
    Image::Layout layout;
    layout.session_start = seed.start = 1000;
    const Image second(*old.root, IsoOptions(joliet, level), layout);
    Burn(seed.disc, second);
    seed.end = second.total_blocks();
  }
  for (const auto& [lba, bytes] : seed.disc.blocks())
    if (lba >= seed.start) seed.written.push_back(lba);
  return seed;
}

std::vector<Seed> MakeSeeds() {
  std::vector<Seed> seeds;
  seeds.push_back(MakeSeed(true, 1, false));
  seeds.push_back(MakeSeed(false, 2, false));
  seeds.push_back(MakeSeed(true, 2, true));
  return seeds;
}

void Change(BlockBytes& block, FuzzBytes& input) {
  const std::uint32_t at = input.UpTo(kBlockSize - 1);
  const auto room = std::span(block).subspan(at);
  const std::uint32_t how = input.Byte() % 4;
  if (how == 0 && room.size() >= 8) return PutBoth32(room, 0, input.Number32());
  // Places on the disc, which are small numbers.
  if (how == 1 && room.size() >= 8) return PutBoth32(room, 0, input.Number16() % 3000);
  if (how == 2 && room.size() >= 4)
    return PutBoth16(room, 0, static_cast<std::uint16_t>(input.Number16()));
  const auto bytes = std::as_bytes(input.Take(1 + input.UpTo(15)));
  std::ranges::copy(bytes.first(std::min(bytes.size(), room.size())), room.begin());
}

std::optional<Volume> Read(SparseDisc& disc, std::uint32_t start, std::uint32_t end,
                           VolumeKind kind) {
  udf::ReadLimits limits;
  limits.entries = 10'000;
  limits.extents = 10'000;
  limits.blocks_read = 20'000;
  try {
    return ReadVolume(disc, end, kind, limits, start);
  } catch (const udf::FormatError&) {
    return std::nullopt;
  }
}

std::optional<Image> Record(const Volume& volume, std::uint32_t start) {
  Image::Layout layout;
  layout.session_start = start;
  try {
    return Image(*volume.root, IsoOptions(volume.kind == VolumeKind::kJoliet, 2), layout);
  } catch (const LimitError&) {
    return std::nullopt;
  }
}

// What can be read can be recorded again behind it, unless that is refused with a reason; and is
// then read once more with as many files.
void TryDisc(SparseDisc& disc, std::uint32_t start, std::uint32_t end, VolumeKind kind) {
  const auto volume = Read(disc, start, end, kind);
  const auto image = volume ? Record(*volume, end) : std::nullopt;
  if (!image || image->total_blocks() > disc.capacity()) return;
  Burn(disc, *image);
  const Volume again = ReadVolume(disc, image->total_blocks(), kind, {}, end);
  Require(again.append_obstacle == udf::AppendObstacle::kNone);
  Require(again.file_count == volume->file_count);
  Require(again.directory_count == volume->directory_count);
}

}  // namespace
}  // namespace virtual_drive::iso::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace virtual_drive::iso;
  using namespace virtual_drive::iso::test;
  static const std::vector<Seed> seeds = MakeSeeds();
  FuzzBytes input(data, size);
  const std::uint32_t choice = input.Byte();
  const Seed& seed = seeds[choice / 2 % seeds.size()];
  SparseDisc disc(seed.disc);
  while (!input.empty()) {
    const std::uint32_t which = input.Number16();
    const std::uint32_t lba = which % 16 == 0 ? which / 16 % disc.capacity()
                                              : seed.written[which / 16 % seed.written.size()];
    BlockBytes block;
    disc.Read(lba, block);
    Change(block, input);
    disc.Write(lba, block);
  }
  TryDisc(disc, seed.start, seed.end, choice % 2 == 0 ? VolumeKind::kJoliet : VolumeKind::kPrimary);
  return 0;
}
#endif
