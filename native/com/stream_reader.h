// Reads somebody's IStream at any place.
#pragma once

#include <windows.h>

#include <objidl.h>

#include <cstdint>
#include <mutex>
#include <span>

#include "com/com_ptr.h"

namespace imapi2::com {

// An IStream has one position for everybody who holds it. All our reads of one image stream go
// through one of these, so that two readers on two workers never read from each other's place.
class StreamReader {
 public:
  explicit StreamReader(ComPtr<IStream> stream) : stream_(std::move(stream)) {}

  // Fills `bytes`, or throws; a stream that ends before is a failure.
  void ReadAt(uint64_t offset, std::span<uint8_t> bytes);
  uint64_t Size();

  IStream* Get() const noexcept { return stream_.Get(); }

 private:
  std::mutex mutex_;
  ComPtr<IStream> stream_;
};

}  // namespace imapi2::com
