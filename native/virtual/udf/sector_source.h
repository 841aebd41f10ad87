#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace virtual_drive::udf {

// The logical sector of every optical medium written here; UDF 2.2.4.2 makes the logical block the
// same size.
inline constexpr std::uint32_t kBlockSize = 2048;

// What an old session is read from.
class SectorSource {
 public:
  SectorSource() = default;
  SectorSource(const SectorSource&) = delete;
  SectorSource& operator=(const SectorSource&) = delete;
  virtual ~SectorSource() = default;

  // Fills the buffer, whose size is a multiple of kBlockSize and never zero, from block `lba` on.
  // Throws any exception when one of the sectors can't be read; the reader then asks for the
  // sectors it needs one by one.
  virtual void Read(std::uint32_t lba, std::span<std::byte> buffer) = 0;
};

}  // namespace virtual_drive::udf
