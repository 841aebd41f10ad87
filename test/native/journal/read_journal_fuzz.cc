// Fuzz target: the bytes of a journal.
#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "../fuzz_bytes.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/image_journal_format.h"
#include "journal_input.h"
#include "made_image_journal.h"
#include "made_journal.h"

namespace imapi2::test {
namespace {

// The head of what was read, written again, must be the head that was read.
void Rewrite(const std::vector<uint8_t>& bytes, JournalReader& reader) {
  const Journal& journal = reader.journal();
  const uint64_t digests = CountPieces(journal.session(), journal.write_unit);
  if (digests * sizeof(Sha256Digest) > bytes.size()) std::abort();
  std::vector<uint8_t> again;
  JournalWriter writer(journal, [&again](std::span<const uint8_t> part) {
    again.insert(again.end(), part.begin(), part.end());
  });
  for (const Sha256Digest& digest : reader.Digests(0, static_cast<size_t>(digests))) {
    writer.Add(digest);
  }
  writer.Finish();
  if (again != bytes) std::abort();
}

void Rewrite(const std::vector<uint8_t>& bytes, ImageJournalReader& reader) {
  const ImageJournal& journal = reader.journal();
  const auto sectors = static_cast<uint64_t>(BlockCount(journal.ranges));
  if (sectors * sizeof(OldSector) > bytes.size()) std::abort();
  std::vector<uint8_t> again;
  ImageJournalWriter writer([&again](std::span<const uint8_t> part) {
    again.insert(again.end(), part.begin(), part.end());
  });
  for (const OldSector old : reader.OldSectors(0, static_cast<size_t>(sectors))) writer.Add(old);
  writer.Finish(journal);
  if (again != bytes) std::abort();
}

template <typename Reader>
void TryAs(const std::vector<uint8_t>& bytes) {
  MemoryBytes source(bytes);
  try {
    Reader reader(source);
    Rewrite(bytes, reader);
  } catch (const Error& error) {
    if (std::string_view(error.code()) != code::kJournalDamaged) std::abort();
  }
}

void Try(const std::vector<uint8_t>& bytes) {
  TryAs<JournalReader>(bytes);
  TryAs<ImageJournalReader>(bytes);
}

}  // namespace

void TryJournal(std::span<const uint8_t> bytes) {
  std::vector<uint8_t> input(bytes.begin(), bytes.end());
  Try(input);
  Seal(&input);
  Try(input);
}

}  // namespace imapi2::test

#ifdef READ_JOURNAL_FUZZ
// Any bytes, or a journal of either kind with some of its bytes changed, and cut short.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<uint8_t> made[] = {
      imapi2::test::BytesOf(imapi2::test::MadeJournal()),
      imapi2::test::BytesOf(imapi2::test::MadeImageJournal()),
  };
  FuzzBytes input(data, size);
  if (input.Byte() % 8 == 0) {
    imapi2::test::TryJournal(input.Take(input.size()));
    return 0;
  }
  std::vector<uint8_t> bytes = made[input.Byte() % std::size(made)];
  const std::uint32_t cut = input.Byte() % 4 == 0 ? input.UpTo(0xFFFF) : 0;
  while (!input.empty()) {
    // Mostly the head, where everything that is not a digest or a sector lies.
    const bool anywhere = input.Byte() % 8 == 0;
    const std::size_t at = input.UpTo(0xFFFFF) % (anywhere ? bytes.size() : std::size_t{512});
    const auto change = input.Take(1 + input.UpTo(7));
    const auto room = std::span(bytes).subspan(at);
    std::copy_n(change.begin(), std::min(change.size(), room.size()), room.begin());
  }
  bytes.resize(bytes.size() - std::min<std::size_t>(cut, bytes.size()));
  imapi2::test::TryJournal(bytes);
  return 0;
}
#endif
