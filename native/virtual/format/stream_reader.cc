#include "virtual/format/stream_reader.h"

#include <algorithm>
#include <utility>

#include "virtual/com/apartment.h"
#include "virtual/com/error.h"
#include "virtual/disc/media.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

void ReadFully(IStream& stream, std::vector<std::uint8_t>& data) {
  for (std::size_t done = 0; done < data.size();) {
    ULONG read = 0;
    Check(stream.Read(data.data() + done, static_cast<ULONG>(data.size() - done), &read));
    if (read == 0) throw Error(STG_E_READFAULT, L"The stream ended before the sectors to write.");
    done += read;
  }
}

}  // namespace

StreamReader::StreamReader(Session& session, IStream& stream, std::vector<Section> sections,
                           Options options)
    : session_(session), stream_(stream), sections_(std::move(sections)), options_(options) {
  if (options_.own_thread)
    thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

StreamReader::~StreamReader() = default;  // the jthread asks its thread to stop, and joins it

std::optional<Block> StreamReader::ReadNext() {
  while (section_ < sections_.size() && done_ == sections_[section_].count) {
    ++section_;
    done_ = 0;
  }
  if (section_ == sections_.size()) return std::nullopt;
  const Section& section = sections_[section_];
  const std::uint32_t count = std::min(kBlockSectors, section.count - done_);
  Block block{section_, section.lba + done_,
              std::vector<std::uint8_t>(std::size_t{count} * kSectorSize)};
  LARGE_INTEGER position{};
  position.QuadPart = (std::int64_t{block.lba} + options_.origin) * kSectorSize;
  Check(stream_.Seek(position, STREAM_SEEK_SET, nullptr));
  ReadFully(stream_, block.data);
  done_ += count;
  return block;
}

void StreamReader::Run(const std::stop_token& stop) {
  const Tally::Entry counted(session_.threads());
  const Apartment apartment;
  std::exception_ptr failure;
  try {
    while (!stop.stop_requested()) {
      std::optional<Block> block = ReadNext();
      if (!block) break;
      const auto count = static_cast<std::uint32_t>(block->data.size() / kSectorSize);
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return buffered_ + count <= kBufferSectors; })) break;
      buffered_ += count;
      last_read_lba_ = block->lba + count - 1;
      ready_.push_back(std::move(*block));
      changed_.notify_all();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  finished_ = true;
  failure_ = failure;
  changed_.notify_all();
}

std::optional<Block> StreamReader::Next() {
  if (!options_.own_thread) {
    std::optional<Block> block = ReadNext();
    const std::lock_guard lock(mutex_);
    if (block)
      last_read_lba_ =
          block->lba + static_cast<std::uint32_t>(block->data.size() / kSectorSize) - 1;
    return block;
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return finished_ || !ready_.empty(); });
  if (ready_.empty()) {
    if (failure_) std::rethrow_exception(failure_);
    return std::nullopt;
  }
  Block block = std::move(ready_.front());
  ready_.pop_front();
  buffered_ -= static_cast<std::uint32_t>(block.data.size() / kSectorSize);
  changed_.notify_all();
  return block;
}

std::uint32_t StreamReader::buffered_sectors() const {
  const std::lock_guard lock(mutex_);
  return buffered_;
}

std::uint32_t StreamReader::last_read_lba() const {
  const std::lock_guard lock(mutex_);
  return last_read_lba_;
}

}  // namespace virtual_drive
