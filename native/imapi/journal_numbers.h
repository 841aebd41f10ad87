// The numbers of a journal, to bytes and back: little-endian, and never trusted.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/journal_seal.h"

namespace imapi2 {

inline constexpr std::array<uint8_t, 8> kJournalMagic = {'i', 'm', 'a', 'p', 'i', '2', 'j', 'n'};

class JournalNumberWriter {
 public:
  explicit JournalNumberWriter(std::vector<uint8_t>* bytes) : bytes_(bytes) {}
  void Number(uint64_t value) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes_->push_back(static_cast<uint8_t>(value >> shift));
    }
  }
  void Address(int32_t value) { Number(static_cast<uint32_t>(value)); }
  void Range(const BlockRange& range) {
    Address(range.start);
    Address(range.end);
  }
  template <typename Container>
  void Bytes(const Container& bytes) {
    bytes_->insert(bytes_->end(), bytes.begin(), bytes.end());
  }

 private:
  std::vector<uint8_t>* const bytes_;
};

// Error (kJournalDamaged) where the bytes are too few, or a number is out of its bounds.
class JournalNumbers {
 public:
  explicit JournalNumbers(std::span<const uint8_t> bytes) : left_(bytes) {}
  uint32_t Number() {
    const auto bytes = Bytes(4);
    return static_cast<uint32_t>(bytes[0]) | static_cast<uint32_t>(bytes[1]) << 8 |
           static_cast<uint32_t>(bytes[2]) << 16 | static_cast<uint32_t>(bytes[3]) << 24;
  }
  int32_t Address() {
    const uint32_t value = Number();
    if (value > INT32_MAX) ThrowJournalDamaged("a number in it is out of its bounds");
    return static_cast<int32_t>(value);
  }
  BlockRange Range() {
    const int32_t start = Address();
    return {start, Address()};
  }
  // Before anything is made for so many elements of that size, they must be there.
  size_t Count(size_t most, size_t element_size) {
    const uint32_t count = Number();
    if (count > most || count > left_.size() / element_size) {
      ThrowJournalDamaged("a count in it is out of its bounds");
    }
    return count;
  }
  std::span<const uint8_t> Bytes(size_t size) {
    if (size > left_.size()) ThrowJournalDamaged("it ends too early");
    const auto bytes = left_.first(size);
    left_ = left_.subspan(size);
    return bytes;
  }
  bool AtEnd() const noexcept { return left_.empty(); }

 private:
  std::span<const uint8_t> left_;
};

}  // namespace imapi2
