#include "imapi/image_journal_making.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "com/text.h"
#include "imapi/comparison.h"
#include "imapi/differing_units.h"
#include "imapi/image_journal_disc.h"
#include "imapi/journal_disc.h"
#include "imapi/journal_replacing.h"
#include "imapi/journal_units.h"

namespace imapi2 {
namespace {

constexpr char kBurn[] = "burn";
constexpr int64_t kPieceBlocks = 512;  // 1 MiB

ImageJournal Describe(const ImageJournalRequest& request) {
  const MediumFacts medium = ReadMediumFacts(*request.drive);
  ImageJournal journal;
  journal.media_type = medium.type;
  journal.medium_blocks = medium.blocks;
  journal.image_blocks = request.image_blocks;
  journal.unit = static_cast<int32_t>(UnitToRecord(request.write_unit, request.image_blocks));
  journal.path = com::ToUtf8(request.image_path);
  return journal;
}

void AddOld(std::span<const uint8_t> disc, const std::vector<bool>& readable, size_t first,
            size_t count, ImageJournalWriter* writer) {
  for (size_t i = first; i < first + count; ++i) {
    const auto sector = disc.subspan(i * kBlockSize, kBlockSize);
    writer->Add(readable[i] ? OldSectorOf(sector) : kUnreadableSector);
  }
}

// The comparison: which units differ, and what they held.
class DiscComparison {
 public:
  DiscComparison(const ImageJournalRequest& request, ImageJournal* journal, const ByteSink& sink)
      : request_(request), journal_(*journal), writer_(sink), units_(journal->unit) {
    const int64_t unit = journal_.unit;
    const int64_t end = (int64_t{journal_.image_blocks} + unit - 1) / unit * unit;
    last_ = static_cast<int32_t>(std::min(end, int64_t{journal_.medium_blocks}) - 1);
  }

  void Run(const CancelToken& cancel, BurnMeter& meter) {
    const int64_t unit = journal_.unit;
    const int64_t step = std::max(kPieceBlocks / unit, int64_t{1}) * unit;
    std::vector<uint8_t> image(static_cast<size_t>(step * kBlockSize));
    std::vector<uint8_t> disc(image.size());
    Sha256 digest;
    for (int64_t lba = 0; lba < journal_.image_blocks; lba += step) {
      cancel.ThrowIfRequested(kBurn);
      const int64_t blocks = std::min(step, journal_.image_blocks - lba);
      const auto bytes = static_cast<size_t>(blocks * kBlockSize);
      const auto fresh = std::span(image).first(bytes);
      request_.image->ReadAt(static_cast<uint64_t>(lba * kBlockSize), fresh);
      digest.Add(fresh);
      ComparePiece(lba, fresh, std::span(disc).first(bytes), cancel);
      meter.OnBefore(
          BurnProgress::Phase::kImport, -1,
          static_cast<double>(lba + blocks) / static_cast<double>(journal_.image_blocks));
    }
    journal_.image = digest.Finish();
    journal_.ranges = units_.ranges();
    AddTail(cancel);
    journal_.identity = IdentityOf(*request_.drive, journal_);
    writer_.Finish(journal_);
  }

 private:
  void ComparePiece(int64_t lba, std::span<const uint8_t> fresh, std::span<uint8_t> disc,
                    const CancelToken& cancel) {
    const std::vector<bool> readable =
        ReadWhatReads(request_.drive->Commands(), lba, disc, cancel).sectors;
    const auto unit = static_cast<size_t>(journal_.unit);
    for (size_t first = 0; first < readable.size(); first += unit) {
      const size_t count = std::min(unit, readable.size() - first);
      const auto begin = readable.begin() + static_cast<ptrdiff_t>(first);
      const bool same =
          std::all_of(begin, begin + static_cast<ptrdiff_t>(count), [](bool can) { return can; }) &&
          std::memcmp(fresh.data() + first * kBlockSize, disc.data() + first * kBlockSize,
                      count * kBlockSize) == 0;
      if (same) continue;
      units_.Add(lba + static_cast<int64_t>(first), {0, last_});
      AddOld(disc, readable, first, count, &writer_);
    }
  }

