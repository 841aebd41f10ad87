#include "imapi/disc_identity.h"

#include <algorithm>
#include <span>
#include <vector>

#include "com/co_task_memory.h"
#include "com/com_error.h"
#include "imapi/block_range.h"
#include "imapi/commit_ranges.h"
#include "imapi/scsi.h"

namespace imapi2 {
namespace {

constexpr int64_t kRecognition = 16;
constexpr int64_t kRecognitionSectors = 16;
constexpr int64_t kAnchor = 256;
constexpr int64_t kMostDescriptors = 32;

// FNV-1a: nobody attacks it, it tells accidents apart.
class Digest {
 public:
  void Add(std::span<const uint8_t> bytes) noexcept {
    for (const uint8_t byte : bytes) value_ = (value_ ^ byte) * 0x100000001B3U;
  }
  uint64_t value() const noexcept { return value_; }

 private:
  uint64_t value_ = 0xCBF29CE484222325U;
};

int64_t Number32(std::span<const uint8_t> bytes, size_t offset) {
  int64_t value = 0;
  for (size_t i = 0; i < 4; ++i) value |= static_cast<int64_t>(bytes[offset + i]) << (8 * i);
  return value;
}

std::vector<uint8_t> Read(IDiscRecorder2Ex* drive, int64_t start, int64_t sectors) {
  std::vector<uint8_t> bytes(static_cast<size_t>(sectors * kBlockSize));
  ReadSectors(drive, start, bytes);
  return bytes;
}

// Of a disc that is written one session after the other: where the next one goes, which every
// session moves on while sectors 16 and 256 stay as they are. MMC-6 6.21 and 6.26. Others have no
// such address, or always the same. Returns whether there is one.
bool AddNextWritable(IDiscRecorder2Ex* drive, Digest* digest) {
  com::CoTaskMemory<BYTE> disc;
  ULONG size = 0;
  if (!com::Expect(drive->GetDiscInformation(disc.Put(), &size)) || size < 7) return false;
  com::CoTaskMemory<BYTE> track;
  ULONG track_size = 0;
  if (!com::Expect(drive->GetTrackInformation(disc.Get()[6], IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK,
                                              track.Put(), &track_size)) ||
      track_size < 16 || (track.Get()[7] & 1) == 0) {
    return false;
  }
  digest->Add({track.Get() + 12, 4});
  return true;
}

// `may_be_missing`: a disc that goes on elsewhere may end before it, as one of ISO 9660 with little
// on it does. Empty then.
std::vector<uint8_t> ReadAnchor(IDiscRecorder2Ex* drive, bool may_be_missing) {
  try {
    return Read(drive, kAnchor, 1);
  } catch (const UnreadableSectors&) {
    if (!may_be_missing) throw;
    return {};
  }
}

}  // namespace

std::optional<uint64_t> ReadDiscIdentity(IDiscRecorder2Ex* drive) {
  try {
    Digest digest;
    digest.Add(Read(drive, kRecognition, kRecognitionSectors));
    const bool goes_on = AddNextWritable(drive, &digest);
    const std::vector<uint8_t> anchor = ReadAnchor(drive, goes_on);
    digest.Add(anchor);
    if (!anchor.empty() && IsAnchor(anchor, kAnchor)) {
      // ECMA-167 3/10.2: the main volume descriptor sequence, length in bytes and first sector.
      const int64_t sectors =
          std::clamp(Number32(anchor, 16) / kBlockSize, int64_t{0}, kMostDescriptors);
      if (sectors > 0) digest.Add(Read(drive, Number32(anchor, 20), sectors));
    }
    return digest.value();
  } catch (const UnreadableSectors&) {
    // A torn unit, or an address that the medium has not: the disc is what it is.
    return std::nullopt;
  }
}

}  // namespace imapi2
