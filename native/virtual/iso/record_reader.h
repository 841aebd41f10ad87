#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "virtual/iso/volume.h"
#include "virtual/tree/node.h"

namespace virtual_drive::iso {

// A directory record (ECMA-119 9.1) as it was found on a disc.
struct FoundRecord {
  std::uint32_t length = 0;  // of the record, bytes
  std::uint32_t lba = 0;     // of the data: behind the extended attribute record, where it has one
  std::uint32_t size = 0;    // of the data, bytes
  tree::Time time{};
  // File flags (ECMA-119 9.1.6).
  bool hidden = false;
  bool directory = false;
  bool associated = false;
  bool more_sections = false;  // the next record has the file's next section
  bool interleaved = false;    // ECMA-119 6.4.3
  std::span<const std::byte> identifier;

  // The records that a directory begins with (ECMA-119 6.8.2.2).
  bool is_self() const noexcept;
  bool is_parent() const noexcept;
};

// The record that `bytes` begin with; they end where the record has to at the latest: with its
// sector (ECMA-119 6.8.1.1), or with the field of a volume descriptor. Its identifier lies in them.
// Throws udf::FormatError kCorrupt.
FoundRecord ReadRecord(std::span<const std::byte> bytes);

// The name that an identifier stands for: without the version number of a file (ECMA-119 7.5.1),
// and in ISO 9660's own hierarchy without the dot that only tells that there is no extension. Bytes
// that are no d-characters, as many writers leave them, are taken for Latin-1. Throws
// udf::FormatError kCorrupt.
std::u16string NameOf(const FoundRecord& record, VolumeKind kind);

}  // namespace virtual_drive::iso
