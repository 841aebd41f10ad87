#include "imapi/journal_format.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_head.h"
#include "imapi/journal_units.h"

namespace imapi2 {
namespace {

constexpr size_t kPiece = 64 * 1024;
constexpr uint64_t kDigestSize = std::tuple_size_v<Sha256Digest>;

void RequireChecksum(JournalBytes& bytes, uint64_t size) {
  Sha256 sha;
  std::vector<uint8_t> piece(kPiece);
  const uint64_t covered = size - kDigestSize;
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

}  // namespace

JournalWriter::JournalWriter(const Journal& journal, ByteSink sink) : sink_(std::move(sink)) {
  // Judges the journal; only then its numbers may be used.
  Put(EncodeJournalHead(journal));
  missing_ = CountPieces(journal.session(), journal.write_unit);
}

void JournalWriter::Add(const Sha256Digest& digest) {
  if (missing_ == 0) throw Error(code::kInternal, "burn", "The journal has a digest too many");
  --missing_;
  Put(digest);
}

void JournalWriter::Finish() {
  if (missing_ != 0) throw Error(code::kInternal, "burn", "The journal lacks digests");
  Flush();
  sink_(checksum_.Finish());
}

void JournalWriter::Put(std::span<const uint8_t> bytes) {
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  if (pending_.size() >= kPiece) Flush();
}

void JournalWriter::Flush() {
  checksum_.Add(pending_);
  if (!pending_.empty()) sink_(pending_);
  pending_.clear();
}

JournalReader::JournalReader(JournalBytes& bytes) : bytes_(bytes) {
  const uint64_t size = bytes.Size();
  if (size < kJournalPreamble + kDigestSize) ThrowJournalDamaged("it ends too early");
  std::array<uint8_t, kJournalPreamble> preamble;
  bytes.Read(0, preamble);
  const uint32_t length = JournalHeadLength(preamble);
  if (length > size - kDigestSize) ThrowJournalDamaged("it ends too early");
  RequireChecksum(bytes, size);

  std::vector<uint8_t> head(length);
  bytes.Read(0, head);
  journal_ = DecodeJournalHead(head);
  digests_at_ = length;
  const uint64_t digests = CountPieces(journal_.session(), journal_.write_unit);
  if (size != length + digests * kDigestSize + kDigestSize) {
    ThrowJournalDamaged("its number of digests does not fit its ranges");
  }
}

std::vector<Sha256Digest> JournalReader::Digests(uint64_t first, size_t count) {
  std::vector<uint8_t> bytes(count * kDigestSize);
  bytes_.Read(digests_at_ + first * kDigestSize, bytes);
  std::vector<Sha256Digest> digests(count);
  for (size_t i = 0; i < count; ++i) {
    std::memcpy(digests[i].data(), bytes.data() + i * kDigestSize, kDigestSize);
  }
  return digests;
}

}  // namespace imapi2
