#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "virtual/iso/names.h"
#include "virtual/tree/node.h"

namespace virtual_drive::iso {

// File flags (ECMA-119 9.1.6).
inline constexpr std::uint8_t kHiddenFlag = 0x01;
inline constexpr std::uint8_t kDirectoryFlag = 0x02;
inline constexpr std::uint8_t kAssociatedFlag = 0x04;
inline constexpr std::uint8_t kMultiExtentFlag = 0x80;

// ECMA-119 9.1, without a system use field.
struct DirectoryRecord {
  std::uint32_t lba = 0;
  std::uint32_t size = 0;  // bytes
  tree::Time time{};
  bool directory = false;
  bool hidden = false;
  bool more_sections = false;  // the file goes on with the next record
};

inline constexpr std::size_t kIdentifierOffset = 33;
// With an identifier of one byte: the record of a directory itself, and of its parent.
inline constexpr std::uint32_t kShortRecordSize = 34;

// Bytes of an identifier as it is recorded: a file's has ";1" behind it (ECMA-119 7.5.1), and in d-
// characters a dot even where it has no extension.
std::uint32_t IdentifierSize(std::u16string_view identifier, NameRules rules,
                             bool directory) noexcept;
void PutIdentifier(std::span<std::byte> at, std::u16string_view identifier, NameRules rules,
                   bool directory);

// Even (ECMA-119 9.1.12).
std::uint32_t DirectoryRecordSize(std::uint32_t identifier_size) noexcept;
// All but the identifier's bytes.
void PutDirectoryRecord(std::span<std::byte> at, const DirectoryRecord& record,
                        std::uint32_t identifier_size);

}  // namespace virtual_drive::iso
