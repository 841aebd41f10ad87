#pragma once

#include <windows.h>

#include <objidl.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "read_only_source.h"

namespace image_test {

// A caller's IStream over a text; `claims`: what Stat says it is long.
class TextStream final : public ReadOnlySource {
 public:
  explicit TextStream(std::string bytes) : text(std::move(bytes)), claims(text.size()) {}

  std::string text;
  std::uint64_t claims;
  HRESULT read_result = S_OK;
  int reads = 0;

  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG bytes, ULONG* read) noexcept override {
    ++reads;
    if (FAILED(read_result)) return read_result;
    const std::size_t left = text.size() - std::min<std::size_t>(position_, text.size());
    const auto count = static_cast<ULONG>(std::min<std::size_t>(bytes, left));
    std::memcpy(buffer, text.data() + position_, count);
    position_ += count;
    *read = count;
    return count == bytes ? S_OK : S_FALSE;
  }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD, ULARGE_INTEGER*) noexcept override {
    position_ = static_cast<std::size_t>(move.QuadPart);
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD) noexcept override {
    *status = {};
    status->cbSize.QuadPart = claims;
    return S_OK;
  }

 private:
  std::size_t position_ = 0;
};

}  // namespace image_test
