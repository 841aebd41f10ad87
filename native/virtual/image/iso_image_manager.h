#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <mutex>
#include <string>

#include "virtual/com/object.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// MsftIsoImageManager: whether a file, or a stream, is an image that can be burned.
class IsoImageManager final : public Object<Dual<IIsoImageManager>> {
 public:
  explicit IsoImageManager(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  HRESULT STDMETHODCALLTYPE get_Path(BSTR* path) noexcept override;
  // Null before there is one.
  HRESULT STDMETHODCALLTYPE get_Stream(IStream** stream) noexcept override;
  HRESULT STDMETHODCALLTYPE SetPath(BSTR path) noexcept override;
  HRESULT STDMETHODCALLTYPE SetStream(IStream* stream) noexcept override;
  HRESULT STDMETHODCALLTYPE Validate() noexcept override;

 private:
  std::mutex mutex_;
  std::wstring path_;  // empty where a stream was set
  ComPtr<IStream> stream_;
};

}  // namespace virtual_drive
