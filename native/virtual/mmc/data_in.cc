#include "virtual/mmc/data_in.h"

#include <algorithm>

namespace virtual_drive::mmc {

DataIn& DataIn::Add(std::uint32_t value, std::size_t size) {
  bytes_.resize(bytes_.size() + size);
  Put(bytes_, bytes_.size() - size, size, value);
  return *this;
}

DataIn& DataIn::AddZeros(std::size_t count) {
  bytes_.resize(bytes_.size() + count);
  return *this;
}

DataIn& DataIn::AddBytes(std::span<const std::uint8_t> bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}

DataIn& DataIn::AddText(std::string_view text, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) {
    bytes_.push_back(i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{' '});
  }
  return *this;
}

std::size_t DataIn::Send(const Command& command, std::size_t allocation_length) const {
  const std::size_t count = std::min({bytes_.size(), allocation_length, command.data_in.size()});
  std::copy_n(bytes_.begin(), count, command.data_in.begin());
  return count;
}

}  // namespace virtual_drive::mmc
