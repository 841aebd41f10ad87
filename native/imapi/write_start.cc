#include "imapi/write_start.h"

#include <algorithm>

#include "com/co_task_memory.h"
#include "com/com_error.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

// More than a write unit: an image begins with sectors that are empty, as they are on a blank disc
// (ECMA-119 6.2.1), and that look the same before and after.
constexpr int64_t kLookedAt = 256;

// MMC-6 6.21 and 6.26: how many sessions and tracks there are and in what state, and where the last
// track goes on. A write that has begun changes one or the other.
std::vector<uint8_t> ReadSessions(IDiscRecorder2Ex* drive) {
  com::CoTaskMemory<BYTE> disc;
  ULONG size = 0;
  com::Check(drive->GetDiscInformation(disc.Put(), &size), "IDiscRecorder2Ex::GetDiscInformation");
  std::vector<uint8_t> sessions(disc.Get(), disc.Get() + size);
  if (size < 7) return {};
  // Disc status "empty": it has no track yet to ask for.
  if ((sessions[2] & 0x03) == 0) return sessions;
  com::CoTaskMemory<BYTE> track;
  com::Check(drive->GetTrackInformation(disc.Get()[6], IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK,
                                        track.Put(), &size),
             "IDiscRecorder2Ex::GetTrackInformation");
  sessions.insert(sessions.end(), track.Get(), track.Get() + size);
  return sessions;
}

}  // namespace

WriteStart WriteStart::OfRange(IDiscRecorder2Ex* drive, const BlockRange& first) {
  WriteStart start;
  start.start_ = first.start;
  start.before_.resize(static_cast<size_t>(std::min(first.blocks(), kLookedAt) * kBlockSize));
  try {
    ReadSectors(drive, first.start, start.before_);
  } catch (const com::ComError&) {
    // A disc that was never formatted can't be read anywhere, and says itself that it is empty.
    return OfSessions(drive);
  }
  return start;
}

WriteStart WriteStart::OfSessions(IDiscRecorder2Ex* drive) {
  WriteStart start;
  start.sessions_ = true;
  try {
    start.before_ = ReadSessions(drive);
  } catch (const com::ComError&) {
    start.before_.clear();
  }
  return start;
}

WriteStart::Sight WriteStart::Look(IDiscRecorder2Ex* drive, com::StreamReader& image) const {
  if (before_.empty()) return Sight::kUnclear;
  if (!sessions_) return LookAtSectors(drive, image);
  return ReadSessions(drive) == before_ ? Sight::kUntouched : Sight::kBegun;
}

WriteStart::Sight WriteStart::LookAtSectors(IDiscRecorder2Ex* drive,
                                            com::StreamReader& image) const {
  std::vector<uint8_t> bytes(before_.size());
  // They could be read before: the power went in them.
  if (!TryRead(drive, start_, bytes)) return Sight::kBegun;
  if (bytes != before_) return Sight::kBegun;
  try {
    image.ReadAt(static_cast<uint64_t>(start_) * kBlockSize, bytes);
  } catch (const com::ComError&) {
    // A source that has gone is no answer of the drive.
    return Sight::kUnclear;
  }
  return bytes == before_ ? Sight::kUnclear : Sight::kUntouched;
}

}  // namespace imapi2
