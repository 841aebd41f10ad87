#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace virtual_drive::iso {

// Why a tree can't be recorded as ISO 9660. Thrown while an image is laid out, and by CheckLimits.
enum class LimitKind {
  kTooDeep,         // more than 8 levels of directories (ECMA-119 6.8.2.1)
  kTooManyFolders,  // more than the 65,535 that a path table can number (ECMA-119 6.9.1)
  kFileTooBig,      // more than kLargestFile
  kNotEnoughRoom,   // needed_blocks() and free_blocks() say how much
  kBadContent,      // old contents that ISO 9660 has no sections for, or of another disc
};

class LimitError : public std::runtime_error {
 public:
  LimitError(LimitKind kind, std::u16string path, const std::string& message,
             std::uint64_t needed_blocks = 0, std::uint64_t free_blocks = 0)
      : std::runtime_error(message),
        kind_(kind),
        path_(std::move(path)),
        needed_blocks_(needed_blocks),
        free_blocks_(free_blocks) {}
  LimitKind kind() const noexcept { return kind_; }
  const std::u16string& path() const noexcept { return path_; }  // "\dir\file"
  std::uint64_t needed_blocks() const noexcept { return needed_blocks_; }
  std::uint64_t free_blocks() const noexcept { return free_blocks_; }

 private:
  LimitKind kind_;
  std::u16string path_;
  std::uint64_t needed_blocks_;
  std::uint64_t free_blocks_;
};

}  // namespace virtual_drive::iso
