#include "virtual/mmc/write_log.h"

namespace virtual_drive::mmc {

void WriteLog::Add(std::uint32_t lba, std::uint32_t sectors) {
  const std::lock_guard lock(mutex_);
  sectors_ += sectors;
  if (!extents_.empty() && extents_.back().lba + extents_.back().sectors == lba) {
    extents_.back().sectors += sectors;
  } else {
    extents_.push_back({lba, sectors});
  }
}

std::vector<Extent> WriteLog::Extents() const {
  const std::lock_guard lock(mutex_);
  return extents_;
}

std::uint64_t WriteLog::sectors() const {
  const std::lock_guard lock(mutex_);
  return sectors_;
}

std::uint64_t WriteLog::unaligned() const {
  const std::lock_guard lock(mutex_);
  return unaligned_;
}

void WriteLog::CountUnaligned() {
  const std::lock_guard lock(mutex_);
  ++unaligned_;
}

}  // namespace virtual_drive::mmc
