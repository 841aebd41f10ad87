#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/image_data.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// One stretch of a result image and whose it is.
class ProgressItem final : public Object<Dual<IProgressItem>> {
 public:
  // `index`: in the layout's progress_items.
  ProgressItem(std::shared_ptr<Session> session, std::shared_ptr<const ImageData> data,
               std::size_t index)
      : Object(std::move(session)), data_(std::move(data)), index_(index) {}

  HRESULT STDMETHODCALLTYPE get_Description(BSTR* description) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FirstBlock(ULONG* block) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastBlock(ULONG* block) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BlockCount(ULONG* blocks) noexcept override;

 private:
  const udf::Session::ProgressItem& Item() const {
    return data_->layout().progress_items()[index_];
  }

  const std::shared_ptr<const ImageData> data_;
  const std::size_t index_;
};

// IFileSystemImageResult::ProgressItems. Indexes start at 0.
class ProgressItems final : public Object<Dual<IProgressItems>> {
 public:
  ProgressItems(std::shared_ptr<Session> session, std::shared_ptr<const ImageData> data)
      : Object(std::move(session)), data_(std::move(data)) {}

  HRESULT STDMETHODCALLTYPE get__NewEnum(IEnumVARIANT** enumerator) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Item(long index, IProgressItem** item) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Count(long* count) noexcept override;
  HRESULT STDMETHODCALLTYPE ProgressItemFromBlock(ULONG block,
                                                  IProgressItem** item) noexcept override;
  HRESULT STDMETHODCALLTYPE ProgressItemFromDescription(BSTR description,
                                                        IProgressItem** item) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_EnumProgressItems(IEnumProgressItems** enumerator) noexcept override;

 private:
  std::size_t Count() const { return data_->layout().progress_items().size(); }
  ComPtr<IProgressItem> Make(std::size_t index) const;

  const std::shared_ptr<const ImageData> data_;
};

}  // namespace virtual_drive
