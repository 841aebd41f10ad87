#pragma once

#include <windows.h>

#include <imapi2.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "virtual/com/com_ptr.h"
#include "virtual/disc/media.h"

namespace virtual_drive {

// The drive as the format objects use it: through IDiscRecorder2Ex and nothing else, so that any
// recorder will do, and every fault of the drive shows. All methods throw Error with what IMAPI2
// makes of the sense data.
class Device {
 public:
  explicit Device(ComPtr<IDiscRecorder2Ex> recorder) : recorder_(std::move(recorder)) {}
  // Throws E_IMAPI_RECORDER_REQUIRED for null, E_NOINTERFACE where it can't be sent commands.
  static Device Of(IDiscRecorder2* recorder);

  void TestUnitReady();
  // Media that the drive can write, by its profiles; the one that is in, none where IMAPI2 could
  // not write it here.
  std::vector<MediaKind> SupportedMedia();
  std::optional<MediaKind> CurrentMedia();
  // The one that is in, pressed ones included.
  std::optional<MediaKind> LoadedMedia();

  struct Facts {
    std::uint32_t sectors;  // that the medium has, or that are left of it once it is closed
    std::uint32_t write_unit;
    bool blank;  // physically: never formatted, nothing recorded
    bool sequential;
    bool read_only;
    // Of sequential media only.
    bool session_open;                           // a session was begun and not closed
    std::uint32_t free_sectors;                  // from the next writable address on
    std::optional<std::uint32_t> next_writable;  // none: the disc is closed
    std::uint32_t last_track;                    // the one that goes on
    // The last closed session; none where there is none.
    struct Session {
      std::uint32_t start;
      std::uint32_t last;  // sector
    };
    std::optional<Session> previous;
    bool last_session_is_next;  // no room in the tables for one more behind it
  };
  Facts ReadFacts();
  // Throws where the drive doesn't know its disc, or one of the disc's tracks.
  void ReadEveryTrack();

  // 64 KB, what every adapter takes at once, wherever the buffer lies; a multiple of every write
  // unit. Read and Write are one command each.
  static constexpr std::uint32_t kSectorsPerCommand = 32;
  void Read(std::uint32_t lba, std::span<std::uint8_t> data);
  void Write(std::uint32_t lba, std::span<const std::uint8_t> data);
  // WRITE(12) with the streaming bit (IWriteEngine2::UseStreamingWrite12).
  void WriteStreaming(std::uint32_t lba, std::span<const std::uint8_t> data);
  void SynchronizeCache();
  // `immediately`: before it is done, as BLANK always is here.
  void Format(std::uint32_t sectors, MediaKind kind, bool immediately = false);
  // MMC-6 6.3 and 6.2. Whether another session may follow is told by write parameters before the
  // session is written, or by the way it is closed.
  void PrepareSession(bool finalize);
  void CloseTrack(std::uint32_t track);
  void CloseSession(MediaKind kind, bool finalize);
  void Blank(bool whole);
  // How far what goes on is, from 0 to 1; none once the drive is ready again.
  std::optional<double> OperationProgress();
  void PreventRemoval(bool prevent);

  // In kB/s, a kB being 1000 bytes, as MMC has them.
  std::vector<std::uint32_t> WriteSpeeds();
  std::uint32_t CurrentWriteSpeed();
  void SetWriteSpeed(std::uint32_t speed);

 private:
  void Send(std::span<std::uint8_t> cdb);
  void SendData(std::span<std::uint8_t> cdb, std::span<const std::uint8_t> data);
  struct TrackInformation {
    std::uint32_t session;
    std::uint32_t start;
    std::uint32_t size;
    std::uint32_t blocking;
    std::uint32_t free;
    std::optional<std::uint32_t> next_writable;
    std::optional<std::uint32_t> last_recorded;
  };
  TrackInformation ReadTrack(std::uint32_t number);
  void ReadPreviousSession(std::uint32_t last_track, std::uint32_t session, Facts& facts);
  std::size_t Fetch(std::span<std::uint8_t> cdb, std::span<std::uint8_t> data);

  ComPtr<IDiscRecorder2Ex> recorder_;
};

}  // namespace virtual_drive
