#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "virtual/tree/content_source.h"
#include "virtual/tree/node.h"
#include "virtual/udf/session.h"
#include "virtual/udf/volume_reader.h"

namespace virtual_drive::udf::test {

// Byte i of the file is a function of (seed, i), so that files of any size take no memory.
class PatternSource final : public tree::ContentSource {
 public:
  PatternSource(std::uint64_t size, std::uint32_t seed) : size_(size), seed_(seed) {}
  std::uint64_t Size() const override { return size_; }
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override {
    for (std::size_t i = 0; i < buffer.size(); ++i) buffer[i] = At(offset + i);
  }
  std::byte At(std::uint64_t offset) const {
    return static_cast<std::byte>(((offset * 2654435761u >> 13) ^ offset ^ seed_ * 97u) & 0xFF);
  }

 private:
  std::uint64_t size_;
  std::uint32_t seed_;
};

inline std::shared_ptr<tree::File> PatternFile(std::u16string name, std::uint64_t size,
                                               std::uint32_t seed) {
  return std::make_shared<tree::File>(std::move(name),
                                      tree::New{std::make_shared<PatternSource>(size, seed)});
}

inline std::shared_ptr<tree::Directory> AddDirectory(tree::Directory& parent, std::u16string name) {
  auto directory = std::make_shared<tree::Directory>(std::move(name));
  parent.Add(directory);
  return directory;
}

inline SessionOptions Options(std::uint16_t revision = 0x0201, std::uint32_t write_unit = 16) {
  SessionOptions options;
  options.revision = revision;
  options.write_unit = write_unit;
  options.volume_name = u"TEST_DISC";
  options.recording_time = tree::Time{std::chrono::microseconds{1'700'000'000'123'456}};
  return options;
}

// The content of a file that ReadVolume found.
inline std::string BytesOf(SectorSource& disc, const tree::File& file) {
  std::string bytes;
  if (const auto* embedded = std::get_if<tree::Embedded>(&file.content())) {
    bytes.assign(reinterpret_cast<const char*>(embedded->bytes.data()), embedded->bytes.size());
  }
  if (const auto* imported = std::get_if<tree::Imported>(&file.content())) {
    for (const auto& extent : imported->extents) {
      std::vector<std::byte> buffer((extent.length + kBlockSize - 1) / kBlockSize * kBlockSize);
      if (extent.recorded) disc.Read(extent.lba, buffer);
      bytes.append(reinterpret_cast<const char*>(buffer.data()),
                   static_cast<std::size_t>(extent.length));
    }
  }
  return bytes;
}

inline std::string PatternBytes(std::uint64_t size, std::uint32_t seed) {
  PatternSource source(size, seed);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  source.Read(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

}  // namespace virtual_drive::udf::test
