#include "virtual/image/file_system_image.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/class_factory.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/property_access.h"
#include "virtual/image/utf16.h"

namespace virtual_drive {
namespace {

using Locked = ImageModel::Locked;

}  // namespace

HRESULT CreateFileSystemImage(std::shared_ptr<Session> session, REFIID iid, void** object) {
  return Create<FileSystemImage>(std::move(session), iid, object);
}

FileSystemImage::FileSystemImage(std::shared_ptr<Session> made_in) : Object(std::move(made_in)) {
  const Locked guard = model_.Lock();
  model_.settings(guard).file_systems = DefaultFileSystems();
}

void FileSystemImage::FireUpdate(std::u16string_view file, std::uint64_t copied_sectors,
                                 std::uint64_t total_sectors) {
  const auto in_long = [](std::uint64_t value) {
    return static_cast<LONG>(std::min<std::uint64_t>(value, std::numeric_limits<LONG>::max()));
  };
  Fire<DFileSystemImageEvents>(
      DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE,
      {Variant::OfDispatch(ComPtr<IFileSystemImage3>(this)), Variant::OfText(ToWide(file)),
       Variant::OfLong(in_long(copied_sectors)), Variant::OfLong(in_long(total_sectors))});
}

HRESULT FileSystemImage::get_SessionStartBlock(LONG* value) noexcept {
  return Get("IFileSystemImage::get_SessionStartBlock", value,
             [&](ImageSettings&, const Locked& guard) {
               const bool behind =
                   model_.old_session(guard) && session()->Switch("session-start") == "behind";
               return static_cast<LONG>(model_.session_start(guard)) + (behind ? 16 : 0);
             });
}

// Who imports nothing says where the session will lie, which is what IDiscFormat2Data's
// NextWritableAddress says; an import decides it for good (sdk-api: get_ and
// put_SessionStartBlock).
HRESULT FileSystemImage::put_SessionStartBlock(LONG value) noexcept {
  return Put("IFileSystemImage::put_SessionStartBlock",
             [&](ImageSettings& settings, const Locked& guard) {
               if (value < 0) throw fsi_errors::InvalidParameter(L"newVal", L"it is negative");
               if (model_.old_session(guard)) {
                 throw Error(hresult::IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                             L"The imported session decides where the next one starts.");
               }
               settings.session_start = value;
             });
}

HRESULT FileSystemImage::get_FreeMediaBlocks(LONG* value) noexcept {
  return Get("IFileSystemImage::get_FreeMediaBlocks", value,
             [](ImageSettings& settings, const Locked&) { return settings.free_media_blocks; });
}

HRESULT FileSystemImage::put_FreeMediaBlocks(LONG value) noexcept {
  return Put("IFileSystemImage::put_FreeMediaBlocks",
             [&](ImageSettings& settings, const Locked& guard) {
               if (value < 0) throw fsi_errors::InvalidParameter(L"newVal", L"it is negative");
               const std::uint64_t needed =
                   model_.tree(guard).blocks() == 0 ? 0 : model_.EstimatedBlocks(guard, 0);
               const auto limit = static_cast<std::uint64_t>(value);
               if (value != 0 && needed > limit) throw fsi_errors::ImageTooBig(needed, limit);
               settings.free_media_blocks = value;
             });
}

HRESULT FileSystemImage::get_UsedBlocks(LONG* value) noexcept {
  return session()->Call("IFileSystemImage::get_UsedBlocks", [&]() -> HRESULT {
    ClearOut(value);
    std::vector<iso::BootImage> boot_images = BootImages();
    const Locked guard = model_.Lock();
    udf::SessionOptions options = model_.SessionOptions(guard);
    const udf::Volume* const previous = model_.previous_volume(guard);
    options.capacity_blocks = 0;
    const std::uint64_t total =
        previous != nullptr ? udf::MeasureImage(*model_.tree(guard).root(), previous, options)
                            : LayOut(guard, options, std::move(boot_images)).total_blocks();
    *value = static_cast<LONG>(total - model_.session_start(guard));
    return S_OK;
  });
}

HRESULT FileSystemImage::get_WorkingDirectory(BSTR* value) noexcept {
  return Get("IFileSystemImage::get_WorkingDirectory", value,
             [](ImageSettings& settings, const Locked&) {
               if (!settings.working_directory.empty())
                 return Bstr(settings.working_directory).Detach();
               std::array<wchar_t, MAX_PATH + 2> path{};
               GetTempPathW(static_cast<DWORD>(path.size()), path.data());
               return Bstr(path.data()).Detach();
             });
}

HRESULT FileSystemImage::put_WorkingDirectory(BSTR value) noexcept {
  return Put("IFileSystemImage::put_WorkingDirectory", [&](ImageSettings& settings, const Locked&) {
    std::wstring path(View(value));
    const DWORD attributes = GetFileAttributesW(path.c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0) {
      throw Error(hresult::IMAPI_E_INVALID_WORKING_DIRECTORY,
                  L"There is no directory '" + path + L"'.");
    }
    settings.working_directory = std::move(path);
  });
}

HRESULT FileSystemImage::get_StrictFileSystemCompliance(VARIANT_BOOL* value) noexcept {
  return Get("IFileSystemImage::get_StrictFileSystemCompliance", value,
             [](ImageSettings& settings, const Locked&) {
               return ToVariantBool(settings.strict_compliance);
             });
}

HRESULT FileSystemImage::put_StrictFileSystemCompliance(VARIANT_BOOL value) noexcept {
  return Put("IFileSystemImage::put_StrictFileSystemCompliance",
             [&](ImageSettings& settings, const Locked&) {
               settings.strict_compliance = value != VARIANT_FALSE;
             });
}

HRESULT FileSystemImage::get_UseRestrictedCharacterSet(VARIANT_BOOL* value) noexcept {
  return Get("IFileSystemImage::get_UseRestrictedCharacterSet", value,
             [](ImageSettings& settings, const Locked&) {
               return ToVariantBool(settings.restricted_characters);
             });
}

HRESULT FileSystemImage::put_UseRestrictedCharacterSet(VARIANT_BOOL value) noexcept {
  return Put("IFileSystemImage::put_UseRestrictedCharacterSet", [&](ImageSettings& settings,
                                                                    const Locked& guard) {
    if (!model_.tree(guard).root()->children().empty()) {
      throw Error(hresult::IMAPI_E_FILE_SYSTEM_NOT_EMPTY,
                  L"UseRestrictedCharacterSet can be set only while the image is empty.");
    }
    settings.restricted_characters = value != VARIANT_FALSE;
  });
}

HRESULT FileSystemImage::get_StageFiles(VARIANT_BOOL* value) noexcept {
  return Get("IFileSystemImage::get_StageFiles", value, [](ImageSettings& settings, const Locked&) {
    return ToVariantBool(settings.stage_files);
  });
}

// Kept, but sources are never staged here: whatever is added is read when the image is.
HRESULT FileSystemImage::put_StageFiles(VARIANT_BOOL value) noexcept {
  return Put("IFileSystemImage::put_StageFiles", [&](ImageSettings& settings, const Locked&) {
    settings.stage_files = value != VARIANT_FALSE;
  });
}

}  // namespace virtual_drive
