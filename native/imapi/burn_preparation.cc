#include "imapi/burn_preparation.h"

#include "contract/imapi_hresults.h"

#include <algorithm>
#include <utility>

#include "com/text.h"
#include "imapi/disc_identity.h"
#include "imapi/range_rules.h"

namespace imapi2 {
namespace {

constexpr char kBurn[] = "burn";

BlockRanges WholeOf(int64_t blocks) { return {{0, static_cast<int32_t>(blocks - 1)}}; }

std::optional<int64_t> SpeedFor(const MediaInfo& medium, const std::optional<int32_t>& asked) {
  if (asked && *asked > 0) return *asked;
  std::optional<int64_t> speed = medium.current_write_speed;
  if (asked) {
    for (const WriteSpeed& possible : medium.write_speeds) {
      speed = std::max<int64_t>(speed.value_or(0), possible.sectors_per_second);
    }
  }
  return speed;
}

std::optional<int64_t> MediumBlocks(const MediaInfo& medium) {
  if (medium.total_sectors <= 0) return std::nullopt;
  return medium.total_sectors;
}

int64_t DiscOffset(const MediaInfo& medium) {
  if (!IsSequential(medium) || medium.blank) return 0;
  return medium.next_writable_address.value_or(0);
}

// The stream's list is what Write obeys, so it is what counts.
std::optional<BlockRanges> ImageRanges(ResultObjects& image, std::vector<std::string>* warnings) {
  auto ranges = image.StreamBlockRanges();
  if (image.ModifiedBlocks() != ranges) {
    warnings->emplace_back(
        "ModifiedBlocks and the list of the image's stream differ; the stream's is what is "
        "recorded.");
  }
  // One range that is all of it leaves nothing as it is: another way to say that the whole image
  // has to be recorded, which is asked for and never happens by itself.
  if (ranges == WholeOf(image.total_blocks())) return std::nullopt;
  return ranges;
}

PreparedBurn Finish(MediaInfo medium, BurnMode mode, BlockRanges ranges, int64_t blocks,
                    const std::optional<int32_t>& write_speed, std::optional<CommitShape> commit,
                    std::vector<std::string> warnings) {
  PreparedBurn prepared;
  prepared.commit = commit;
  prepared.disc_offset = mode == BurnMode::kModified ? 0 : DiscOffset(medium);
  prepared.appends = mode == BurnMode::kWhole && IsSequential(medium) && !medium.blank;
  prepared.plan = MakePlan({.mode = mode,
                            .ranges = std::move(ranges),
                            .image_blocks = blocks,
                            .medium_blocks = MediumBlocks(medium),
                            .disc_offset = prepared.disc_offset,
                            .write_unit = medium.write_unit,
                            .sectors_per_second = SpeedFor(medium, write_speed),
                            .commit = commit,
                            .warnings = std::move(warnings)});
  prepared.medium = std::move(medium);
  return prepared;
}

// Two images of the same length, and two discs of a kind, may well have the same list.
std::wstring FingerprintOf(DriveObjects& drive, const ResultObjects& image,
                           const MediaInfo& medium) {
  // One blank disc is as good as another of its kind, and many a drive reads none.
  std::optional<uint64_t> identity;
  if (!medium.blank) identity = ReadDiscIdentity(drive.Commands());
  return image.identity() + L"/" + image.disc_id() + L"/" + std::to_wstring(medium.type) + L"/" +
         std::to_wstring(medium.total_sectors) + L"/" +
         (identity ? std::to_wstring(*identity) : std::wstring());
}

void RequireSamePlan(const BurnPlan& plan, const ShownPlan& shown) {
  const bool same_objects = shown.fingerprint.empty() || plan.fingerprint.empty() ||
                            shown.fingerprint == plan.fingerprint;
  if (same_objects && shown.mode == plan.mode && shown.ranges == plan.ranges &&
      shown.image_blocks == plan.image_blocks) {
    return;
  }
  throw Error(code::kPlanStale, kBurn, "The disc or the image has changed since the plan was made");
}

void JudgeList(const MediaInfo& medium, int64_t blocks, const BlockRanges& list, ListOrigin origin,
               std::vector<std::string>* warnings) {
  if (origin == ListOrigin::kCaller && IsSequential(medium)) {
    throw Error(code::kRanges, kBurn,
                "The disc is written one session after the other: ranges of an image cannot be "
                "recorded on it");
  }
  const RangeLimits limits{.image_blocks = blocks,
                           .medium_blocks = MediumBlocks(medium),
                           .write_unit = medium.write_unit};
  const auto odd =
      JudgeRanges(list, limits, origin,
                  origin == ListOrigin::kCaller ? kBurn : "IBlockRangeList::get_BlockRanges");
  warnings->insert(warnings->end(), odd.begin(), odd.end());
}

std::optional<CommitShape> CommitOf(com::StreamReader& image, const BlockRanges& list) {
  return ConfirmCommitRanges(list, [&image](int64_t lba, std::span<uint8_t> sector) {
    image.ReadAt(static_cast<uint64_t>(lba * kBlockSize), sector);
  });
}

// Only the list that IMAPI2FS made for this very disc says where the old session ends. A caller's
// that begins before that replaces live data, whatever shape it has.
bool SparesOldSession(const CommitShape& commit, const Drive& drive, ImageResult& image) {
  if (image.image()->drive().get() != &drive) return false;
  ResultObjects& objects = image.objects();
  try {
    const auto own = objects.StreamBlockRanges();
    const auto shape = own ? CommitOf(objects.stream(), *own) : std::nullopt;
    return shape && commit.new_session_start >= shape->new_session_start;
  } catch (const com::ComError&) {
    return false;
  } catch (const Error&) {
    return false;
  }
}

// What is recorded on a disc that is never overwritten stays, so an image that does not continue it
// would only hide it, and be read at addresses that are not its own.
[[noreturn]] void RefuseForeignSession() {
  throw com::ComError(hresult::E_IMAPI_DF2DATA_MEDIA_NOT_BLANK, kBurn,
                      L"The disc holds data and can't be overwritten. To add to it, make the image "
                      L"from it: createImage({ recorder }).");
}

// An image that is one session of a disc fits nowhere but behind the sessions that it refers to.
void RequireContinuation(Drive& drive, ImageResult& image, const PreparedBurn& prepared) {
  const auto& imported = image.image()->objects().imported();
  if (!imported || imported->stream_reads_disc) {
    if (prepared.appends) RefuseForeignSession();
    return;
  }
  RequireImportedDisc(drive, image);
  const bool same_drive = image.image()->drive().get() == &drive;
  if (same_drive && imported->session_start == prepared.disc_offset) return;
  // The identity holds the next writable address too, so the drive goes on where it did when the
  // image was made, and that is not where IMAPI2FS has begun the session: every address in it would
  // be wrong, for good.
  if (same_drive && imported->identity) {
    throw Error(code::kNotAppendable, kBurn,
                "The image's session begins at sector " + std::to_string(imported->session_start) +
                    ", and the drive would record it from sector " +
                    std::to_string(prepared.disc_offset) + " on, where it could not be read");
  }
  throw Error(code::kPlanStale, kBurn,
              "The image continues another disc than the one in the drive, or a state that it is "
              "no longer in");
}

[[noreturn]] void RefuseWhole() {
  throw Error(code::kWholeImageRequired, kBurn,
              "The image names no modified blocks, so only the whole of it can be recorded");
}

// Recording it whole would overwrite, from sector 0 on, what its stream still has to read.
void RequireIndependent(const Drive& drive, const Image& image) {
  const auto& imported = image.objects().imported();
  if (!imported || !imported->stream_reads_disc || image.drive().get() != &drive) return;
  throw Error(code::kImageReadsDisc, kBurn,
              "The image was imported from the disc that recording it whole would overwrite");
}

}  // namespace

PreparedBurn PrepareBurn(Drive& drive, ImageResult& image, const std::optional<BlockRanges>& ranges,
                         const std::optional<int32_t>& write_speed) {
  MediaInfo medium = ReadMediaInfo(drive.objects());
  std::vector<std::string> warnings = medium.warnings;
  ResultObjects& objects = image.objects();
  const int64_t blocks = objects.total_blocks();
  const auto list = ranges ? ranges : ImageRanges(objects, &warnings);
  if (!list) {
    return Finish(std::move(medium), BurnMode::kWhole, WholeOf(blocks), blocks, write_speed, {},
                  std::move(warnings));
  }
  JudgeList(medium, blocks, *list, ranges ? ListOrigin::kCaller : ListOrigin::kImage, &warnings);
  auto commit = CommitOf(objects.stream(), *list);
  if (commit && ranges && !SparesOldSession(*commit, drive, image)) commit.reset();
  if (!ranges && !commit) {
    warnings.emplace_back(
        "The list does not end with the ranges that make the disc show the new session: a burn "
        "that is interrupted can leave a disc that shows neither session.");
  }
  return Finish(std::move(medium), BurnMode::kModified, *list, blocks, write_speed, commit,
                std::move(warnings));
}

BurnPlan PlanFor(Drive& drive, ImageResult& image, const std::optional<BlockRanges>& ranges,
                 const std::optional<int32_t>& write_speed) {
  image.RequireUnspent("planBurn");
  PreparedBurn prepared = PrepareBurn(drive, image, ranges, write_speed);
  RequireOpenDisc(prepared.medium.state, "planBurn");
  NoteImport(drive, *image.image(), &prepared);
  prepared.plan.fingerprint = FingerprintOf(drive.objects(), image.objects(), prepared.medium);
  return std::move(prepared.plan);
}

PreparedBurn PrepareForIso(const BurnOptions& options, DriveObjects& drive,
                           com::StreamReader& image) {
  const int64_t blocks = static_cast<int64_t>(image.Size()) / kBlockSize;
  PreparedBurn prepared;
  if (options.ranges) {
    MediaInfo medium = ReadMediaInfo(drive);
    std::vector<std::string> warnings = medium.warnings;
    JudgeList(medium, blocks, *options.ranges, ListOrigin::kCaller, &warnings);
    // Nothing says which of its sectors the disc is using.
    prepared = Finish(std::move(medium), BurnMode::kModified, *options.ranges, blocks,
                      options.write_speed, {}, std::move(warnings));
  } else {
    prepared = PrepareWholeBurn(drive, blocks, options.write_speed);
  }
  RequireOpenDisc(prepared.medium.state, kBurn);
  if (prepared.appends) RefuseForeignSession();
  if (options.plan) RequireSamePlan(prepared.plan, *options.plan);
  return prepared;
}

PreparedBurn PrepareDifferences(const BurnOptions& options, const MediaInfo& medium,
                                com::StreamReader& recorded, int64_t blocks,
                                const BlockRanges& ranges) {
  if (!ranges.empty()) {
    JudgeRanges(ranges,
                {.image_blocks = static_cast<int64_t>(recorded.Size()) / kBlockSize,
                 .medium_blocks = MediumBlocks(medium),
                 .write_unit = medium.write_unit},
                ListOrigin::kCaller, kBurn);
  }
  // Every range is a commit range, whatever it holds.
  PreparedBurn prepared =
      Finish(medium, BurnMode::kModified, ranges, blocks, options.write_speed, {}, medium.warnings);
  if (options.plan) RequireSamePlan(prepared.plan, *options.plan);
  return prepared;
}

PreparedBurn PrepareWholeBurn(DriveObjects& drive, int64_t blocks,
                              const std::optional<int32_t>& write_speed) {
  MediaInfo medium = ReadMediaInfo(drive);
  std::vector<std::string> warnings = medium.warnings;
  return Finish(std::move(medium), BurnMode::kWhole, WholeOf(blocks), blocks, write_speed, {},
                std::move(warnings));
}

void RequireImportedDisc(Drive& drive, ImageResult& image) {
  const auto& imported = image.image()->objects().imported();
  if (!imported || !imported->identity || image.image()->drive().get() != &drive) return;
  if (ReadDiscIdentity(drive.objects().Commands()) == imported->identity) return;
  throw Error(code::kPlanStale, kBurn,
              "The disc in the drive is not the one that the image was made from, or not as it "
              "was then");
}

void NoteImport(const Drive& drive, const Image& image, PreparedBurn* prepared) {
  if (image.drive().get() != &drive) return;
  std::vector<std::string>& warnings = prepared->plan.warnings;
  ImageObjects& objects = image.objects();
  if (objects.imported() && !objects.imported()->identity) {
    warnings.emplace_back(
        "The disc's volume descriptors could not be read when the image was made, so nobody checks "
        "that the disc in the drive is still that one. Make sure that it is.");
  }
  if (objects.lost_name()) {
    warnings.push_back("The disc is called '" + com::ToUtf8(*objects.lost_name()) +
                       "', which IMAPI2 takes for no name: from now on it will be '" +
                       com::ToUtf8(objects.State().volume_name) + "'.");
  }
}

PreparedBurn PrepareFor(const BurnOptions& options, Drive& drive, ImageResult& image) {
  image.RequireUnspent(kBurn);
  DriveObjects& objects = drive.objects();
  const bool whole = options.mode == BurnMode::kWhole && !options.ranges;
  PreparedBurn prepared =
      whole ? PrepareWholeBurn(objects, image.objects().total_blocks(), options.write_speed)
            : PrepareBurn(drive, image, options.ranges, options.write_speed);

  RequireOpenDisc(prepared.medium.state, kBurn);
  if (prepared.plan.mode == BurnMode::kWhole) {
    const bool allowed = options.mode == BurnMode::kWhole ||
                         options.when_whole == WhenWhole::kBurn ||
                         (options.when_whole == WhenWhole::kIfBlank && prepared.medium.blank);
    if (!allowed) RefuseWhole();
    RequireIndependent(drive, *image.image());
    RequireContinuation(drive, image, prepared);
  } else {
    RequireImportedDisc(drive, image);
    const bool same_drive = image.image()->drive().get() == &drive;
    if (!options.ranges && (prepared.medium.blank || !same_drive)) {
      throw Error(code::kPlanStale, kBurn,
                  "The modified blocks of this image belong to another disc than the one in the "
                  "drive");
    }
  }
  NoteImport(drive, *image.image(), &prepared);
  if (options.plan) {
    prepared.plan.fingerprint = FingerprintOf(objects, image.objects(), prepared.medium);
    RequireSamePlan(prepared.plan, *options.plan);
  }
  return prepared;
}

}  // namespace imapi2
