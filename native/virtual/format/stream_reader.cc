#include "virtual/format/stream_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/apartment.h"
#include "virtual/com/error.h"
#include "virtual/disc/media.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

// What is read at once though less of it is written.
std::size_t ReadSize(std::string_view chosen) {
  if (chosen == "64-kb") return std::size_t{64} * 1024;
  return chosen == "1-mb" ? std::size_t{1024} * 1024 : 0;
}

}  // namespace

StreamReader::StreamReader(Session& session, IStream& stream, std::vector<Section> sections,
                           Options options)
    : session_(session), stream_(stream), sections_(std::move(sections)), options_(options) {
  STATSTG status{};
  if (SUCCEEDED(stream_.Stat(&status, STATFLAG_NONAME))) stream_size_ = status.cbSize.QuadPart;
  if (options_.own_thread)
    thread_ = std::jthread([this, inside = session_.gate().Inside()](const std::stop_token& stop) {
      Run(stop, inside);
    });
}

StreamReader::~StreamReader() = default;  // the jthread asks its thread to stop, and joins it

void StreamReader::ReadFully(std::vector<std::uint8_t>& data) {
  for (std::size_t done = 0; done < data.size();) {
    ULONG read = 0;
    const HRESULT result =
        stream_.Read(data.data() + done, static_cast<ULONG>(data.size() - done), &read);
    if (FAILED(result) && session_.Switch("stream-failure") == "loss-of-streaming") {
      throw Error(hresult::E_IMAPI_LOSS_OF_STREAMING, L"The stream failed.");
    }
    Check(result);
    if (read == 0) throw Error(STG_E_READFAULT, L"The stream ended before the sectors to write.");
    done += read;
  }
}

std::optional<Block> StreamReader::ReadNext() {
  while (section_ < sections_.size() && done_ == sections_[section_].count) {
    ++section_;
    done_ = 0;
  }
  if (section_ == sections_.size()) return std::nullopt;
  const Section& section = sections_[section_];
  const std::uint32_t count = std::min(kBlockSectors, section.count - done_);
  const std::size_t bytes = std::size_t{count} * kSectorSize;
  Block block{section_, section.lba + done_, std::vector<std::uint8_t>(bytes)};
  LARGE_INTEGER position{};
  position.QuadPart = (std::int64_t{block.lba} + options_.origin) * kSectorSize;
  const auto place = static_cast<std::uint64_t>(position.QuadPart);
  const std::uint64_t left = stream_size_ > place ? stream_size_ - place : 0;
  const std::uint64_t wanted = ReadSize(session_.Switch("stream-read-size"));
  block.data.resize(std::max<std::uint64_t>(bytes, std::min(wanted, left)));
  Check(stream_.Seek(position, STREAM_SEEK_SET, nullptr));
  ReadFully(block.data);
  block.data.resize(bytes);
  done_ += count;
  return block;
}

void StreamReader::Run(const std::stop_token& stop, const std::vector<Method>& inside) {
  const Tally::Entry counted(session_.threads());
  const Apartment apartment;
  std::exception_ptr failure;
  try {
    const CallGate::Errand errand(session_.gate(), inside);
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
