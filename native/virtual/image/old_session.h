#pragma once

#include <windows.h>

#include <imapi2.h>
#include <imapi2fs.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "virtual/com/com_ptr.h"
#include "virtual/image/disc_reader.h"
#include "virtual/image/imported_volume.h"
#include "virtual/image/multisession.h"
#include "virtual/image/volume_import.h"

namespace virtual_drive {

// What was imported from a disc, and the disc it was imported from. Shared by the image and the
// results made of it; all of it may be used from any thread.
//
// The disc is known by the volume descriptors of the imported session, not by its anchors: a burn
// rewrites those, and the rest of the old session still has to be readable until the burn has
// ended.
class OldSession {
 public:
  // `multisession`: whose recorder reads; held as long as this lives. `file_system`: the one to
  // read the disc by; FsiFileSystemNone for the first of UDF, Joliet, ISO 9660 that is there.
  // `listener`: as ImportVolume's. Throws Error, with IMAPI2FS's code.
  explicit OldSession(Multisession multisession, FsiFileSystems file_system = FsiFileSystemNone,
                      const ImportListener& listener = {});

  // Throws Error, with IMAPI2FS's code of whatever keeps a session from following this one.
  void RequireAppendable() const;

  const ImportedVolume& volume() const noexcept { return volume_; }
  std::uint32_t write_unit() const noexcept { return write_unit_; }
  std::uint32_t total_sectors() const noexcept { return extents_.total_sectors; }
  // The medium is written one session after the other.
  bool sequential() const noexcept { return extents_.next_start.has_value(); }
  // Where the next session starts: the first write unit behind this one, or where the medium says.
  // Of a disc that takes no other session: at its end.
  std::uint32_t next_start() const noexcept;
  // For CalculateDiscIdentifier and IFileSystemImageResult::DiscId.
  std::wstring Identifier() const;

  // Throws Error IMAPI_E_DISC_MISMATCH when another disc is in the drive now.
  void RequireSameDisc();

  // The disc may have been changed since: the next use of it looks again. Looking before each read
  // would have a drive seek all the time.
  void Doubt() noexcept { trusted_ = false; }
  // RequireSameDisc, if nobody has since the last Doubt.
  void RequireTrusted();

  // Old sectors, of a disc that is trusted. One that can't be read no longer is: what the drive has
  // told may be a medium change.
  void Read(std::uint32_t lba, std::span<std::byte> buffer);

 private:
  std::uint64_t Fingerprint();

  Multisession multisession_;
  DiscReader disc_;
  std::uint32_t write_unit_;
  Extents extents_;
  ImportedVolume volume_;
  std::uint64_t fingerprint_;
  std::mutex looking_;  // who comes while somebody looks waits for what is found
  std::atomic<bool> trusted_{false};
};

}  // namespace virtual_drive
