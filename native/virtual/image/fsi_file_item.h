#pragma once

#include <memory>

#include "virtual/image/fsi_item.h"

namespace virtual_drive {

class FsiFileItem final : public FsiItem<IFsiFileItem2, IFsiFileItem, IFsiItem> {
 public:
  FsiFileItem(ComPtr<FileSystemImage> image, std::shared_ptr<tree::File> file);

  HRESULT STDMETHODCALLTYPE get_DataSize(LONGLONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DataSize32BitLow(LONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DataSize32BitHigh(LONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Data(IStream** data) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Data(IStream* data) noexcept override;
  // No file has named streams here, and none is a real-time file (UDF's file type 249).
  HRESULT STDMETHODCALLTYPE get_FsiNamedStreams(IFsiNamedStreams** streams) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsNamedStream(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE AddStream(BSTR name, IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE RemoveStream(BSTR name) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsRealTime(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_IsRealTime(VARIANT_BOOL value) noexcept override;

 private:
  std::uint64_t Size() const;

  const std::shared_ptr<tree::File> file_;
};

}  // namespace virtual_drive
