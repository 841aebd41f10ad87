#pragma once

#include <cstdint>
#include <functional>

#include "virtual/tree/node.h"

namespace virtual_drive::tree {

// How far the reading of a volume's tree has come. Totals are what the volume says before it is
// read, and need not be so; -1 where it doesn't say.
struct Reading {
  // The directory that is read next, or the file that was.
  const Node& at;
  std::uint64_t directories = 0;  // read before, the root not counted
  std::int64_t all_directories = -1;
  std::uint64_t files = 0;
  std::int64_t all_files = -1;
};

// Called on the thread that reads. What it throws ends the reading.
using ReadingListener = std::function<void(const Reading& reading)>;

}  // namespace virtual_drive::tree
