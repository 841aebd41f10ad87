// A journal to be damaged, and the bytes of one.
#pragma once

#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

#include "imapi/journal_format.h"
#include "imapi/journal_units.h"

namespace imapi2::test {

inline Journal MadeJournal() {
  Journal journal;
  journal.media_type = 7;
  journal.medium_blocks = 4096;
  journal.image_blocks = 1024;
  journal.write_unit = 16;
  journal.volume_name = "Sicherung \xC3\xBC";
  journal.identity = {{{64, 79}, Sha256Of(std::vector<uint8_t>{1})},
                      {{16, 31}, Sha256Of(std::vector<uint8_t>{2})}};
  journal.ranges = {{600, 700}, {704, 719}, {512, 527}, {256, 256}};
  journal.commit_ranges = 2;
  journal.old_commit.assign(17 * kBlockSize, 0x0D);
  journal.new_commit.assign(17 * kBlockSize, 0xEE);
  return journal;
}

inline Sha256Digest DigestNumber(uint64_t number) {
  const std::vector<uint8_t> bytes = {static_cast<uint8_t>(number),
                                      static_cast<uint8_t>(number >> 8)};
  return Sha256Of(bytes);
}

inline std::vector<uint8_t> BytesOf(const Journal& journal) {
  std::vector<uint8_t> bytes;
  JournalWriter writer(journal, [&bytes](std::span<const uint8_t> part) {
    bytes.insert(bytes.end(), part.begin(), part.end());
  });
  const uint64_t digests = CountPieces(journal.session(), journal.write_unit);
  for (uint64_t i = 0; i < digests; ++i) writer.Add(DigestNumber(i));
  writer.Finish();
  return bytes;
}

// Makes the checksum fit, so that what it covers is looked at.
inline void Seal(std::vector<uint8_t>* bytes) {
  if (bytes->size() < sizeof(Sha256Digest)) return;
  const size_t covered = bytes->size() - sizeof(Sha256Digest);
  const Sha256Digest digest = Sha256Of(std::span(*bytes).first(covered));
  std::memcpy(bytes->data() + covered, digest.data(), digest.size());
}

class MemoryBytes final : public JournalBytes {
 public:
  explicit MemoryBytes(std::vector<uint8_t> bytes) : bytes_(std::move(bytes)) {}
  uint64_t Size() override { return bytes_.size(); }
  void Read(uint64_t offset, std::span<uint8_t> bytes) override {
    if (offset > bytes_.size() || bytes.size() > bytes_.size() - offset) {
      throw std::logic_error("a read behind the end");
    }
    std::memcpy(bytes.data(), bytes_.data() + offset, bytes.size());
  }

 private:
  const std::vector<uint8_t> bytes_;
};

}  // namespace imapi2::test
