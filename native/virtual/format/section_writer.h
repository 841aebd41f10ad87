#pragma once

#include <windows.h>

#include <objidl.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "virtual/format/device.h"
#include "virtual/format/section.h"
#include "virtual/format/stream_reader.h"

namespace virtual_drive {

// Where a write is, as IWriteEngine2EventArgs tells it.
struct WriteProgress {
  LONG start_lba = 0;
  LONG sector_count = 0;
  LONG last_read_lba = 0;
  LONG last_written_lba = 0;
  LONG total_buffer = 0;  // bytes
  LONG used_buffer = 0;
};

// Copies sections of a stream to the same sectors of the disc, in order, on the calling thread.
class SectionWriter {
 public:
  struct Options {
    StreamReader::Options reading;
    bool streaming_write = false;    // WRITE(12)
    bool figures_per_image = false;  // progress counts all sections as one
    bool next_lba = false;           // LastWrittenLba is the one after it
    int cancel_delay = 0;            // commands that still follow a cancel
    std::uint32_t write_unit = 16;
    // The medium takes no others: what a section begins or ends with is filled up from the disc,
    // which has so many sectors; 0: it takes single sectors.
    std::uint32_t whole_units_of = 0;
  };
  // Called once before the first write, every half second, and once after the last; on the calling
  // thread.
  using OnProgress = std::function<void(const WriteProgress&)>;

  SectionWriter(Session& session, Device device, Options options)
      : session_(session), device_(std::move(device)), options_(options) {}

  // Throws Error: what the stream or the drive failed with, E_IMAPI_REQUEST_CANCELLED once
  // `cancelled` is set and as many commands as Options says have followed. None is broken off.
  void Write(IStream& stream, const std::vector<Section>& sections,
             const std::atomic<bool>& cancelled, const OnProgress& on_progress);

 private:
  void FillUp(Block& block);
  void WriteBlock(const Block& block, const std::atomic<bool>& cancelled);
  void Report(bool now);

  using Clock = std::chrono::steady_clock;
  Session& session_;
  Device device_;
  const Options options_;
  const OnProgress* on_progress_ = nullptr;
  const StreamReader* reader_ = nullptr;
  WriteProgress progress_;
  Clock::time_point next_report_{};
  // Sectors of a command: fewer where the drive is slow, so that progress and cancelling don't wait
  // for long.
  std::uint32_t command_sectors_ = 0;
  int commands_since_cancel_ = 0;
};

}  // namespace virtual_drive
