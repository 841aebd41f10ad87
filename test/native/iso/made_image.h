#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../udf/sources.h"
#include "virtual/iso/image.h"
#include "virtual/udf/session.h"

namespace virtual_drive::iso::test {

using udf::kBlockSize;
using udf::test::AddDirectory;
using udf::test::PatternBytes;
using udf::test::PatternFile;
using udf::test::PatternSource;

inline constexpr auto kTime = tree::Time{std::chrono::microseconds{1'700'000'000'123'456}};

inline Options IsoOptions(bool joliet, int level = 1) {
  Options options;
  options.joliet = joliet;
  options.interchange_level = level;
  options.volume_name = u"Test disc";
  options.recording_time = kTime;
  return options;
}

inline BootImage Boot(BootPlatform platform, BootEmulation emulation, std::uint64_t size,
                      std::uint32_t seed) {
  BootImage image;
  image.source = std::make_shared<PatternSource>(size, seed);
  image.platform = platform;
  image.emulation = emulation;
  image.manufacturer = "test";
  return image;
}

// Block by block, of an image of either kind.
template <class Layout>
std::vector<std::byte> BlockOf(const Layout& layout, std::uint32_t lba) {
  std::vector<std::byte> block(kBlockSize);
  const udf::ImageExtent& extent = layout.ExtentAt(lba);
  if (extent.kind == udf::BlockKind::kMetadata) {
    layout.RenderBlock(lba, std::span<std::byte, kBlockSize>(block));
  } else {
    const std::uint64_t offset = std::uint64_t{lba - extent.first_lba} * kBlockSize;
    const std::uint64_t bytes = std::min<std::uint64_t>(kBlockSize, extent.bytes - offset);
    extent.source->Read(offset, std::span(block).first(static_cast<std::size_t>(bytes)));
  }
  return block;
}

// The blocks that `to` names, in a file that is sparse elsewhere.
template <class Layout>
bool Save(const Layout& layout, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  for (std::uint32_t lba = 0; lba < layout.total_blocks(); ++lba) {
    const auto block = BlockOf(layout, lba);
    file.write(reinterpret_cast<const char*>(block.data()), kBlockSize);
  }
  return file.good();
}

inline udf::Session Bridge(const tree::Directory& root, Options options,
                           std::uint16_t revision = 0x0102, std::uint32_t unit = 16) {
  auto settings = udf::test::Options(revision, unit);
  settings.bridge = std::make_shared<Structures>(root, std::move(options));
  return udf::Session(root, nullptr, settings);
}

// Path, with '/', to content.
using Files = std::map<std::u16string, std::string>;

// Sizes at sector borders, empty files, eight levels, names in other scripts and at their limits,
// names that ISO 9660 has to shorten, and more of them than one sector of a directory holds.
inline Files FillTree(tree::Directory& root) {
  Files files;
  const auto add = [&](tree::Directory& to, const std::u16string& folder, std::u16string name,
                       std::uint64_t size) {
    const auto seed = static_cast<std::uint32_t>(files.size() + 1);
    files[folder + name] = PatternBytes(size, seed);
    const auto file = PatternFile(std::move(name), size, seed);
    file->set_times({kTime, kTime, kTime});
    to.Add(file);
  };
  for (const std::uint64_t size : {0, 1, 2047, 2048, 2049, 4096, 100'000}) {
    const std::string digits = std::to_string(size);
    add(root, u"", u"size" + std::u16string(digits.begin(), digits.end()) + u".bin", size);
  }
  const auto names = AddDirectory(root, u"Names and scripts");
  for (const std::u16string& name :
       {std::u16string(u"Grüße.txt"), std::u16string(u"日本語 \U0001F642.txt"),
        std::u16string(u"no extension"), std::u16string(u".leading dot"),
        std::u16string(u"two.dots.txt"), std::u16string(60, u'y') + u".dat"}) {
    add(*names, u"Names and scripts/", name, 10);
  }
  const auto many = AddDirectory(root, u"many");
  for (int i = 0; i < 120; ++i) {
    const std::string digits = std::to_string(i);
    add(*many, u"many/", u"file number " + std::u16string(digits.begin(), digits.end()) + u".txt",
        20);
  }
  std::shared_ptr<tree::Directory> deep;
  std::u16string path;
  for (int level = 2; level <= 8; ++level) {
    const std::u16string name(1, static_cast<char16_t>(u'a' + level));
    deep = AddDirectory(deep ? *deep : root, name);
    path += name + u"/";
  }
  add(*deep, path, u"deep.txt", 3000);
  AddDirectory(root, u"empty folder");
  return files;
}

}  // namespace virtual_drive::iso::test
