#pragma once

#include <windows.h>

#include <objidl.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "virtual/tree/content_source.h"

namespace virtual_drive {

// What IStream does over bytes that can only be read: a position in them. Any thread, one read at a
// time; positions are 64 bit. Methods return what the IStream's return, or throw.
class StreamCursor {
 public:
  // `name`: for Stat.
  StreamCursor(std::shared_ptr<tree::ContentSource> content, std::wstring name);

  // S_FALSE where the end came before `bytes`.
  HRESULT Read(void* buffer, ULONG bytes, ULONG* read);
  HRESULT Seek(LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER* position);
  HRESULT CopyTo(IStream* target, ULARGE_INTEGER bytes, ULARGE_INTEGER* read,
                 ULARGE_INTEGER* written);
  HRESULT Stat(STATSTG* status, DWORD flags) const;

 private:
  // Moves on by what it reads. The caller holds mutex_.
  std::size_t ReadHere(const std::unique_lock<std::mutex>&, std::span<std::byte> buffer);

  const std::shared_ptr<tree::ContentSource> content_;
  const std::wstring name_;
  const std::uint64_t size_;
  std::mutex mutex_;
  std::uint64_t position_ = 0;
};

}  // namespace virtual_drive
