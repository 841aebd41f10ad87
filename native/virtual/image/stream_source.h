#pragma once

#include <windows.h>

#include <objidl.h>

#include <cstdint>
#include <mutex>
#include <string>

#include "virtual/com/com_ptr.h"
#include "virtual/tree/content_source.h"

namespace virtual_drive {

// A file whose bytes a caller's IStream has. The stream is held, not copied, and read when the
// image is (docs/imapi2.md, Sources and names). It is called directly, on whatever thread reads the
// image, as IMAPI2FS's "Both" threading model has it; reads of one source never overlap.
class StreamSource final : public tree::ContentSource {
 public:
  // Asks the stream for its size. Throws Error. `path`: for the texts of failures.
  StreamSource(ComPtr<IStream> stream, std::u16string path);

  std::uint64_t Size() const override { return size_; }
  // Throws Error IMAPI_E_DATA_STREAM_INCONSISTENCY or IMAPI_E_DATA_STREAM_READ_FAILURE.
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override;
  // The IStream.
  void* CallersObject() const noexcept override { return stream_.Get(); }

 private:
  const ComPtr<IStream> stream_;
  const std::u16string path_;
  std::uint64_t size_ = 0;
  std::mutex mutex_;
};

}  // namespace virtual_drive
