#include <windows.h>

#include <string>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/image/date_time.h"
#include "virtual/image/file_system_image.h"
#include "virtual/image/file_system_image_result.h"
#include "virtual/image/fsi_directory_item.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/fsi_file_item.h"
#include "virtual/image/fsi_path.h"
#include "virtual/image/image_data.h"
#include "virtual/image/property_access.h"
#include "virtual/image/utf16.h"
#include "virtual/tree/path.h"

namespace virtual_drive {
namespace {

using Locked = ImageModel::Locked;

// Microsoft's page of get_DiscId speaks of the volume's name. Or which image this is: like a volume
// set identifier, its time of recording in hexadecimal, and its name.
std::wstring DiscId(const udf::SessionOptions& options, bool unique) {
  if (!unique) return ToWide(options.volume_name);
  auto micros = static_cast<std::uint64_t>(options.recording_time.time_since_epoch().count());
  std::wstring id(16, L'0');
  for (std::size_t i = id.size(); i-- > 0; micros >>= 4) id[i] = L"0123456789ABCDEF"[micros & 15];
  return id + L'_' + ToWide(options.volume_name);
}

void SetTimesToNow(tree::Node& node) {
  const tree::Time now = Now();
  node.set_times({now, now, now});
}

}  // namespace

HRESULT FileSystemImage::get_Root(IFsiDirectoryItem** root) noexcept {
  return Get("IFileSystemImage::get_Root", root,
             [&](ImageSettings&, const Locked& guard) -> IFsiDirectoryItem* {
               return MakeObject<FsiDirectoryItem>(ComPtr<FileSystemImage>(this),
                                                   model_.tree(guard).root())
                   .Detach();
             });
}

HRESULT FileSystemImage::get_FileCount(LONG* count) noexcept {
  return Get("IFileSystemImage::get_FileCount", count, [&](ImageSettings&, const Locked& guard) {
    return static_cast<LONG>(tree::CountBelow(*model_.tree(guard).root()).files);
  });
}

HRESULT FileSystemImage::get_DirectoryCount(LONG* count) noexcept {
  return Get("IFileSystemImage::get_DirectoryCount", count,
             [&](ImageSettings&, const Locked& guard) {
               return static_cast<LONG>(tree::CountBelow(*model_.tree(guard).root()).directories);
             });
}

HRESULT FileSystemImage::get_ChangePoint(LONG* point) noexcept {
  return Get("IFileSystemImage::get_ChangePoint", point, [&](ImageSettings&, const Locked& guard) {
    return model_.tree(guard).change_point();
  });
}

HRESULT FileSystemImage::RollbackToChangePoint(LONG point) noexcept {
  return Put("IFileSystemImage::RollbackToChangePoint", [&](ImageSettings&, const Locked& guard) {
    if (model_.tree(guard).RollBack(point)) return;
    throw fsi_errors::InvalidParameter(L"changePoint", L"it can't be reached");
  });
}

HRESULT FileSystemImage::LockInChangePoint() noexcept {
  return Put("IFileSystemImage::LockInChangePoint",
             [&](ImageSettings&, const Locked& guard) { model_.tree(guard).LockIn(); });
}

HRESULT FileSystemImage::CreateResultImage(IFileSystemImageResult** result) noexcept {
  return session()->Call("IFileSystemImage::CreateResultImage", [&]() -> HRESULT {
    ClearOut(result);
    if (const std::shared_ptr<OldSession> old = model_.old_session(model_.Lock()))
      old->RequireSameDisc();
    std::vector<iso::BootImage> boot_images = BootImages();
    const Locked guard = model_.Lock();
    if (model_.settings(guard).file_systems == FsiFileSystemNone) {
      throw Error(hresult::IMAPI_E_NO_OUTPUT, L"FileSystemsToCreate names no file system.");
    }
    const std::shared_ptr<OldSession> old = model_.old_session(guard);
    udf::SessionOptions options = model_.SessionOptions(guard);
    options.metadata_ranges_apart = session()->Switch("block-ranges") == "split";
    auto data = std::make_shared<ImageData>(LayOut(guard, options, std::move(boot_images)), old,
                                            model_.LeaseForResult(guard));
    *result =
        MakeResult(session(), std::move(data), old != nullptr && !options.sequential,
                   options.write_unit, DiscId(options, session()->Switch("disc-id") == "unique"))
            .Detach();
    return S_OK;
  });
}

HRESULT FileSystemImage::Exists(BSTR path, FsiItemType* type) noexcept {
  return Get("IFileSystemImage::Exists", type, [&](ImageSettings&, const Locked& guard) {
    const auto node = tree::FindByPath(model_.tree(guard).root(), FromWide(View(path)));
    if (!node) return FsiItemNotFound;
    return node->is_directory() ? FsiItemDirectory : FsiItemFile;
  });
}

HRESULT FileSystemImage::CreateDirectoryItem(BSTR name, IFsiDirectoryItem** item) noexcept {
  return Get("IFileSystemImage::CreateDirectoryItem", item,
             [&](ImageSettings& settings, const Locked&) -> IFsiDirectoryItem* {
               std::u16string wanted = FromWide(View(name));
               RequireName(wanted, settings.restricted_characters);
               auto directory = std::make_shared<tree::Directory>(std::move(wanted));
               SetTimesToNow(*directory);
               return MakeObject<FsiDirectoryItem>(ComPtr<FileSystemImage>(this),
                                                   std::move(directory))
                   .Detach();
             });
}

HRESULT FileSystemImage::CreateFileItem(BSTR name, IFsiFileItem** item) noexcept {
  return Get(
      "IFileSystemImage::CreateFileItem", item,
      [&](ImageSettings& settings, const Locked&) -> IFsiFileItem* {
        std::u16string wanted = FromWide(View(name));
        RequireName(wanted, settings.restricted_characters);
        auto file = std::make_shared<tree::File>(std::move(wanted));
        SetTimesToNow(*file);
        return MakeObject<FsiFileItem>(ComPtr<FileSystemImage>(this), std::move(file)).Detach();
      });
}

}  // namespace virtual_drive
