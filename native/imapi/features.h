// What a drive can do: feature pages and profiles by their MMC numbers.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <vector>

namespace imapi2 {

struct Features {
  std::vector<int32_t> supported;
  std::vector<int32_t> current;
  std::vector<int32_t> profiles;
  std::vector<int32_t> current_profiles;
};

Features ReadFeatures(IDiscRecorder2* recorder);

}  // namespace imapi2
