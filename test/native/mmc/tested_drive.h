#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "virtual/mmc/drive.h"

namespace virtual_drive::mmc::test {

// A disc in memory. What it keeps outlives the disc, so that a test can put it into another drive.
struct DiscMemory {
  std::map<std::uint32_t, std::vector<std::uint8_t>> sectors;
  DiscState state;
};

class MemoryStore final : public SectorStore {
 public:
  explicit MemoryStore(std::shared_ptr<DiscMemory> memory) : memory_(std::move(memory)) {}

  void Read(std::uint32_t lba, std::span<std::uint8_t> data) override {
    for (std::size_t at = 0; at < data.size(); at += kSectorSize, ++lba) {
      const auto sector = memory_->sectors.find(lba);
      if (sector == memory_->sectors.end()) {
        std::memset(&data[at], 0, kSectorSize);
      } else {
        std::memcpy(&data[at], sector->second.data(), kSectorSize);
      }
    }
  }
  void Write(std::uint32_t lba, std::span<const std::uint8_t> data) override {
    for (std::size_t at = 0; at < data.size(); at += kSectorSize, ++lba) {
      const auto sector = data.subspan(at, kSectorSize);
      memory_->sectors[lba].assign(sector.begin(), sector.end());
    }
  }
  void Clear() override { memory_->sectors.clear(); }
  void Save(const DiscState& state) override { memory_->state = state; }
  void Flush() override {}

 private:
  std::shared_ptr<DiscMemory> memory_;
};

inline std::vector<std::uint8_t> Filled(std::uint32_t sectors, std::uint8_t value) {
  return std::vector<std::uint8_t>(std::size_t{sectors} * kSectorSize, value);
}

// A drive and the few bytes of CDB that a test is about.
class TestedDrive {
 public:
  explicit TestedDrive(MediaKind kind = MediaKind::kDvdPlusRw, std::uint32_t sectors = 1024,
                       bool formatted = true)
      : TestedDrive(std::make_shared<DiscMemory>(DiscMemory{{}, {kind, sectors, formatted, {}}})) {}
  explicit TestedDrive(const std::shared_ptr<DiscMemory>& memory, std::uint32_t speed = 0)
      : memory_(memory),
        drive_({},
               memory ? std::make_unique<Disc>(memory->state, std::make_unique<MemoryStore>(memory))
                      : nullptr,
               speed) {}

  Drive& drive() { return drive_; }
  const std::shared_ptr<DiscMemory>& memory() { return memory_; }
  const std::vector<std::uint8_t>& data() const { return data_; }

  // A CDB as long as its opcode demands, the rest zeros. What comes back is in data().
  Reply Send(std::initializer_list<std::uint8_t> bytes, std::size_t expected = 0,
             std::span<const std::uint8_t> out = {}) {
    std::vector<std::uint8_t> cdb(bytes);
    cdb.resize(CdbLength(cdb[0]) == 0 ? 12 : CdbLength(cdb[0]));
    data_.assign(expected, 0xEE);
    const Reply reply = drive_.Execute({cdb, out, data_});
    data_.resize(reply.transferred);
    return reply;
  }
  Reply Read(std::uint32_t lba, std::uint8_t count) {
    return Send({0x28, 0, Byte(lba, 3), Byte(lba, 2), Byte(lba, 1), Byte(lba, 0), 0, 0, count},
                std::size_t{count} * kSectorSize);
  }
  Reply Write(std::uint32_t lba, std::uint8_t count, std::uint8_t value) {
    const auto out = Filled(count, value);
    return Send({0x2A, 0, Byte(lba, 3), Byte(lba, 2), Byte(lba, 1), Byte(lba, 0), 0, 0, count}, 0,
                out);
  }
  std::uint32_t Number(std::size_t at, std::size_t size) const { return Get(data_, at, size); }

 private:
  static std::uint8_t Byte(std::uint32_t value, int index) {
    return static_cast<std::uint8_t>(value >> (8 * index));
  }
  std::shared_ptr<DiscMemory> memory_;
  Drive drive_;
  std::vector<std::uint8_t> data_;
};

}  // namespace virtual_drive::mmc::test
