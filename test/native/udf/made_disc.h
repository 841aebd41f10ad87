#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "sources.h"
#include "sparse_disc.h"

namespace virtual_drive::udf::test {

inline std::u16string Numbered(const char16_t* text, std::uint32_t number) {
  const auto digits = std::to_string(number);
  return text + std::u16string(digits.begin(), digits.end());
}

// A disc of several sessions and what must be readable on it: path below the root, with '/', to
// content.
struct MadeDisc {
  explicit MadeDisc(std::uint32_t capacity) : disc(capacity) {}

  SparseDisc disc;
  std::uint32_t image_blocks = 0;
  std::map<std::u16string, std::string> files;
  // Where each session starts; only what is told to readers of a sequential disc.
  std::vector<std::uint32_t> session_starts;

  // The first `blocks` blocks as a file.
  bool Save(const std::string& path, std::uint32_t blocks) {
    std::ofstream image(path, std::ios::binary);
    BlockBytes block;
    for (std::uint32_t lba = 0; lba < blocks; ++lba) {
      disc.Read(lba, block);
      image.write(reinterpret_cast<const char*>(block.data()),
                  static_cast<std::streamsize>(block.size()));
    }
    return image.good();
  }
};

// Writes the sessions the way a drive would: only the modified ranges, in their order. Each adds a
// directory of files, replaces \replaced.bin and removes what the one before left to be removed;
// every fourth brings no file data at all.
//
// `gap`: makes a sequential disc, with so many blocks between sessions, which no write unit needs
// to divide.
inline MadeDisc MakeDisc(std::uint16_t revision, std::uint32_t write_unit, std::uint32_t sessions,
                         std::uint32_t capacity, std::optional<std::uint32_t> gap = {}) {
  MadeDisc made(capacity);
  Volume volume;
  volume.root = std::make_shared<tree::Directory>();
  for (std::uint32_t i = 1; i <= sessions; ++i) {
    const std::uint32_t start = i > 1 && gap ? made.image_blocks + *gap : 0;
    if (i > 1) {
      volume = gap ? ReadVolume(made.disc, made.image_blocks, {}, made.session_starts.back())
                   : ReadVolume(made.disc, capacity);
    }
    const auto add = [&](tree::Directory& to, const std::u16string& folder, std::u16string name,
                         std::uint64_t size, std::uint32_t seed) {
      made.files[folder + name] = PatternBytes(size, seed);
      to.Replace(PatternFile(std::move(name), size, seed));
    };
    const std::u16string before = Numbered(u"removed", i - 1) + u".bin";
    if (made.files.erase(before) != 0) volume.root->Remove(before);
    if (i % 4 != 0) {
      const std::u16string name = Numbered(u"session", i);
      const auto directory = AddDirectory(*volume.root, name);
      add(*directory, name + u"/", u"new.bin", 5000 + i, 100 + i);
      add(*directory, name + u"/", u"\u4e2d\u6587 \u00fc.txt", 2048, 200 + i);
      add(*directory, name + u"/", u"empty", 0, 0);
      add(*volume.root, u"", u"replaced.bin", 3000 * i, 300 + i);
      add(*volume.root, u"", Numbered(u"removed", i) + u".bin", 4096, 400 + i);
      // What has streams is no less a file to those who don't know of them.
      auto streams = tree::Directory::OfStreams();
      streams->Add(PatternFile(u"stream", 2500, 500 + i));
      streams->Add(PatternFile(u"\u00fc", 0, 0));
      static_cast<tree::File&>(*directory->Find(u"new.bin")).set_streams(std::move(streams));
    }
    SessionOptions options = Options(revision, write_unit);
    options.sequential = gap.has_value();
    options.sequential_start = start;
    const Session session(*volume.root, i > 1 ? &volume : nullptr, options);
    made.session_starts.push_back(start);
    made.disc.Apply(session);
    made.image_blocks = session.total_blocks();
  }
  return made;
}

}  // namespace virtual_drive::udf::test
