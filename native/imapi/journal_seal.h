// What every journal has in common: how it begins, its checksum, and where it is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "imapi/sha256.h"

namespace imapi2 {

// Little-endian throughout: the first 8 bytes are "imapi2jn", the next 4 the version, the last 32
// the SHA-256 of everything before. What lies between is the version's own.
inline constexpr uint32_t kSessionJournal = 1;  // journal_format.h
inline constexpr uint32_t kImageJournal = 2;    // image_journal_format.h

inline constexpr size_t kJournalPreamble = 16;
inline constexpr uint64_t kJournalSeal = sizeof(Sha256Digest);
// A head has every range, of which there are at most 2^20.
inline constexpr uint32_t kLongestJournalHead = 16 * 1024 * 1024;
inline constexpr size_t kMostJournalRanges = size_t{1} << 20;

using ByteSink = std::function<void(std::span<const uint8_t>)>;

// Bounded memory, however much there is.
class SealedWriter {
 public:
  explicit SealedWriter(ByteSink sink) : sink_(std::move(sink)) {}

  void Put(std::span<const uint8_t> bytes);
  // Must come once, at the end.
  void Finish();

 private:
  void Flush();

  const ByteSink sink_;
  Sha256 checksum_;
  std::vector<uint8_t> pending_;
};

// Where a journal is kept. `Read` fills `bytes` or throws.
class JournalBytes {
 public:
  virtual ~JournalBytes() = default;
  virtual uint64_t Size() = 0;
  virtual void Read(uint64_t offset, std::span<uint8_t> bytes) = 0;
};

// Error (kJournalDamaged) where the bytes are no journal's. One of a version that is not known is
// not told from those that are.
uint32_t JournalVersion(JournalBytes& bytes);

// Reads all of it once. Error (kJournalDamaged) where the checksum does not fit, or the version is
// another one.
void RequireSealed(JournalBytes& bytes, uint32_t version);

[[noreturn]] void ThrowJournalDamaged(const std::string& why);

}  // namespace imapi2
