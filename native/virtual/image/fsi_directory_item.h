#pragma once

#include <memory>
#include <string>
#include <vector>

#include "virtual/image/fsi_item.h"

namespace virtual_drive {

class FsiDirectoryItem final : public FsiItem<IFsiDirectoryItem2, IFsiDirectoryItem, IFsiItem> {
 public:
  FsiDirectoryItem(ComPtr<FileSystemImage> image, std::shared_ptr<tree::Directory> directory);

  HRESULT STDMETHODCALLTYPE get__NewEnum(IEnumVARIANT** enumerator) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Item(BSTR path, IFsiItem** item) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Count(LONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE get_EnumFsiItems(IEnumFsiItems** enumerator) noexcept override;
  HRESULT STDMETHODCALLTYPE AddDirectory(BSTR path) noexcept override;
  HRESULT STDMETHODCALLTYPE AddFile(BSTR path, IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE AddTree(BSTR source, VARIANT_BOOL include_base) noexcept override;
  HRESULT STDMETHODCALLTYPE Add(IFsiItem* item) noexcept override;
  HRESULT STDMETHODCALLTYPE Remove(BSTR path) noexcept override;
  HRESULT STDMETHODCALLTYPE RemoveTree(BSTR path) noexcept override;
  HRESULT STDMETHODCALLTYPE AddTreeWithNamedStreams(BSTR source,
                                                    VARIANT_BOOL include_base) noexcept override;

 private:
  // What is added or removed has to be in the image: throws Error IMAPI_E_NOT_IN_FILE_SYSTEM.
  void RequireHeld(const ImageModel::Locked& guard) const;
  void RequireChangeable() const;
  void AddNew(std::u16string_view path,
              std::shared_ptr<tree::Node> (*make)(std::u16string, tree::Content&&),
              tree::Content content);
  // AddTree.
  void AddSources(BSTR source, VARIANT_BOOL include_base, bool with_streams);
  // Where `path` is in the image, for events. Neither of these with the model locked.
  std::u16string ShownPath(std::u16string_view path) const;
  // Fires the events of a file's contents but the one that begins them.
  void TellCopied(std::u16string_view path, std::uint64_t bytes) const;
  // All or nothing. `over`: what has the same names gives way; else it is refused.
  void AddAll(const std::vector<std::shared_ptr<tree::Node>>& nodes, bool over);
  std::vector<std::shared_ptr<tree::Node>> Children() const;

  const std::shared_ptr<tree::Directory> directory_;
};

}  // namespace virtual_drive
