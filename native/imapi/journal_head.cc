#include "imapi/journal_head.h"

#include <algorithm>
#include <optional>

#include "imapi/commit_ranges.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_numbers.h"
#include "imapi/journal_units.h"

namespace imapi2 {
namespace {

constexpr size_t kLongestName = 1024;
constexpr size_t kMostKnown = 64;
constexpr int64_t kLongestKnown = 64;
constexpr int64_t kMostCommitBlocks = 1024;

bool RangesFit(const Journal& journal) {
  if (journal.ranges.size() > kMostJournalRanges) return false;
  return std::all_of(journal.ranges.begin(), journal.ranges.end(), [&](const BlockRange& range) {
    return range.start >= 0 && range.start <= range.end && range.end < journal.image_blocks;
  });
}

// The same shape that the burn saw: what is recorded last lies wholly before the new session.
bool CommitFits(const Journal& journal) {
  const auto shape = FindCommitShape(journal.ranges);
  return shape && shape->ranges == journal.commit_ranges;
}

bool IdentityFits(const Journal& journal) {
  if (journal.identity.empty() || journal.identity.size() > kMostKnown) return false;
  return std::all_of(
      journal.identity.begin(), journal.identity.end(), [&](const KnownSectors& known) {
        const BlockRange& sectors = known.sectors;
        return sectors.start >= 0 && sectors.start <= sectors.end &&
               sectors.end < journal.medium_blocks && sectors.blocks() <= kLongestKnown;
      });
}

// What is wrong with it, or nothing. The commit bytes are looked at by whoever has them.
std::optional<std::string> FindFault(const Journal& journal) {
  if (journal.image_blocks < 1 || journal.medium_blocks < journal.image_blocks) {
    return "its sizes of image and medium are out of their bounds";
  }
  if (journal.write_unit < 1 || journal.write_unit > kLargestJournalUnit) {
    return "its write unit is out of its bounds";
  }
  if (journal.volume_name.size() > kLongestName) return "its volume name is too long";
  if (!IdentityFits(journal)) return "its identity of the disc is out of its bounds";
  if (!RangesFit(journal)) return "its ranges are out of their bounds";
  if (!CommitFits(journal)) return "its commit ranges are none";
  if (BlockCount(journal.commit()) > kMostCommitBlocks) return "its commit ranges are too long";
  return std::nullopt;
}

size_t CommitBytes(const Journal& journal) {
  return static_cast<size_t>(BlockCount(journal.commit()) * kBlockSize);
}

}  // namespace

std::vector<uint8_t> EncodeJournalHead(const Journal& journal) {
  const auto fault = FindFault(journal);
  const bool whole = !fault && journal.old_commit.size() == CommitBytes(journal) &&
                     journal.new_commit.size() == CommitBytes(journal);
  if (!whole) {
    throw Error(code::kInternal, "burn",
                "The journal would be unusable: " + fault.value_or("bytes are missing"));
  }
  std::vector<uint8_t> head;
  JournalNumberWriter writer(&head);
  writer.Bytes(kJournalMagic);
  writer.Number(kSessionJournal);
  writer.Number(0);  // the length, below
  writer.Address(journal.media_type);
  writer.Address(journal.medium_blocks);
  writer.Address(journal.image_blocks);
  writer.Address(journal.write_unit);
  writer.Number(journal.commit_ranges);
  writer.Number(journal.volume_name.size());
  writer.Bytes(journal.volume_name);
  writer.Number(journal.identity.size());
  for (const KnownSectors& known : journal.identity) {
    writer.Range(known.sectors);
    writer.Bytes(known.digest);
  }
  writer.Number(journal.ranges.size());
  for (const BlockRange& range : journal.ranges) writer.Range(range);
  writer.Bytes(journal.old_commit);
  writer.Bytes(journal.new_commit);
  for (size_t i = 0; i < 4; ++i) head[12 + i] = static_cast<uint8_t>(head.size() >> (8 * i));
  return head;
}

uint32_t JournalHeadLength(std::span<const uint8_t> preamble) {
  JournalNumbers reader(preamble);
  reader.Bytes(kJournalMagic.size());
  reader.Number();  // the version
  const uint32_t length = reader.Number();
  if (length < kJournalPreamble || length > kLongestJournalHead) {
    ThrowJournalDamaged("the length of its head is out of its bounds");
  }
  return length;
}

Journal DecodeJournalHead(std::span<const uint8_t> head) {
  JournalNumbers reader(head);
  reader.Bytes(kJournalPreamble);
  Journal journal;
  journal.media_type = reader.Address();
  journal.medium_blocks = reader.Address();
  journal.image_blocks = reader.Address();
  journal.write_unit = reader.Address();
  journal.commit_ranges = reader.Number();
  const auto name = reader.Bytes(reader.Count(kLongestName, 1));
  journal.volume_name.assign(name.begin(), name.end());
  journal.identity.resize(reader.Count(kMostKnown, 8 + std::tuple_size_v<Sha256Digest>));
  for (KnownSectors& known : journal.identity) {
    known.sectors = reader.Range();
    const auto digest = reader.Bytes(known.digest.size());
    std::copy(digest.begin(), digest.end(), known.digest.begin());
  }
  journal.ranges.resize(reader.Count(kMostJournalRanges, 8));
  for (BlockRange& range : journal.ranges) range = reader.Range();
  if (const auto fault = FindFault(journal)) ThrowJournalDamaged(*fault);
  const auto before = reader.Bytes(CommitBytes(journal));
  journal.old_commit.assign(before.begin(), before.end());
  const auto after = reader.Bytes(CommitBytes(journal));
  journal.new_commit.assign(after.begin(), after.end());
  if (!reader.AtEnd()) ThrowJournalDamaged("it is longer than what it says");
  return journal;
}

}  // namespace imapi2
