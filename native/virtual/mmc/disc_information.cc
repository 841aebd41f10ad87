// READ DISC INFORMATION and READ TRACK INFORMATION (MMC-6 6.21, 6.26). A rewritable or pressed disc
// has one session of one track, which is the whole disc. A sequential one has its tracks, and
// behind them, as long as it can go on, an empty ("invisible") track, in a session of its own where
// the one before is closed.
#include <algorithm>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

// MMC-6 tables 366 and 368.
enum class Status : std::uint8_t { kEmpty = 0, kIncomplete = 1, kComplete = 3 };

struct Summary {
  std::uint32_t disc_status;  // bits 0 and 1
  Status last_session;
  std::uint32_t sessions = 1;
  std::uint32_t first_track_in_last = 1;
  std::uint32_t last_track_in_last = 1;
};

bool HasInvisibleTrack(const Disc& disc) {
  return !disc.tracks().track_open && disc.next_writable().has_value();
}

Summary Summarize(const Disc& disc) {
  enum : std::uint8_t { kEmptyDisc = 0, kAppendable = 1, kCompleteDisc = 2 };
  const Tracks& tracks = disc.tracks();
  if (!disc.media().sequential()) {
    return disc.formatted() ? Summary{kCompleteDisc, Status::kComplete}
                            : Summary{kEmptyDisc, Status::kEmpty};
  }
  if (tracks.blank()) return {kEmptyDisc, Status::kEmpty};
  const auto count = static_cast<std::uint32_t>(tracks.recorded.size());
  const std::uint32_t invisible = HasInvisibleTrack(disc) ? 1 : 0;
  if (invisible != 0 && !tracks.session_open) {
    return {kAppendable, Status::kEmpty, tracks.sessions() + 1, count + 1, count + 1};
  }
  std::uint32_t first = count;
  while (!tracks.recorded[first - 1].first_of_session) --first;
  if (tracks.session_open) {
    return {kAppendable, Status::kIncomplete, tracks.sessions(), first, count + invisible};
  }
  return {kCompleteDisc, Status::kComplete, tracks.sessions(), first, count};
}

struct TrackFacts {
  std::uint32_t number = 1;
  std::uint32_t session = 1;
  std::uint32_t start = 0;
  std::uint32_t size = 0;
  std::uint32_t free = 0;
  bool blank = false;
  bool fixed_packets = false;
  std::optional<std::uint32_t> next_writable;
  std::optional<std::uint32_t> last_recorded;
};

TrackFacts WholeDisc(const Disc& disc) {
  TrackFacts facts;
  facts.size = disc.sectors();
  facts.blank = !disc.formatted();
  facts.free = facts.blank ? disc.sectors() : 0;
  // Neither address is valid for random writing.
  facts.fixed_packets = !disc.media().read_only();
  return facts;
}

TrackFacts FactsOf(const Disc& disc, std::uint32_t number) {
  const Tracks& tracks = disc.tracks();
  const auto count = static_cast<std::uint32_t>(tracks.recorded.size());
  TrackFacts facts;
  facts.number = number;
  if (number <= count) {
    const Track& track = tracks.recorded[number - 1];
    facts.session = tracks.SessionOf(number - 1);
    facts.start = track.start;
    facts.size = track.end - track.start;
    if (track.end > track.start) facts.last_recorded = track.end - 1;
    if (number < count || !tracks.track_open) return facts;
  } else {
    facts.session = tracks.sessions() + (tracks.session_open ? 0 : 1);
    facts.blank = true;
  }
  facts.next_writable = disc.next_writable();
  if (!facts.next_writable) return facts;
  facts.free = disc.sectors() - *facts.next_writable;
  if (facts.blank) facts.start = *facts.next_writable;
  facts.size = disc.sectors() - facts.start;
  return facts;
}

std::uint32_t TrackAt(const Disc& disc, std::uint32_t lba, std::uint32_t last) {
  const auto& recorded = disc.tracks().recorded;
  for (std::uint32_t i = 0; i < recorded.size(); ++i) {
    if (lba >= recorded[i].start && lba < recorded[i].end) return i + 1;
  }
  if (lba >= FactsOf(disc, last).start) return last;
  throw CheckCondition{kAddressOutOfRange};  // a gap between sessions
}

std::uint32_t FirstTrackOf(const Disc& disc, std::uint32_t session, std::uint32_t last) {
  for (std::uint32_t number = 1; number <= last; ++number) {
    if (FactsOf(disc, number).session == session) return number;
  }
  throw CheckCondition{kInvalidFieldInCdb};
}