  // The last unit is recorded whole, with what the disc has behind the image.
  void AddTail(const CancelToken& cancel) {
    if (journal_.ranges.empty() || journal_.ranges.back().end < journal_.image_blocks) return;
    journal_.tail.resize(
        static_cast<size_t>((int64_t{last_} + 1 - journal_.image_blocks) * kBlockSize));
    const auto readable =
        ReadWhatReads(request_.drive->Commands(), journal_.image_blocks, journal_.tail, cancel)
            .sectors;
    AddOld(journal_.tail, readable, 0, readable.size(), &writer_);
  }

  const ImageJournalRequest& request_;
  ImageJournal& journal_;
  ImageJournalWriter writer_;
  DifferingUnits units_;
  // The last sector of the image's last unit, or of the medium.
  int32_t last_;
};

}  // namespace

Differences FindDifferences(const ImageJournalRequest& request, const CancelToken& cancel,
                            BurnMeter& meter) {
  const bool replace = RequireReplaceable(request.path, *request.drive, true);
  ImageJournal journal = Describe(request);
  JournalFile file = JournalFile::Create(request.path, replace, [&](const ByteSink& sink) {
    DiscComparison(request, &journal, sink).Run(cancel, meter);
  });
  return {.journal = std::move(file),
          .replaced = replace,
          .ranges = std::move(journal.ranges),
          .unit = journal.unit,
          .tail = std::move(journal.tail)};
}

JournalFile MakeListJournal(const ImageJournalRequest& request, const BlockRanges& ranges,
                            const CancelToken& cancel, BurnMeter& meter) {
  const bool replace = RequireReplaceable(request.path, *request.drive, false);
  ImageJournal journal = Describe(request);
  journal.ranges = ranges;
  return JournalFile::Create(request.path, replace, [&](const ByteSink& sink) {
    ImageJournalWriter writer(sink);
    journal.image = DigestOfImage(*request.image, request.image_blocks, cancel, [&](double part) {
      meter.OnBefore(BurnProgress::Phase::kCreate, -1, part / 2);
    });
    const auto total = static_cast<double>(BlockCount(ranges));
    int64_t done = 0;
    ForEachPortion(ranges, journal.unit, [&](size_t, const BlockRange& portion) {
      cancel.ThrowIfRequested(kBurn);
      std::vector<uint8_t> disc(static_cast<size_t>(portion.blocks() * kBlockSize));
      const auto readable =
          ReadWhatReads(request.drive->Commands(), portion.start, disc, cancel).sectors;
      AddOld(disc, readable, 0, readable.size(), &writer);
      done += portion.blocks();
      meter.OnBefore(BurnProgress::Phase::kImport, -1, 0.5 + static_cast<double>(done) / total / 2);
    });
    journal.identity = IdentityOf(*request.drive, journal);
    writer.Finish(journal);
  });
}

Sha256Digest DigestOfImage(com::StreamReader& image, int64_t blocks, const CancelToken& cancel,
                           const std::function<void(double)>& done) {
  Sha256 digest;
  std::vector<uint8_t> buffer(static_cast<size_t>(kPieceBlocks * kBlockSize));
  for (int64_t lba = 0; lba < blocks; lba += kPieceBlocks) {
    cancel.ThrowIfRequested("IStream::Read");
    const int64_t count = std::min(kPieceBlocks, blocks - lba);
    const auto bytes = std::span(buffer).first(static_cast<size_t>(count * kBlockSize));
    image.ReadAt(static_cast<uint64_t>(lba * kBlockSize), bytes);
    digest.Add(bytes);
    done(static_cast<double>(lba + count) / static_cast<double>(blocks));
  }
  return digest.Finish();
}

}  // namespace imapi2
