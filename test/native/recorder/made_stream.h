#pragma once

#include <windows.h>

#include <imapi2.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "../session/no_dispatch.h"
#include "virtual/com/variant_array.h"

namespace virtual_drive::test {

// What sector `lba` holds in version `version` of a made disc: every eight bytes tell which sector
// and version.
inline std::vector<std::uint8_t> SectorContent(std::uint32_t lba, std::uint32_t version) {
  std::vector<std::uint8_t> data(2048);
  for (std::size_t at = 0; at < data.size(); at += 8) {
    std::memcpy(&data[at], &lba, 4);
    std::memcpy(&data[at + 4], &version, 4);
  }
  return data;
}

class Range final : public NoDispatch<IBlockRange> {
 public:
  Range(LONG start, LONG end) : start_(start), end_(end) {}
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    const bool known =
        iid == __uuidof(IUnknown) || iid == __uuidof(IDispatch) || iid == __uuidof(IBlockRange);
    *object = known ? static_cast<IBlockRange*>(this) : nullptr;
    if (!known) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  // Its stream owns it.
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return ++references_; }
  ULONG STDMETHODCALLTYPE Release() noexcept override { return --references_; }
  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) noexcept override {
    *value = start_;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_EndLba(LONG* value) noexcept override {
    *value = end_;
    return S_OK;
  }

 private:
  std::atomic<ULONG> references_{1};
  const LONG start_;
  const LONG end_;
};

// A stream of made sectors, with a block range list where ranges are given. Keeps on which threads
// it was read.
class MadeStream final : public IStream, public NoDispatch<IBlockRangeList> {
 public:
  MadeStream(std::uint32_t sectors, std::uint32_t version,
             std::vector<std::pair<LONG, LONG>> ranges = {})
      : size_(std::uint64_t{sectors} * 2048), version_(version) {
    for (const auto& [start, end] : ranges) ranges_.push_back(std::make_unique<Range>(start, end));
  }

  std::atomic<ULONG> references{1};
  std::vector<DWORD> reading_threads;
  std::uint64_t odd_bytes = 0;  // beyond the last whole sector
  HRESULT read_failure = S_OK;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    *object = nullptr;
    if (iid == __uuidof(IUnknown) || iid == __uuidof(ISequentialStream) ||
        iid == __uuidof(IStream)) {
      *object = static_cast<IStream*>(this);
    } else if (iid == __uuidof(IBlockRangeList) && !ranges_.empty()) {
      *object = static_cast<IBlockRangeList*>(this);
    } else {
      return E_NOINTERFACE;
    }
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return ++references; }
  ULONG STDMETHODCALLTYPE Release() noexcept override { return --references; }

  HRESULT STDMETHODCALLTYPE get_BlockRanges(SAFEARRAY** value) noexcept override {
    std::vector<Variant> elements;
    for (const auto& range : ranges_) {
      elements.push_back(Variant::OfDispatch(ComPtr<IDispatch>(range.get())));
    }
    *value = ToSafeArray(std::move(elements));
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG size, ULONG* read) noexcept override {
    reading_threads.push_back(GetCurrentThreadId());
    if (FAILED(read_failure)) return read_failure;
    auto* to = static_cast<std::uint8_t*>(buffer);
    ULONG done = 0;
    while (done < size && position_ < size_) {
      const auto content = SectorContent(static_cast<std::uint32_t>(position_ / 2048), version_);
      const std::size_t at = position_ % 2048;
      const std::size_t count = std::min<std::size_t>(content.size() - at, size - done);
      std::memcpy(to + done, &content[at], count);
      done += static_cast<ULONG>(count);
      position_ += count;
    }
    if (read) *read = done;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD origin,
                                 ULARGE_INTEGER* position) noexcept override {
    if (origin == STREAM_SEEK_SET) position_ = static_cast<std::uint64_t>(move.QuadPart);
    if (origin == STREAM_SEEK_CUR) position_ += static_cast<std::uint64_t>(move.QuadPart);
    if (position) position->QuadPart = position_;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD) noexcept override {
    *status = {};
    status->cbSize.QuadPart = size_ + odd_bytes;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Write(const void*, ULONG, ULONG*) noexcept override {
    return STG_E_ACCESSDENIED;
  }
  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER) noexcept override { return STG_E_ACCESSDENIED; }
  HRESULT STDMETHODCALLTYPE CopyTo(IStream*, ULARGE_INTEGER, ULARGE_INTEGER*,
                                   ULARGE_INTEGER*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Commit(DWORD) noexcept override { return S_OK; }
  HRESULT STDMETHODCALLTYPE Revert() noexcept override { return S_OK; }
  HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Clone(IStream**) noexcept override { return E_NOTIMPL; }

 private:
  const std::uint64_t size_;
  const std::uint32_t version_;
  std::uint64_t position_ = 0;
  std::vector<std::unique_ptr<Range>> ranges_;
};

}  // namespace virtual_drive::test
