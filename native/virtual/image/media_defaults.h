#pragma once

#include <windows.h>

#include <imapi2.h>

#include <cstdint>
#include <optional>

namespace virtual_drive {

// What IFileSystemImage::ChooseImageDefaultsForMediaType chooses.
struct MediaDefaults {
  LONG blocks;               // FreeMediaBlocks; 0: unlimited
  LONG udf_revision;         // UDFRevision
  std::uint32_t write_unit;  // blocks; where a session may start
  bool sequential = false;   // sessions are written one after the other
  bool bridge = true;        // ISO 9660 and Joliet beside UDF; not on BD and HD DVD
};

// Nothing for a type that isn't in IMAPI_MEDIA_PHYSICAL_TYPE, or that can't be written.
std::optional<MediaDefaults> DefaultsFor(IMAPI_MEDIA_PHYSICAL_TYPE type) noexcept;

// The media type of MMC's current profile; IMAPI_MEDIA_TYPE_UNKNOWN for one that IMAPI2 doesn't
// write to.
IMAPI_MEDIA_PHYSICAL_TYPE MediaTypeOf(IMAPI_PROFILE_TYPE profile) noexcept;

}  // namespace virtual_drive
