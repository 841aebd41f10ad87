#pragma once

#include <windows.h>

#include <objidl.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/stream_cursor.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// What MsftStreamZero, Prng001, Concatenate and Interleave have in common: an IStream over bytes
// that can only be read, and that are others after SetSize, put_Seed, Append or Initialize.
// `Self` has a CopyInto(Self& clone) for Clone. Any thread.
template <class Self, class Main, class... Bases>
class MadeStream : public Object<Plain<Main, Bases..., ISequentialStream>> {
 public:
  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG bytes, ULONG* read) noexcept override {
    return this->session()->Call("IStream::Read",
                                 [&] { return Cursor()->Read(buffer, bytes, read); });
  }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD origin,
                                 ULARGE_INTEGER* position) noexcept override {
    return this->session()->Call("IStream::Seek",
                                 [&] { return Cursor()->Seek(move, origin, position); });
  }
  HRESULT STDMETHODCALLTYPE CopyTo(IStream* target, ULARGE_INTEGER bytes, ULARGE_INTEGER* read,
                                   ULARGE_INTEGER* written) noexcept override {
    return this->session()->Call("IStream::CopyTo",
                                 [&] { return Cursor()->CopyTo(target, bytes, read, written); });
  }
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD flags) noexcept override {
    return this->session()->Call("IStream::Stat", [&] { return Cursor()->Stat(status, flags); });
  }
  // Of its own position, which begins where this one's is.
  HRESULT STDMETHODCALLTYPE Clone(IStream** copy) noexcept override {
    return this->session()->Call("IStream::Clone", [&]() -> HRESULT {
      ClearOut(copy);
      auto clone = MakeObject<Self>(this->session());
      static_cast<Self&>(*this).CopyInto(*clone);
      *copy = clone.Detach();
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER) noexcept override { return STG_E_ACCESSDENIED; }
  HRESULT STDMETHODCALLTYPE Write(const void*, ULONG, ULONG* written) noexcept override {
    if (written) *written = 0;
    return STG_E_ACCESSDENIED;
  }
  HRESULT STDMETHODCALLTYPE Commit(DWORD) noexcept override { return S_OK; }
  HRESULT STDMETHODCALLTYPE Revert() noexcept override { return STG_E_ACCESSDENIED; }
  HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return STG_E_INVALIDFUNCTION;
  }
  HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return STG_E_INVALIDFUNCTION;
  }

 protected:
  MadeStream(std::shared_ptr<Session> session, std::shared_ptr<tree::ContentSource> content,
             std::wstring name)
      : Object<Plain<Main, Bases..., ISequentialStream>>(std::move(session)),
        name_(std::move(name)) {
    Replace(std::move(content), 0);
  }

  // From now on these are the bytes, and reading goes on at `position`.
  void Replace(std::shared_ptr<tree::ContentSource> content, std::uint64_t position) {
    auto cursor = std::make_shared<StreamCursor>(std::move(content), name_);
    LARGE_INTEGER to;
    to.QuadPart = static_cast<LONGLONG>(position);
    Check(cursor->Seek(to, STREAM_SEEK_SET, nullptr));
    const std::lock_guard lock(mutex_);
    cursor_ = std::move(cursor);
  }
  std::uint64_t Position() const {
    ULARGE_INTEGER position = {};
    Check(Cursor()->Seek({}, STREAM_SEEK_CUR, &position));
    return position.QuadPart;
  }

 private:
  std::shared_ptr<StreamCursor> Cursor() const {
    const std::lock_guard lock(mutex_);
    return cursor_;
  }

  const std::wstring name_;
  mutable std::mutex mutex_;
  std::shared_ptr<StreamCursor> cursor_;
};

// What SetSize takes: a size that a signed offset reaches. Throws Error.
inline std::uint64_t CheckSize(ULARGE_INTEGER size) {
  if (size.QuadPart > 0x7FFFFFFFFFFFFFFF) {
    throw Error(STG_E_INVALIDFUNCTION, L"The size is larger than a stream can be.");
  }
  return size.QuadPart;
}

}  // namespace virtual_drive
