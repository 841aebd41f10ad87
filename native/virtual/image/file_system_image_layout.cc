#include <windows.h>

#include <memory>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/variant_array.h"
#include "virtual/image/file_system_image.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/property_access.h"
#include "virtual/iso/structures.h"

namespace virtual_drive {
namespace {

using Locked = ImageModel::Locked;

iso::Options IsoOptions(const ImageSettings& settings, const udf::SessionOptions& session,
                        std::vector<iso::BootImage> boot_images) {
  iso::Options options;
  options.joliet = (settings.file_systems & FsiFileSystemJoliet) != 0;
  options.interchange_level = static_cast<int>(settings.iso_interchange_level);
  options.volume_name = settings.volume_name;
  options.recording_time = session.recording_time;
  options.boot_images = std::move(boot_images);
  return options;
}

}  // namespace

LONG FileSystemImage::DefaultFileSystems() const {
  const std::string_view chosen = session()->Switch("file-systems");
  if (chosen == "udf") return FsiFileSystemUDF;
  const LONG iso = FsiFileSystemISO9660 | FsiFileSystemJoliet;
  return chosen == "iso9660-joliet" ? iso : iso | FsiFileSystemUDF;
}

HRESULT FileSystemImage::get_BootImageOptions(IBootOptions** value) noexcept {
  return Get("IFileSystemImage::get_BootImageOptions", value,
             [&](ImageSettings&, const Locked&) -> IBootOptions* {
               if (boot_options_.empty()) return nullptr;
               return ComPtr<IBootOptions>(boot_options_.front()).Detach();
             });
}

// The image keeps a copy, the bytes included (sdk-api: put_BootImageOptions).
HRESULT FileSystemImage::put_BootImageOptions(IBootOptions* value) noexcept {
  return session()->Call("IFileSystemImage::put_BootImageOptions", [&]() -> HRESULT {
    RequireFirstSession(model_.LockForChange());
    std::vector<ComPtr<IBootOptions>> options;
    // Unlocked: they may be anybody's.
    if (value) options.push_back(CopyBootOptions(session(), *value));
    const Locked guard = model_.LockForChange();
    RequireFirstSession(guard);
    boot_options_.swap(options);
    return S_OK;
  });
}

HRESULT FileSystemImage::get_BootImageOptionsArray(SAFEARRAY** value) noexcept {
  return Get("IFileSystemImage2::get_BootImageOptionsArray", value,
             [&](ImageSettings&, const Locked&) {
               std::vector<Variant> elements;
               elements.reserve(boot_options_.size());
               for (const auto& options : boot_options_)
                 elements.push_back(Variant::OfDispatch(ComPtr<IBootOptions>(options)));
               return ToSafeArray(std::move(elements));
             });
}

// Unlike the single property this one keeps the caller's objects (sdk-api:
// put_BootImageOptionsArray).
HRESULT FileSystemImage::put_BootImageOptionsArray(SAFEARRAY* value) noexcept {
  return session()->Call("IFileSystemImage2::put_BootImageOptionsArray", [&]() -> HRESULT {
    std::vector<ComPtr<IBootOptions>> options;
    for (const Variant& element : FromSafeArray(value)) {
      const VARIANT& given = element.Get();
      IUnknown* object = given.vt == VT_DISPATCH  ? given.pdispVal
                         : given.vt == VT_UNKNOWN ? given.punkVal
                                                  : nullptr;
      if (!object) throw Error(E_NOINTERFACE, L"An element of the array is no object.");
      ComPtr<IBootOptions> boot;
      Check(object->QueryInterface(__uuidof(IBootOptions), boot.PutVoid()));
      ToBootImage(*boot);
      options.push_back(std::move(boot));
    }
    const Locked guard = model_.LockForChange();
    RequireFirstSession(guard);
    boot_options_.swap(options);
    return S_OK;
  });
}

void FileSystemImage::RequireFirstSession(const Locked& guard) {
  if (!model_.old_session(guard)) return;
  throw Error(hresult::IMAPI_E_BOOT_OBJECT_CONFLICT,
              L"Boot images can only be on a disc's first session.");
}

std::vector<iso::BootImage> FileSystemImage::BootImages() {
  std::vector<ComPtr<IBootOptions>> all;
  {
    const Locked guard = model_.Lock();
    all = boot_options_;
  }
  std::vector<iso::BootImage> images;
  images.reserve(all.size());
  for (const auto& options : all) images.push_back(ToBootImage(*options));
  return images;
}

ImageLayout FileSystemImage::LayOut(const Locked& guard, udf::SessionOptions options,
                                    std::vector<iso::BootImage> boot_images) {
  const ImageSettings& settings = model_.settings(guard);
  const tree::Directory& root = *model_.tree(guard).root();
  try {
    if (const udf::Volume* previous = model_.previous_volume(guard))
      return ImageLayout(udf::Session(root, previous, options));
    iso::Options iso = IsoOptions(settings, options, std::move(boot_images));
    if ((settings.file_systems & FsiFileSystemUDF) == 0) {
      return ImageLayout(
          iso::Image(root, std::move(iso),
                     {options.write_unit, options.capacity_blocks, options.sequential_start}));
    }
    const bool shared = (settings.file_systems & FsiFileSystemISO9660) != 0;
    // El Torito needs ISO 9660's volume descriptors: with UDF alone those of an empty volume.
    if (shared) {
      options.bridge = std::make_shared<iso::Structures>(root, std::move(iso));
    } else if (!iso.boot_images.empty()) {
      options.bridge = std::make_shared<iso::Structures>(tree::Directory(), std::move(iso));
    }
    return ImageLayout(udf::Session(root, nullptr, options));
  } catch (const udf::SessionError& error) {
    throw fsi_errors::FromSessionError(error);
  } catch (const iso::LimitError& error) {
    throw fsi_errors::FromLimitError(error);
  }
}

}  // namespace virtual_drive
