#include "com/stream_reader.h"

#include <algorithm>

#include "com/com_error.h"

namespace imapi2::com {

void StreamReader::ReadAt(uint64_t offset, std::span<uint8_t> bytes) {
  const std::scoped_lock lock(mutex_);
  LARGE_INTEGER place;
  place.QuadPart = static_cast<LONGLONG>(offset);
  Check(stream_->Seek(place, STREAM_SEEK_SET, nullptr), "IStream::Seek");
  while (!bytes.empty()) {
    const ULONG wanted = static_cast<ULONG>(std::min<size_t>(bytes.size(), 0x40000000));
    ULONG read = 0;
    Check(stream_->Read(bytes.data(), wanted, &read), "IStream::Read");
    if (read == 0) Check(HRESULT_FROM_WIN32(ERROR_HANDLE_EOF), "IStream::Read");
    bytes = bytes.subspan(std::min<size_t>(read, bytes.size()));
  }
}

uint64_t StreamReader::Size() {
  STATSTG stat = {};
  Check(stream_->Stat(&stat, STATFLAG_NONAME), "IStream::Stat");
  return stat.cbSize.QuadPart;
}

}  // namespace imapi2::com
