#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "virtual/udf/session.h"
#include "virtual/udf/session_layout.h"

namespace virtual_drive::udf {

// The three views of a laid out session that cover the image: origins, what to write, progress.
struct ImageMap {
  std::vector<ImageExtent> extents;
  std::vector<BlockRange> ranges;
  std::size_t commit_ranges = 0;
  std::vector<Session::ProgressItem> progress;
  std::vector<std::uint32_t> progress_entries;  // index of an entry, or one of the stretches below
};

inline constexpr std::uint32_t kFirstStretch = 0xFFFFFF00;  // no tree has that many entries

ImageMap MapImage(const SessionLayout& layout, const std::vector<Entry>& entries,
                  const SessionOptions& options);

// The text of a value from kFirstStretch on.
std::u16string DescribeStretch(std::uint32_t stretch);

}  // namespace virtual_drive::udf
