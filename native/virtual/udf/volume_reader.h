#pragma once

#include <cstddef>
#include <cstdint>

#include "virtual/tree/reading.h"
#include "virtual/udf/errors.h"
#include "virtual/udf/sector_source.h"
#include "virtual/udf/volume.h"

namespace virtual_drive::udf {

// A disc is a stranger's file: these bound what reading it may cost, whatever its descriptors
// claim.
struct ReadLimits {
  std::uint64_t entries = 2'000'000;            // files, directories and named streams together
  std::uint64_t extents = 1'000'000;            // of all of them together
  std::uint64_t blocks_read = 8'000'000;        // metadata, counted once for each request
  std::uint64_t embedded_bytes = 256ull << 20;  // of all files together
};

// Reads the UDF volume of a disc of `total_sectors` sectors: revisions 1.02 to 2.01 with one type 1
// partition map. Throws FormatError, std::bad_alloc, and what `listener` throws, nothing else. No
// state is shared: any thread may call it.
//
// `session_start`: of a sequential medium, where its last session starts; `total_sectors` then ends
// with that session. `listener`: told of everything that becomes part of the tree.
Volume ReadVolume(SectorSource& disc, std::uint32_t total_sectors, const ReadLimits& limits = {},
                  std::uint32_t session_start = 0, const tree::ReadingListener& listener = {});

}  // namespace virtual_drive::udf
