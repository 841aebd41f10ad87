#include "imapi/journal_seal.h"

#include <algorithm>
#include <array>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_numbers.h"

namespace imapi2 {
namespace {

constexpr size_t kPiece = 64 * 1024;

}  // namespace

void SealedWriter::Put(std::span<const uint8_t> bytes) {
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  if (pending_.size() >= kPiece) Flush();
}

void SealedWriter::Finish() {
  Flush();
  sink_(checksum_.Finish());
}

void SealedWriter::Flush() {
  checksum_.Add(pending_);
  if (!pending_.empty()) sink_(pending_);
  pending_.clear();
}

uint32_t JournalVersion(JournalBytes& bytes) {
  if (bytes.Size() < kJournalPreamble + kJournalSeal) ThrowJournalDamaged("it ends too early");
  std::array<uint8_t, kJournalPreamble> preamble;
  bytes.Read(0, preamble);
  JournalNumbers reader(preamble);
  const auto magic = reader.Bytes(kJournalMagic.size());
  if (!std::equal(magic.begin(), magic.end(), kJournalMagic.begin())) {
    ThrowJournalDamaged("the file is no journal of a burn");
  }
  return reader.Number();
}

void RequireSealed(JournalBytes& bytes, uint32_t version) {
  const uint32_t found = JournalVersion(bytes);
  if (found != version) {
    ThrowJournalDamaged("it is of version " + std::to_string(found) +
                        ", which this package does not know");
  }
  Sha256 sha;
  std::vector<uint8_t> piece(kPiece);
  const uint64_t covered = bytes.Size() - kJournalSeal;
  for (uint64_t offset = 0; offset < covered;) {
    const auto taken = static_cast<size_t>(std::min<uint64_t>(kPiece, covered - offset));
    const auto part = std::span(piece).first(taken);
    bytes.Read(offset, part);
    sha.Add(part);
    offset += taken;
  }
  Sha256Digest expected;
  bytes.Read(covered, expected);
  if (sha.Finish() != expected) ThrowJournalDamaged("its checksum does not fit");
}

void ThrowJournalDamaged(const std::string& why) {
  throw Error(code::kJournalDamaged, "resumeBurn", "The journal cannot be used: " + why);
}

}  // namespace imapi2
