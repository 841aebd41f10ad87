#include <windows.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/variant_array.h"
#include "virtual/image/file_system_image.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/property_access.h"
#include "virtual/image/utf16.h"
#include "virtual/iso/names.h"
#include "virtual/udf/osta_cs0.h"

namespace virtual_drive {
namespace {

using Locked = ImageModel::Locked;

constexpr LONG kFileSystems = FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF;
constexpr std::array<LONG, 2> kUdfRevisions = {0x102, 0x201};

// UDF 2.2.4.4: the logical volume identifier is a dstring of 128 bytes, one of them its length and
// one spare.
constexpr std::size_t kMostVolumeNameBytes = 126;

void RequireVolumeName(std::u16string_view name) {
  const bool control =
      std::ranges::any_of(name, [](char16_t unit) { return unit < 0x20 || unit == 0x7F; });
  if (!name.empty() && !control && udf::EncodedSize(name) <= kMostVolumeNameBytes) return;
  throw Error(
      hresult::IMAPI_E_INVALID_VOLUME_NAME,
      L"The volume name '" + ToWide(name) + L"' is empty, too long, or holds a control character.");
}

// Of the two codes that the reference page of put_FileSystemsToCreate has for this, one is for a
// session whose layout the new file system couldn't continue: UDF needs a partition that reaches
// from the first session to the last, which a disc of ISO 9660 hasn't.
void RequireFileSystemsOf(const ImportedVolume& imported, LONG value) {
  if (value == imported.file_systems_to_create()) return;
  if (imported.udf() == nullptr && (value & FsiFileSystemUDF) != 0) {
    throw Error(hresult::IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION,
                L"No session of UDF can follow the imported one, which is of ISO 9660.");
  }
  throw Error(hresult::IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
              L"The file systems have to stay those of the imported session.");
}

BSTR NewBstr(std::u16string_view text) { return Bstr(ToWide(text)).Detach(); }

}  // namespace

HRESULT FileSystemImage::get_VolumeName(BSTR* value) noexcept {
  return Get("IFileSystemImage::get_VolumeName", value,
             [](ImageSettings& settings, const Locked&) { return NewBstr(settings.volume_name); });
}

HRESULT FileSystemImage::put_VolumeName(BSTR value) noexcept {
  return Put("IFileSystemImage::put_VolumeName", [&](ImageSettings& settings, const Locked&) {
    std::u16string name = FromWide(View(value));
    RequireVolumeName(name);
    settings.volume_name = std::move(name);
  });
}

HRESULT FileSystemImage::get_ImportedVolumeName(BSTR* value) noexcept {
  return Get("IFileSystemImage::get_ImportedVolumeName", value,
             [](ImageSettings& settings, const Locked&) {
               return NewBstr(settings.imported_volume_name);
             });
}

HRESULT FileSystemImage::get_FileSystemsToCreate(FsiFileSystems* value) noexcept {
  return Get("IFileSystemImage::get_FileSystemsToCreate", value,
             [](ImageSettings& settings, const Locked&) {
               return static_cast<FsiFileSystems>(settings.file_systems);
             });
}

HRESULT FileSystemImage::put_FileSystemsToCreate(FsiFileSystems value) noexcept {
  return Put("IFileSystemImage::put_FileSystemsToCreate", [&](ImageSettings& settings,
                                                              const Locked& guard) {
    if (const auto& old = model_.old_session(guard))
      RequireFileSystemsOf(old->volume(), static_cast<LONG>(value));
    // FsiFileSystemNone is taken, and CreateResultImage then has nothing to create
    // (IMAPI_E_NO_OUTPUT).
    if ((value & ~kFileSystems) != 0)
      throw fsi_errors::InvalidParameter(L"newVal", L"there is no such file system");
    if ((value & FsiFileSystemJoliet) != 0 && (value & FsiFileSystemISO9660) == 0) {
      throw fsi_errors::InvalidParameter(L"newVal", L"Joliet can't be created without ISO 9660");
    }
    model_.RequireFileSystems(guard, value);
    settings.file_systems = value;
  });
}

HRESULT FileSystemImage::get_FileSystemsSupported(FsiFileSystems* value) noexcept {
  return Get(
      "IFileSystemImage::get_FileSystemsSupported", value,
      [](ImageSettings&, const Locked&) { return static_cast<FsiFileSystems>(kFileSystems); });
}

HRESULT FileSystemImage::put_UDFRevision(LONG value) noexcept {
  return Put(
      "IFileSystemImage::put_UDFRevision", [&](ImageSettings& settings, const Locked& guard) {
        if (std::ranges::find(kUdfRevisions, value) == kUdfRevisions.end()) {
          throw fsi_errors::InvalidParameter(L"newVal", L"the UDF revision is not supported");
        }
        if (model_.old_session(guard) && value != settings.udf_revision) {
          throw Error(hresult::IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED,
                      L"The UDF revision has to stay that of the imported session.");
        }
        settings.udf_revision = value;
      });
}

HRESULT FileSystemImage::get_UDFRevision(LONG* value) noexcept {
  return Get("IFileSystemImage::get_UDFRevision", value,
             [](ImageSettings& settings, const Locked&) { return settings.udf_revision; });
}

HRESULT FileSystemImage::get_UDFRevisionsSupported(SAFEARRAY** value) noexcept {
  return Get("IFileSystemImage::get_UDFRevisionsSupported", value,
             [](ImageSettings&, const Locked&) {
               std::vector<Variant> revisions;
               revisions.reserve(std::size(kUdfRevisions));
               for (const LONG revision : kUdfRevisions)
                 revisions.push_back(Variant::OfLong(revision));
               return ToSafeArray(std::move(revisions));
             });
}

HRESULT FileSystemImage::put_ISO9660InterchangeLevel(LONG value) noexcept {
  return Put("IFileSystemImage::put_ISO9660InterchangeLevel",
             [&](ImageSettings& settings, const Locked&) {
               if (value != 1 && value != 2)
                 throw fsi_errors::InvalidParameter(L"newVal", L"there are levels 1 and 2");
               settings.iso_interchange_level = value;
             });
}

HRESULT FileSystemImage::get_ISO9660InterchangeLevel(LONG* value) noexcept {
  return Get("IFileSystemImage::get_ISO9660InterchangeLevel", value,
             [](ImageSettings& settings, const Locked&) { return settings.iso_interchange_level; });
}

HRESULT FileSystemImage::get_ISO9660InterchangeLevelsSupported(SAFEARRAY** value) noexcept {
  return Get("IFileSystemImage::get_ISO9660InterchangeLevelsSupported", value,
             [](ImageSettings&, const Locked&) {
               std::vector<Variant> levels;
               for (const ULONG level : {1u, 2u}) levels.push_back(Variant::OfULong(level));
               return ToSafeArray(std::move(levels));
             });
}

HRESULT FileSystemImage::get_VolumeNameUDF(BSTR* value) noexcept {
  return Get("IFileSystemImage::get_VolumeNameUDF", value,
             [](ImageSettings& settings, const Locked&) { return NewBstr(settings.volume_name); });
}

HRESULT FileSystemImage::get_VolumeNameJoliet(BSTR* value) noexcept {
  constexpr std::size_t kJolietUnits = 16;  // 32 bytes of UCS-2
  return Get("IFileSystemImage::get_VolumeNameJoliet", value,
             [](ImageSettings& settings, const Locked&) {
               return NewBstr(settings.volume_name.substr(0, kJolietUnits));
             });
}

HRESULT FileSystemImage::get_VolumeNameISO9660(BSTR* value) noexcept {
  constexpr std::size_t kIsoCharacters = 32;
  return Get("IFileSystemImage::get_VolumeNameISO9660", value,
             [](ImageSettings& settings, const Locked&) {
               return NewBstr(iso::DCharacters(settings.volume_name, kIsoCharacters));
             });
}

HRESULT FileSystemImage::get_CreateRedundantUdfMetadataFiles(VARIANT_BOOL* value) noexcept {
  return Get("IFileSystemImage3::get_CreateRedundantUdfMetadataFiles", value,
             [](ImageSettings& settings, const Locked&) {
               return ToVariantBool(settings.redundant_metadata);
             });
}

// Metadata files are of UDF 2.50 and later, which isn't written here: as IMAPI2FS has it for a
// feature that the revision lacks, the image is made without them, and that is a success.
HRESULT FileSystemImage::put_CreateRedundantUdfMetadataFiles(VARIANT_BOOL value) noexcept {
  const HRESULT result = Put("IFileSystemImage3::put_CreateRedundantUdfMetadataFiles",
                             [&](ImageSettings& settings, const Locked&) {
                               settings.redundant_metadata = value != VARIANT_FALSE;
                             });
  return result == S_OK && value != VARIANT_FALSE ? hresult::IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED
                                                  : result;
}

}  // namespace virtual_drive
