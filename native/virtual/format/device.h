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
  // Media that the drive takes, by its profiles; of the one that is in, none where IMAPI2 could not
  // write it here.
  std::vector<MediaKind> SupportedMedia();
  std::optional<MediaKind> CurrentMedia();

  struct Facts {
    std::uint32_t sectors;
    std::uint32_t write_unit;
    bool blank;  // physically: never formatted
  };
  Facts ReadFacts();

  // 64 KB, what every adapter takes at once, wherever the buffer lies; a multiple of every write
  // unit. Read and Write are one command each.
  static constexpr std::uint32_t kSectorsPerCommand = 32;
  void Read(std::uint32_t lba, std::span<std::uint8_t> data);
  void Write(std::uint32_t lba, std::span<const std::uint8_t> data);
  // WRITE(12) with the streaming bit (IWriteEngine2::UseStreamingWrite12).
  void WriteStreaming(std::uint32_t lba, std::span<const std::uint8_t> data);
  void SynchronizeCache();
  void Format(std::uint32_t sectors, MediaKind kind);
  void PreventRemoval(bool prevent);

  // In kB/s, a kB being 1000 bytes, as MMC has them.
  std::vector<std::uint32_t> WriteSpeeds();
  std::uint32_t CurrentWriteSpeed();
  void SetWriteSpeed(std::uint32_t speed);

 private:
  void Send(std::span<std::uint8_t> cdb);
  void SendData(std::span<std::uint8_t> cdb, std::span<const std::uint8_t> data);
  std::size_t Fetch(std::span<std::uint8_t> cdb, std::span<std::uint8_t> data);

  ComPtr<IDiscRecorder2Ex> recorder_;
};

}  // namespace virtual_drive
