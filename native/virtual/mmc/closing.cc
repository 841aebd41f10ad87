// CLOSE TRACK/SESSION, BLANK and SEND OPC INFORMATION (MMC-6 6.3, 6.2, 6.36).
#include <algorithm>

#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

// MMC-6 table 271.
enum : std::uint8_t {
  kStopBackgroundFormat = 0,
  kCloseTrack = 1,
  kCloseSession = 2,
  kFinalizeMinimalRadius = 5,
  kFinalize = 6,
};

// On CD-R/RW, DVD-R and HD DVD-R the write parameters (page 05h) say whether another session may
// follow; DVD+R and BD-R have a function of their own for the last one.
bool FinalizesByMode(const Unit& unit, const Media& media) {
  const bool plus = media.family == MediaFamily::kBd || media.kind == MediaKind::kDvdPlusR ||
                    media.kind == MediaKind::kDvdPlusRDl;
  return !plus && !unit.mode_pages.next_session_allowed();
}

void CloseTrackNumber(Disc& disc, std::uint32_t track) {
  const Tracks& tracks = disc.tracks();
  if (track == 0 || track > tracks.recorded.size()) throw CheckCondition{kInvalidFieldInCdb};
  if (track == tracks.recorded.size()) disc.CloseTrack();  // others are closed: nothing to do
}

void EndSession(Unit& unit, Disc& disc, bool finalize) {
  const Tracks& tracks = disc.tracks();
  if (tracks.track_open) throw CheckCondition{kIncompleteTrackInSession};
  // An empty session can't be closed; a disc can end without one.
  if (!tracks.session_open && (!finalize || tracks.blank())) {
    throw CheckCondition{kSessionFixationError};
  }
  disc.CloseSession(finalize || FinalizesByMode(unit, disc.media()));
}

}  // namespace

std::size_t CloseTrackSession(Unit& unit, const Command& command) {
  Disc& disc = unit.RequireMedium();
  const std::uint8_t function = command.Byte(2) & 7;
  if (disc.media().read_only()) throw CheckCondition{kCannotWriteMedium};
  if (!disc.media().sequential()) {
    // Formatting in the background is over as soon as it begins, and there is no session to close.
    const bool formats = disc.media().format_type == 0x26;
    if (!formats || (function != kStopBackgroundFormat && function != kCloseSession)) {
      throw CheckCondition{kInvalidFieldInCdb};
    }
    return 0;
  }
  if (disc.tracks().finalized) throw CheckCondition{kCannotWriteMedium};
  switch (function) {
    case kCloseTrack:
      CloseTrackNumber(disc, command.Field16(4));
      return 0;
    case kCloseSession:
      EndSession(unit, disc, false);
      return 0;
    case kFinalizeMinimalRadius:
    case kFinalize:
      EndSession(unit, disc, true);
      return 0;
    default:
      throw CheckCondition{kInvalidFieldInCdb};
  }
}

std::size_t Blank(Unit& unit, const Command& command) {
  enum : std::uint8_t { kWholeDisc = 0, kMinimal = 1 };
  Disc& disc = unit.RequireMedium();
  constexpr std::uint8_t kImmediately = 0x10;
  // A minimally blanked disc has no track left to read, so what its sectors hold can't be told.
  if ((command.Byte(1) & 7) > kMinimal) throw CheckCondition{kInvalidFieldInCdb};
  if (!disc.media().blankable) throw CheckCondition{kIncompatibleMedium};
  disc.Blank();
  const bool whole = (command.Byte(1) & 7) == kWholeDisc;
  unit.Occupy(whole ? disc.sectors() : std::min(kQuickSectors, disc.sectors()),
              kOperationInProgress, (command.Byte(1) & kImmediately) != 0);
  return 0;
}

std::size_t SendOpc(Unit& unit, const Command&) {
  const Disc& disc = unit.RequireMedium();
  if (disc.media().read_only()) throw CheckCondition{kCannotWriteMedium};
  return 0;  // there is no laser to calibrate
}

}  // namespace virtual_drive::mmc
