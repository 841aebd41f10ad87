#include "imapi/journal_format.h"

#include <array>
#include <cstring>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_head.h"
#include "imapi/journal_units.h"

namespace imapi2 {
namespace {

constexpr uint64_t kDigestSize = sizeof(Sha256Digest);

}  // namespace

JournalWriter::JournalWriter(const Journal& journal, ByteSink sink) : out_(std::move(sink)) {
  // Judges the journal; only then its numbers may be used.
  out_.Put(EncodeJournalHead(journal));
  missing_ = CountPieces(journal.session(), journal.write_unit);
}

void JournalWriter::Add(const Sha256Digest& digest) {
  if (missing_ == 0) throw Error(code::kInternal, "burn", "The journal has a digest too many");
  --missing_;
  out_.Put(digest);
}

void JournalWriter::Finish() {
  if (missing_ != 0) throw Error(code::kInternal, "burn", "The journal lacks digests");
  out_.Finish();
}

JournalReader::JournalReader(JournalBytes& bytes) : bytes_(bytes) {
  RequireSealed(bytes, kSessionJournal);
  const uint64_t size = bytes.Size();
  std::array<uint8_t, kJournalPreamble> preamble;
  bytes.Read(0, preamble);
  const uint32_t length = JournalHeadLength(preamble);
  if (length > size - kDigestSize) ThrowJournalDamaged("it ends too early");
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
