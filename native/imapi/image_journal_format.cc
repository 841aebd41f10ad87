#include "imapi/image_journal_format.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/journal_numbers.h"

namespace imapi2 {
namespace {

// UTF-8 of the longest path that Windows has: 32,767 UTF-16 units of at most 3 bytes each.
constexpr size_t kLongestPath = 3 * 32767;
constexpr size_t kMostKnown = 64;
constexpr int64_t kLongestKnown = 64;
constexpr uint64_t kOldSize = sizeof(OldSector);
constexpr uint64_t kLengthSize = 4;

bool IdentityFits(const ImageJournal& journal) {
  if (journal.identity.size() > kMostKnown) return false;
  return std::all_of(
      journal.identity.begin(), journal.identity.end(), [&](const KnownSectors& known) {
        const BlockRange& sectors = known.sectors;
        return sectors.start >= 0 && sectors.start <= sectors.end &&
               sectors.end < journal.medium_blocks && sectors.blocks() <= kLongestKnown;
      });
}

bool RangesFit(const ImageJournal& journal) {
  if (journal.ranges.size() > kMostJournalRanges) return false;
  return std::all_of(journal.ranges.begin(), journal.ranges.end(), [&](const BlockRange& range) {
    return range.start >= 0 && range.start <= range.end && range.end < journal.recorded_blocks();
  });
}

// What is wrong with it, or nothing.
std::optional<std::string> FindFault(const ImageJournal& journal) {
  if (journal.image_blocks < 1 || journal.medium_blocks < journal.image_blocks) {
    return "its sizes of image and medium are out of their bounds";
  }
  if (journal.unit < 1 || journal.unit > kLargestImageUnit) {
    return "its write unit is out of its bounds";
  }
  if (journal.path.empty() || journal.path.size() > kLongestPath) {
    return "its path is out of its bounds";
  }
  const bool whole = journal.tail.size() % kBlockSize == 0;
  if (!whole || journal.recorded_blocks() > journal.medium_blocks ||
      journal.recorded_blocks() - journal.image_blocks >= kLargestImageUnit) {
    return "what follows its image is out of its bounds";
  }
  if (!IdentityFits(journal)) return "its identity of the disc is out of its bounds";
  if (!RangesFit(journal)) return "its ranges are out of their bounds";
  return std::nullopt;
}

std::vector<uint8_t> EncodeHead(const ImageJournal& journal) {
  std::vector<uint8_t> head;
  JournalNumberWriter writer(&head);
  writer.Address(journal.media_type);
  writer.Address(journal.medium_blocks);
  writer.Address(journal.image_blocks);
  writer.Address(journal.unit);
  writer.Number(journal.path.size());
  writer.Bytes(journal.path);
  writer.Bytes(journal.image);
  writer.Number(journal.identity.size());
  for (const KnownSectors& known : journal.identity) {
    writer.Range(known.sectors);
    writer.Bytes(known.digest);
  }
  writer.Number(journal.ranges.size());
  for (const BlockRange& range : journal.ranges) writer.Range(range);
  writer.Number(journal.tail.size() / kBlockSize);
  writer.Bytes(journal.tail);
  return head;
}

void ReadDigest(JournalNumbers& reader, Sha256Digest* digest) {
  const auto bytes = reader.Bytes(digest->size());
  std::copy(bytes.begin(), bytes.end(), digest->begin());
}

ImageJournal DecodeHead(std::span<const uint8_t> head) {
  JournalNumbers reader(head);
  ImageJournal journal;
  journal.media_type = reader.Address();
  journal.medium_blocks = reader.Address();
  journal.image_blocks = reader.Address();
  journal.unit = reader.Address();
  const auto path = reader.Bytes(reader.Count(kLongestPath, 1));
  journal.path.assign(path.begin(), path.end());
  ReadDigest(reader, &journal.image);
  journal.identity.resize(reader.Count(kMostKnown, 8 + sizeof(Sha256Digest)));
  for (KnownSectors& known : journal.identity) {
    known.sectors = reader.Range();
    ReadDigest(reader, &known.digest);
  }
  journal.ranges.resize(reader.Count(kMostJournalRanges, 8));
  for (BlockRange& range : journal.ranges) range = reader.Range();
  const size_t tail = reader.Count(kLargestImageUnit, kBlockSize);
  const auto bytes = reader.Bytes(tail * kBlockSize);
  journal.tail.assign(bytes.begin(), bytes.end());
  if (const auto fault = FindFault(journal)) ThrowJournalDamaged(*fault);
  if (!reader.AtEnd()) ThrowJournalDamaged("it is longer than what it says");
  return journal;
}

}  // namespace

ImageJournalWriter::ImageJournalWriter(ByteSink sink) : out_(std::move(sink)) {
  std::vector<uint8_t> preamble;
  JournalNumberWriter writer(&preamble);
  writer.Bytes(kJournalMagic);
  writer.Number(kImageJournal);
  writer.Number(0);
  out_.Put(preamble);
}

void ImageJournalWriter::Add(OldSector old) {
  std::array<uint8_t, kOldSize> bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(old >> (8 * i));
  out_.Put(bytes);
  ++added_;
}

void ImageJournalWriter::Finish(const ImageJournal& journal) {
  const auto fault = FindFault(journal);
  if (fault || added_ != static_cast<uint64_t>(BlockCount(journal.ranges))) {
    throw Error(code::kInternal, "burn",
                "The journal would be unusable: " + fault.value_or("sectors are missing"));
  }
  const std::vector<uint8_t> head = EncodeHead(journal);
  out_.Put(head);
  std::vector<uint8_t> length;
  JournalNumberWriter(&length).Number(head.size());
  out_.Put(length);
  out_.Finish();
}

ImageJournalReader::ImageJournalReader(JournalBytes& bytes) : bytes_(bytes) {
  RequireSealed(bytes, kImageJournal);
  const uint64_t end = bytes.Size() - kJournalSeal;
  if (end < kJournalPreamble + kLengthSize) ThrowJournalDamaged("it ends too early");
  std::array<uint8_t, kJournalPreamble> preamble;
  bytes.Read(0, preamble);
  if (JournalNumbers(std::span(preamble).subspan(12)).Number() != 0) {
    ThrowJournalDamaged("a number in it is out of its bounds");
  }
  std::array<uint8_t, kLengthSize> number;
  bytes.Read(end - kLengthSize, number);
  const uint32_t length = JournalNumbers(number).Number();
  if (length == 0 || length > kLongestJournalHead ||
      length > end - kLengthSize - kJournalPreamble) {
    ThrowJournalDamaged("the length of its head is out of its bounds");
  }
  const uint64_t start = end - kLengthSize - length;
  std::vector<uint8_t> head(length);
  bytes.Read(start, head);
  journal_ = DecodeHead(head);
  const auto sectors = static_cast<uint64_t>(BlockCount(journal_.ranges));
  if (start != kJournalPreamble + sectors * kOldSize) {
    ThrowJournalDamaged("its number of sectors does not fit its ranges");
  }
}

std::vector<OldSector> ImageJournalReader::OldSectors(uint64_t first, size_t count) {
  if (count == 0) return {};
  std::vector<uint8_t> bytes(count * kOldSize);
  bytes_.Read(kJournalPreamble + first * kOldSize, bytes);
  std::vector<OldSector> sectors(count);
  for (size_t i = 0; i < bytes.size(); ++i) {
    sectors[i / kOldSize] |= OldSector{bytes[i]} << (8 * (i % kOldSize));
  }
  return sectors;
}

}  // namespace imapi2
