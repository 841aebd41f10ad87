#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "virtual/mmc/command.h"

namespace virtual_drive::mmc {

// Parameter data on its way to the host. Numbers go high byte first.
class DataIn {
 public:
  std::size_t size() const noexcept { return bytes_.size(); }
  DataIn& Add8(std::uint32_t value) { return Add(value, 1); }
  DataIn& Add16(std::uint32_t value) { return Add(value, 2); }
  DataIn& Add32(std::uint32_t value) { return Add(value, 4); }
  DataIn& AddZeros(std::size_t count);
  DataIn& AddBytes(std::span<const std::uint8_t> bytes);
  // Padded with spaces, or cut (SPC-4 4.4.1).
  DataIn& AddText(std::string_view text, std::size_t width);
  // A length field, whose value is known at the end.
  void Set16(std::size_t at, std::size_t value) {
    Put16(bytes_, at, static_cast<std::uint32_t>(value));
  }
  void Set32(std::size_t at, std::size_t value) {
    Put32(bytes_, at, static_cast<std::uint32_t>(value));
  }
  void Set8(std::size_t at, std::uint8_t value) { bytes_[at] = value; }

  // Sends it, cut to the allocation length of the CDB, which is no error (SPC-4 4.3.5.6). The bytes
  // transferred.
  std::size_t Send(const Command& command, std::size_t allocation_length) const;

 private:
  DataIn& Add(std::uint32_t value, std::size_t size);
  std::vector<std::uint8_t> bytes_;
};

}  // namespace virtual_drive::mmc
