// An IStream over something that can be read at any place: a file, some memory, another stream.
#pragma once

#include <windows.h>

#include <objidl.h>

#include <cstdint>
#include <mutex>

#include "com/object.h"

namespace imapi2::com {

// Positions have 64 bits. Calls may come from any thread, two at once; they are served one after
// the other. `Extra`: further interfaces that the same object answers.
template <typename... Extra>
class ReadOnlyStream : public Object<IStream, Extra...> {
 public:
  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG size, ULONG* read) override {
    if (read != nullptr) *read = 0;
    if (buffer == nullptr) return STG_E_INVALIDPOINTER;
    const std::scoped_lock lock(mutex_);
    const uint64_t total = Size();
    const uint64_t left = position_ < total ? total - position_ : 0;
    const ULONG wanted = left < size ? static_cast<ULONG>(left) : size;
    ULONG done = 0;
    const HRESULT result = wanted == 0 ? S_OK : ReadAt(position_, buffer, wanted, &done);
    position_ += done;
    if (read != nullptr) *read = done;
    if (FAILED(result)) return result;
    // S_FALSE at the end is what ISequentialStream documents for "fewer than asked for".
    return done == size ? S_OK : S_FALSE;
  }

  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD origin,
                                 ULARGE_INTEGER* position) override {
    const std::scoped_lock lock(mutex_);
    int64_t base = 0;
    switch (origin) {
      case STREAM_SEEK_SET:
        break;
      case STREAM_SEEK_CUR:
        base = static_cast<int64_t>(position_);
        break;
      case STREAM_SEEK_END:
        base = static_cast<int64_t>(Size());
        break;
      default:
        return STG_E_INVALIDFUNCTION;
    }
    if (move.QuadPart < -base || move.QuadPart > INT64_MAX - base) return STG_E_INVALIDFUNCTION;
    position_ = static_cast<uint64_t>(base + move.QuadPart);
    if (position != nullptr) position->QuadPart = position_;
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE Stat(STATSTG* stat, DWORD) override {
    if (stat == nullptr) return STG_E_INVALIDPOINTER;
    *stat = {};
    stat->type = STGTY_STREAM;
    stat->cbSize.QuadPart = Size();
    stat->grfMode = STGM_READ;
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE CopyTo(IStream* target, ULARGE_INTEGER size, ULARGE_INTEGER* read,
                                   ULARGE_INTEGER* written) override;

  HRESULT STDMETHODCALLTYPE Write(const void*, ULONG, ULONG*) override {
    return STG_E_ACCESSDENIED;
  }
  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER) override { return STG_E_ACCESSDENIED; }
  HRESULT STDMETHODCALLTYPE Commit(DWORD) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE Revert() override { return S_OK; }
  HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) override {
    return STG_E_INVALIDFUNCTION;
  }
  HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) override {
    return STG_E_INVALIDFUNCTION;
  }
  // No program that burns is known to clone its stream; a copy would need a position of its own.
  HRESULT STDMETHODCALLTYPE Clone(IStream**) override { return E_NOTIMPL; }

 protected:
  void* FindBase(REFIID iid) noexcept override {
    return iid == __uuidof(ISequentialStream)
               ? static_cast<ISequentialStream*>(static_cast<IStream*>(this))
               : nullptr;
  }

  // Fixed for life. Called with or without the lock.
  virtual uint64_t Size() const noexcept = 0;
  // `size` bytes are inside; the lock is held, so that calls never overlap. Never touches
  // JavaScript, never throws.
  virtual HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept = 0;

 private:
  std::mutex mutex_;
  uint64_t position_ = 0;
};

template <typename... Extra>
HRESULT ReadOnlyStream<Extra...>::CopyTo(IStream* target, ULARGE_INTEGER size, ULARGE_INTEGER* read,
                                         ULARGE_INTEGER* written) {
  if (read != nullptr) read->QuadPart = 0;
  if (written != nullptr) written->QuadPart = 0;
  if (target == nullptr) return STG_E_INVALIDPOINTER;
  BYTE buffer[16 * 1024];
  uint64_t left = size.QuadPart;
  while (left > 0) {
    const ULONG wanted = left < sizeof(buffer) ? static_cast<ULONG>(left) : sizeof(buffer);
    ULONG got = 0;
    const HRESULT result = Read(buffer, wanted, &got);
    if (FAILED(result)) return result;
    if (got == 0) break;
    if (read != nullptr) read->QuadPart += got;
    ULONG put = 0;
    const HRESULT stored = target->Write(buffer, got, &put);
    if (written != nullptr) written->QuadPart += put;
    if (FAILED(stored)) return stored;
    if (put != got) return STG_E_WRITEFAULT;
    left -= got;
  }
  return S_OK;
}

}  // namespace imapi2::com