TrackFacts Find(const Disc& disc, std::uint8_t by, std::uint32_t address) {
  enum : std::uint8_t { kByLba = 0, kByTrack = 1, kBySession = 2 };
  constexpr std::uint32_t kInvisible = 0xFF;
  if (by > kBySession) throw CheckCondition{kInvalidFieldInCdb};
  if (by == kByLba && address >= disc.sectors()) throw CheckCondition{kAddressOutOfRange};
  if (!disc.media().sequential()) {
    if (by != kByLba && address != 1) throw CheckCondition{kInvalidFieldInCdb};
    return WholeDisc(disc);
  }
  const bool invisible = HasInvisibleTrack(disc);
  const auto last =
      static_cast<std::uint32_t>(disc.tracks().recorded.size()) + (invisible ? 1U : 0U);
  if (by == kByLba) return FactsOf(disc, TrackAt(disc, address, last));
  if (by == kBySession) return FactsOf(disc, FirstTrackOf(disc, address, last));
  if (address == kInvisible && (invisible || disc.tracks().track_open)) {
    return FactsOf(disc, last);
  }
  if (address == 0 || address > last) throw CheckCondition{kInvalidFieldInCdb};
  return FactsOf(disc, address);
}

// Minutes, seconds and frames of a CD. Its lead-in is behind minute 99, as it were: addresses
// before the program area go on from there.
void AddTime(std::int64_t lba, DataIn& data) {
  constexpr std::int64_t kPregap = 150;
  constexpr std::int64_t kBeforeZero = 450150;
  constexpr std::int64_t kFrames = 75;
  const std::int64_t frame = lba + (lba < -kPregap ? kBeforeZero : kPregap);
  data.Add8(0)
      .Add8(static_cast<std::uint32_t>(frame / kFrames / 60))
      .Add8(static_cast<std::uint32_t>(frame / kFrames % 60))
      .Add8(static_cast<std::uint32_t>(frame % kFrames));
}

// Where the lead-in of the session that can be written begins, and the last lead-out can; neither
// where none can be any more.
void AddLeadTimes(const Disc& disc, DataIn& data) {
  constexpr std::int64_t kLeadIn = 4500 + 150;
  if (disc.media().family != MediaFamily::kCd) {
    data.AddZeros(8);
  } else if (disc.media().read_only() || !disc.next_writable()) {
    data.Add32(0xFFFFFFFF).Add32(0xFFFFFFFF);
  } else {
    const Summary summary = Summarize(disc);
    AddTime(FactsOf(disc, summary.first_track_in_last).start - kLeadIn, data);
    AddTime(disc.sectors(), data);
  }
}

}  // namespace

std::size_t ReadDiscInformation(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  const Media& media = disc.media();
  if ((command.Byte(1) & 7) != 0) throw CheckCondition{kInvalidFieldInCdb};  // standard data only
  constexpr std::uint32_t kErasable = 0x10;
  constexpr std::uint32_t kUnrestrictedUse = 0x20;
  constexpr std::uint32_t kFormattedToTheEnd = 0x03;  // of DVD+RW, which formats in the background
  const bool erasable = media.recording == Recording::kRandom || media.blankable;
  const bool background = media.format_type == 0x26 && disc.formatted();
  const bool cd = media.family == MediaFamily::kCd;
  const Summary summary = Summarize(disc);
  DataIn data;
  data.Add16(0)
      .Add8((erasable ? kErasable : 0) | static_cast<std::uint32_t>(summary.last_session) << 2 |
            summary.disc_status)
      .Add8(1)  // first track
      .Add8(summary.sessions)
      .Add8(summary.first_track_in_last)
      .Add8(summary.last_track_in_last)
      .Add8(kUnrestrictedUse | (background ? kFormattedToTheEnd : 0))
      // CD-ROM; nothing is said of others
      .Add8(cd && (media.read_only() || !disc.tracks().blank()) ? 0x00 : 0xFF)
      .AddZeros(7);
  AddLeadTimes(disc, data);
  data.AddZeros(10);
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(7));
}

std::size_t ReadTrackInformation(Unit& unit, const Command& command) {
  const Disc& disc = unit.RequireMedium();
  const TrackFacts track = Find(disc, command.Byte(1) & 3, command.Field32(2));
  constexpr std::uint32_t kBlank = 0x40;
  constexpr std::uint32_t kFixedPacket = 0x30;
  constexpr std::uint32_t kModeOne = 0x01;
  constexpr std::uint32_t kLastRecordedValid = 0x02;
  constexpr std::uint32_t kNextWritableValid = 0x01;
  // CDs have blocks of their own kind only inside packets.
  const std::uint32_t blocking =
      disc.media().family == MediaFamily::kCd ? 0 : disc.media().write_unit;
  DataIn data;
  data.Add16(0)
      .Add8(track.number)
      .Add8(track.session)
      .Add8(0)
      .Add8(0x04)  // data
      .Add8((track.fixed_packets ? kFixedPacket : 0) | kModeOne | (track.blank ? kBlank : 0))
      .Add8((track.last_recorded ? kLastRecordedValid : 0) |
            (track.next_writable ? kNextWritableValid : 0))
      .Add32(track.start)
      .Add32(track.next_writable.value_or(0))
      .Add32(track.free)
      .Add32(blocking)
      .Add32(track.size)
      .Add32(track.last_recorded.value_or(0))
      .AddZeros(16);
  data.Set16(0, data.size() - 2);
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc
