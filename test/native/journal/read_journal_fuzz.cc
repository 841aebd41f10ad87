// libFuzzer entry: the bytes of a journal.
//
//   clang++ -std=c++20 -g -fsanitize=fuzzer,address,undefined -DREAD_JOURNAL_FUZZ -Inative
//   test/native/journal/read_journal_fuzz.cc
//   native/imapi/{journal_{format,head,seal,units},image_journal_format,sha256,commit_ranges}.cc

#include <cstdlib>
#include <string_view>
#include <vector>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/image_journal_format.h"
#include "journal_input.h"
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
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  imapi2::test::TryJournal({data, size});
  return 0;
}
#endif
