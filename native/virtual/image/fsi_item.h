#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <string>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/file_system_image.h"
#include "virtual/tree/node.h"

namespace virtual_drive {

// How IFsiDirectoryItem::Add finds what an IFsiItem stands for. Ours, and only between objects of
// this library in one process: it is never marshalled.
struct DECLSPEC_UUID("7f2d4a5e-0f5d-4a0a-9d0c-63b1c7c3b9a4") IFsiNode : public IUnknown {
  virtual const std::shared_ptr<tree::Node>& STDMETHODCALLTYPE Node() noexcept = 0;
  virtual FileSystemImage& STDMETHODCALLTYPE Image() noexcept = 0;
};

}  // namespace virtual_drive

#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(virtual_drive::IFsiNode, 0x7f2d4a5e, 0x0f5d, 0x4a0a, 0x9d, 0x0c, 0x63, 0xb1, 0xc7,
                0xc3, 0xb9, 0xa4)
#endif

namespace virtual_drive {

// "\dir\file", or "\dir\file:name" of a named stream, whose file is `owner`.
std::u16string ItemPath(const tree::Node& node, const tree::Node* owner);

// IFsiItem's part of files and directories: a view of a node, made anew for each that asks. It
// keeps the image.
template <class Main, class... Bases>
class FsiItem : public Object<Dual<Main, Bases...>, Plain<IFsiNode>> {
 public:
  HRESULT STDMETHODCALLTYPE get_Name(BSTR* name) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FullPath(BSTR* path) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CreationTime(DATE* time) noexcept override;
  HRESULT STDMETHODCALLTYPE put_CreationTime(DATE time) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastAccessedTime(DATE* time) noexcept override;
  HRESULT STDMETHODCALLTYPE put_LastAccessedTime(DATE time) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastModifiedTime(DATE* time) noexcept override;
  HRESULT STDMETHODCALLTYPE put_LastModifiedTime(DATE time) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsHidden(VARIANT_BOOL* hidden) noexcept override;
  HRESULT STDMETHODCALLTYPE put_IsHidden(VARIANT_BOOL hidden) noexcept override;
  HRESULT STDMETHODCALLTYPE FileSystemName(FsiFileSystems file_system,
                                           BSTR* name) noexcept override;
  HRESULT STDMETHODCALLTYPE FileSystemPath(FsiFileSystems file_system,
                                           BSTR* path) noexcept override;

  const std::shared_ptr<tree::Node>& STDMETHODCALLTYPE Node() noexcept override { return node_; }
  FileSystemImage& STDMETHODCALLTYPE Image() noexcept override { return *image_; }

 protected:
  FsiItem(ComPtr<FileSystemImage> image, std::shared_ptr<tree::Node> node)
      : Object<Dual<Main, Bases...>, Plain<IFsiNode>>(image->session()),
        image_(std::move(image)),
        node_(std::move(node)) {}

  ImageModel& model() const noexcept { return image_->model(); }
  // Where in the image it is. Precondition: the model is locked.
  std::u16string Path() const { return ItemPath(*node_, Owner()); }
  // The file whose named stream it is; null where it is none.
  virtual const tree::Node* Owner() const noexcept { return nullptr; }

  const ComPtr<FileSystemImage> image_;
  const std::shared_ptr<tree::Node> node_;

 private:
  using TimeField = tree::Time tree::Times::*;
  HRESULT GetTime(TimeField field, DATE* time);
  HRESULT PutTime(TimeField field, DATE time);
};

extern template class FsiItem<IFsiDirectoryItem2, IFsiDirectoryItem, IFsiItem>;
extern template class FsiItem<IFsiFileItem2, IFsiFileItem, IFsiItem>;

// A view of a node, of the class of its kind.
ComPtr<IFsiItem> MakeItem(ComPtr<FileSystemImage> image, const std::shared_ptr<tree::Node>& node);

}  // namespace virtual_drive
