#pragma once

#include <windows.h>

#include <objidl.h>

#include <memory>
#include <string>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/stream_cursor.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// An IStream of its own position over bytes that can only be read; `Faces`: what else it answers.
// Free-threaded.
template <class... Faces>
class ReadOnlyStream : public Object<Plain<IStream, ISequentialStream>, Faces...> {
 public:
  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG bytes, ULONG* read) noexcept override {
    return this->session()->Call("IStream::Read",
                                 [&] { return cursor_.Read(buffer, bytes, read); });
  }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD origin,
                                 ULARGE_INTEGER* position) noexcept override {
    return this->session()->Call("IStream::Seek",
                                 [&] { return cursor_.Seek(move, origin, position); });
  }
  HRESULT STDMETHODCALLTYPE CopyTo(IStream* target, ULARGE_INTEGER bytes, ULARGE_INTEGER* read,
                                   ULARGE_INTEGER* written) noexcept override {
    return this->session()->Call("IStream::CopyTo",
                                 [&] { return cursor_.CopyTo(target, bytes, read, written); });
  }
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD flags) noexcept override {
    return this->session()->Call("IStream::Stat", [&] { return cursor_.Stat(status, flags); });
  }

  HRESULT STDMETHODCALLTYPE Write(const void*, ULONG, ULONG* written) noexcept override {
    if (written) *written = 0;
    return STG_E_ACCESSDENIED;
  }
  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER) noexcept override { return STG_E_ACCESSDENIED; }
  HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return STG_E_ACCESSDENIED;
  }
  HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return STG_E_ACCESSDENIED;
  }
  HRESULT STDMETHODCALLTYPE Commit(DWORD) noexcept override { return S_OK; }
  HRESULT STDMETHODCALLTYPE Revert() noexcept override { return STG_E_ACCESSDENIED; }
  // Nothing known relies on a clone of IMAPI2FS's streams (docs/imapi2.md, Write and its stream).
  HRESULT STDMETHODCALLTYPE Clone(IStream** copy) noexcept override {
    if (copy) *copy = nullptr;
    return E_NOTIMPL;
  }

 protected:
  ReadOnlyStream(std::shared_ptr<Session> session, std::shared_ptr<tree::ContentSource> content,
                 std::wstring name)
      : Object<Plain<IStream, ISequentialStream>, Faces...>(std::move(session)),
        cursor_(std::move(content), std::move(name)) {}

 private:
  StreamCursor cursor_;
};

// The bytes of one file, for IFsiFileItem::Data.
class ContentStream final : public ReadOnlyStream<> {
 public:
  ContentStream(std::shared_ptr<Session> session, std::shared_ptr<tree::ContentSource> content,
                std::wstring name)
      : ReadOnlyStream(std::move(session), std::move(content), std::move(name)) {}
};

}  // namespace virtual_drive
