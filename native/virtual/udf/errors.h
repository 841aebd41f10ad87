#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace virtual_drive::udf {

// Thrown by udf::ReadVolume and iso::ReadVolume.
enum class FormatErrorKind {
  kNoVolume,       // none of the file system that was asked for: blank, or another one
  kCorrupt,        // a descriptor contradicts itself, the medium or another descriptor
  kUnsupported,    // a UDF revision or partition map (virtual, sparable, metadata), or a size of
                   // ISO 9660's blocks, that is not read here
  kLimitExceeded,  // more than ReadLimits allows
  kReadFailed,     // the SectorSource failed where no second copy helps; nested: its own exception
};

class FormatError : public std::runtime_error {
 public:
  FormatError(FormatErrorKind kind, const std::string& message)
      : std::runtime_error(message), kind_(kind) {}
  FormatErrorKind kind() const noexcept { return kind_; }

 private:
  FormatErrorKind kind_;
};

// Thrown by Session.
enum class SessionErrorKind {
  kNotEnoughRoom,  // needed_blocks() and free_blocks() say how much
  kNotAppendable,  // Volume::append_obstacle says why
  kBadOption,      // write unit, revision, volume name: a mistake of the caller
};

class SessionError : public std::runtime_error {
 public:
  SessionError(SessionErrorKind kind, const std::string& message, std::uint64_t needed_blocks = 0,
               std::uint64_t free_blocks = 0)
      : std::runtime_error(message),
        kind_(kind),
        needed_blocks_(needed_blocks),
        free_blocks_(free_blocks) {}
  SessionErrorKind kind() const noexcept { return kind_; }
  // Both count from the first block of the new session.
  std::uint64_t needed_blocks() const noexcept { return needed_blocks_; }
  std::uint64_t free_blocks() const noexcept { return free_blocks_; }

 private:
  SessionErrorKind kind_;
  std::uint64_t needed_blocks_;
  std::uint64_t free_blocks_;
};

}  // namespace virtual_drive::udf
