#pragma once

#include <cstdint>
#include <span>

#include "virtual/disc/disc_state.h"

namespace virtual_drive {

// Where a disc's sectors and state are kept. Sectors that were never written are zeros. Buffers are
// whole sectors inside the capacity. Throws std::exception (std::system_error) where the host
// fails.
class SectorStore {
 public:
  SectorStore() = default;
  SectorStore(const SectorStore&) = delete;
  SectorStore& operator=(const SectorStore&) = delete;
  virtual ~SectorStore() = default;

  virtual void Read(std::uint32_t lba, std::span<std::uint8_t> data) = 0;
  virtual void Write(std::uint32_t lba, std::span<const std::uint8_t> data) = 0;
  // Makes all sectors zeros.
  virtual void Clear() = 0;
  virtual void Save(const DiscState& state) = 0;
  // What was written survives the process, and the machine where the host can do that.
  virtual void Flush() = 0;
};

}  // namespace virtual_drive
