#pragma once

#include <memory>

#include "virtual/image/fsi_item.h"

namespace virtual_drive {

class FsiFileItem final : public FsiItem<IFsiFileItem2, IFsiFileItem, IFsiItem> {
 public:
  // `owner`: of a named stream, the file that has it, or had.
  FsiFileItem(ComPtr<FileSystemImage> image, std::shared_ptr<tree::File> file,
              std::shared_ptr<tree::File> owner = nullptr);

  HRESULT STDMETHODCALLTYPE get_DataSize(LONGLONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DataSize32BitLow(LONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DataSize32BitHigh(LONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Data(IStream** data) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Data(IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FsiNamedStreams(IFsiNamedStreams** streams) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsNamedStream(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE AddStream(BSTR name, IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE RemoveStream(BSTR name) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsRealTime(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_IsRealTime(VARIANT_BOOL value) noexcept override;

 private:
  const tree::Node* Owner() const noexcept override { return owner_.get(); }
  std::uint64_t Size() const;
  // Throws Error IMAPI_E_NOT_IN_FILE_SYSTEM.
  void RequireHeld(const ImageModel::Locked& guard) const;
  // Throws Error IMAPI_E_PROPERTY_NOT_ACCESSIBLE for a named stream.
  void RequireNoStream() const;
  // What AddStream and RemoveStream succeed with.
  HRESULT WhetherRecorded(const ImageModel::Locked& guard) const;

  const std::shared_ptr<tree::File> file_;
  const std::shared_ptr<tree::File> owner_;
};

}  // namespace virtual_drive
