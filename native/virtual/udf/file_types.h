#pragma once

#include <cstdint>

namespace virtual_drive::udf {

// ECMA-167 4/14.6.6, as far as they are written here.
inline constexpr std::uint8_t kDirectoryType = 4;
inline constexpr std::uint8_t kFileType = 5;
inline constexpr std::uint8_t kStreamDirectoryType = 13;
inline constexpr std::uint8_t kRealTimeType = 249;

}  // namespace virtual_drive::udf
