#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

namespace virtual_drive::mmc {

struct Extent {
  std::uint32_t lba;
  std::uint32_t sectors;
  friend bool operator==(const Extent&, const Extent&) = default;
};

// What reached the disc, in order; neighbours in time and place are joined. Any thread: it can be
// read while a command hangs.
class WriteLog {
 public:
  void Add(std::uint32_t lba, std::uint32_t sectors);
  std::vector<Extent> Extents() const;
  std::uint64_t sectors() const;
  // Commands that didn't begin and end on a write unit, which a real drive pays for by reading
  // first.
  std::uint64_t unaligned() const;
  void CountUnaligned();

 private:
  mutable std::mutex mutex_;
  std::vector<Extent> extents_;
  std::uint64_t sectors_ = 0;
  std::uint64_t unaligned_ = 0;
};

}  // namespace virtual_drive::mmc
