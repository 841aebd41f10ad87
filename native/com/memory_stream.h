// An IStream over bytes that it owns.
#pragma once

#include <cstring>
#include <vector>

#include "com/read_only_stream.h"

namespace imapi2::com {

class MemoryStream final : public ReadOnlyStream<> {
 public:
  explicit MemoryStream(std::vector<uint8_t> bytes) : bytes_(std::move(bytes)) {}

 private:
  uint64_t Size() const noexcept override { return bytes_.size(); }
  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    std::memcpy(buffer, bytes_.data() + offset, size);
    *read = size;
    return S_OK;
  }

  const std::vector<uint8_t> bytes_;
};

}  // namespace imapi2::com
