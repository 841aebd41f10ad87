#pragma once

#include <windows.h>

#include <objidl.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "virtual/format/device.h"
#include "virtual/format/section.h"
#include "virtual/session/method.h"

namespace virtual_drive {

class Session;

// A piece of a section, read from the stream.
struct Block {
  std::size_t section;  // which
  std::uint32_t lba;
  std::vector<std::uint8_t> data;
};

// Reads the sections of a stream in order, ahead of who writes them: on a thread of its own, as the
// real engine does, whose events tell reading and writing apart (docs/imapi2.md, Write and its
// stream); or, by switch, on the caller's thread.
//
// The stream's pointer goes to the other thread as it is: streams given to Write must be
// free-threaded, there as here. One that sits in an apartment whose thread waits in Write could
// never be called at all.
class StreamReader {
 public:
  struct Options {
    bool own_thread = true;
    // Where LBA 0 is in the stream, in sectors: WriteSection takes streams that begin at its first
    // sector.
    std::int64_t origin = 0;
  };
  StreamReader(Session& session, IStream& stream, std::vector<Section> sections, Options options);
  // Waits for a Read that is under way.
  ~StreamReader();
  StreamReader(const StreamReader&) = delete;
  StreamReader& operator=(const StreamReader&) = delete;

  // The next block; none after the last. Throws Error where the stream failed.
  std::optional<Block> Next();

  static constexpr std::uint32_t kBlockSectors = Device::kSectorsPerCommand;
  static constexpr std::uint32_t kBufferSectors = 64 * kBlockSectors;
  std::uint32_t buffered_sectors() const;
  // Of the section that is being read.
  std::uint32_t last_read_lba() const;

 private:
  std::optional<Block> ReadNext();
  void ReadFully(std::vector<std::uint8_t>& data);
  // `inside`: the methods that whoever waits in Next is inside of.
  void Run(const std::stop_token& stop, const std::vector<Method>& inside);

  Session& session_;
  IStream& stream_;
  const std::vector<Section> sections_;
  const Options options_;
  std::uint64_t stream_size_ = 0;
  // Only the reading thread's.
  std::size_t section_ = 0;
  std::uint32_t done_ = 0;  // of the section

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Block> ready_;
  std::uint32_t buffered_ = 0;
  std::uint32_t last_read_lba_ = 0;
  bool finished_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace virtual_drive
