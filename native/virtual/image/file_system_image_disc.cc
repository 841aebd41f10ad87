#include <windows.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/variant_array.h"
#include "virtual/image/disc_reader.h"
#include "virtual/image/file_system_image.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/media_defaults.h"
#include "virtual/image/multisession.h"
#include "virtual/image/property_access.h"
#include "virtual/image/utf16.h"
#include "virtual/image/volume_recognition.h"
#include "virtual/tree/path.h"

namespace virtual_drive {
namespace {

using Locked = ImageModel::Locked;

void RequireOneFileSystem(FsiFileSystems file_system) {
  if (file_system == FsiFileSystemUDF || file_system == FsiFileSystemJoliet ||
      file_system == FsiFileSystemISO9660) {
    return;
  }
  throw fsi_errors::InvalidParameter(L"fileSystemToUse", L"it has to be one file system");
}

}  // namespace

HRESULT FileSystemImage::SetMaxMediaBlocksFromDevice(IDiscRecorder2* recorder) noexcept {
  return session()->Call("IFileSystemImage::SetMaxMediaBlocksFromDevice", [&]() -> HRESULT {
    DiscReader disc(recorder);
    const std::optional<MediaDefaults> defaults = DefaultsFor(MediaTypeOf(disc.CurrentProfile()));
    const bool sequential = defaults && defaults->sequential;
    const auto sectors = static_cast<LONG>(sequential ? disc.FreeSectors() : disc.Sectors());
    const Locked guard = model_.LockForChange();
    model_.settings(guard).free_media_blocks = sectors;
    return S_OK;
  });
}

HRESULT FileSystemImage::ChooseImageDefaults(IDiscRecorder2* recorder) noexcept {
  return session()->Call("IFileSystemImage::ChooseImageDefaults", [&]() -> HRESULT {
    DiscReader disc(recorder);
    const IMAPI_PROFILE_TYPE profile = disc.CurrentProfile();
    if (profile == IMAPI_PROFILE_TYPE_INVALID) {
      throw Error(hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA, L"There is no disc in the drive.");
    }
    const std::optional<MediaDefaults> defaults = DefaultsFor(MediaTypeOf(profile));
    if (!defaults) {
      throw Error(hresult::E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE,
                  L"No image can be written to the medium in the drive.");
    }
    ChooseDefaults(*defaults,
                   static_cast<LONG>(defaults->sequential ? disc.FreeSectors() : disc.Sectors()));
    return S_OK;
  });
}

HRESULT FileSystemImage::ChooseImageDefaultsForMediaType(IMAPI_MEDIA_PHYSICAL_TYPE type) noexcept {
  return session()->Call("IFileSystemImage::ChooseImageDefaultsForMediaType", [&]() -> HRESULT {
    const std::optional<MediaDefaults> defaults = DefaultsFor(type);
    if (!defaults)
      throw fsi_errors::InvalidParameter(L"value", L"no image can be written to such a medium");
    ChooseDefaults(*defaults, defaults->blocks);
    return S_OK;
  });
}

// Of the new image only: what was imported decides the rest.
void FileSystemImage::ChooseDefaults(const MediaDefaults& defaults, LONG blocks) {
  const Locked guard = model_.LockForChange();
  if (model_.old_session(guard)) {
    throw Error(hresult::IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                L"The defaults are those of the imported session.");
  }
  const LONG file_systems = defaults.bridge ? DefaultFileSystems() : LONG{FsiFileSystemUDF};
  model_.RequireFileSystems(guard, file_systems);
  ImageSettings& settings = model_.settings(guard);
  settings.free_media_blocks = blocks;
  settings.file_systems = file_systems;
  settings.udf_revision = defaults.udf_revision;
  settings.write_unit = defaults.write_unit;
  settings.sequential = defaults.sequential;
}

HRESULT FileSystemImage::CalculateDiscIdentifier(BSTR* identifier) noexcept {
  return session()->Call("IFileSystemImage::CalculateDiscIdentifier", [&]() -> HRESULT {
    ClearOut(identifier);
    std::shared_ptr<OldSession> old = model_.old_session(model_.Lock());
    if (!old) old = std::make_shared<OldSession>(RequireMultisession(model_.Lock()));
    *identifier = Bstr(old->Identifier()).Detach();
    return S_OK;
  });
}

HRESULT FileSystemImage::IdentifyFileSystemsOnDisc(IDiscRecorder2* recorder,
                                                   FsiFileSystems* file_systems) noexcept {
  return session()->Call("IFileSystemImage::IdentifyFileSystemsOnDisc", [&]() -> HRESULT {
    ClearOut(file_systems, FsiFileSystemNone);
    DiscReader disc(recorder);
    *file_systems = AnnouncedFileSystems(disc, disc.LastSessionStart(), disc.Sectors());
    return S_OK;
  });
}

// UDF before Joliet before ISO 9660 (sdk-api: IFileSystemImage::ImportFileSystem).
HRESULT FileSystemImage::GetDefaultFileSystemForImport(FsiFileSystems file_systems,
                                                       FsiFileSystems* chosen) noexcept {
  return session()->Call("IFileSystemImage::GetDefaultFileSystemForImport", [&]() -> HRESULT {
    ClearOut(chosen, FsiFileSystemNone);
    for (const FsiFileSystems candidate :
         {FsiFileSystemUDF, FsiFileSystemJoliet, FsiFileSystemISO9660}) {
      if ((file_systems & candidate) == 0) continue;
      *chosen = candidate;
      break;
    }
    return S_OK;
  });
}

HRESULT FileSystemImage::ImportFileSystem(FsiFileSystems* imported) noexcept {
  return session()->Call("IFileSystemImage::ImportFileSystem", [&]() -> HRESULT {
    ClearOut(imported, FsiFileSystemNone);
    *imported = Import(FsiFileSystemNone);
    return S_OK;
  });
}

HRESULT FileSystemImage::ImportSpecificFileSystem(FsiFileSystems file_system) noexcept {
  return session()->Call("IFileSystemImage::ImportSpecificFileSystem", [&]() -> HRESULT {
    RequireOneFileSystem(file_system);
    Import(file_system);
    return S_OK;
  });
}

FsiFileSystems FileSystemImage::Import(FsiFileSystems file_system) {
  Multisession multisession;
  {
    const Locked guard = model_.LockForChange();
    multisession = RequireMultisession(guard);
  }
  // Unlocked: the drive may be slow, and it may be anybody's, as sinks are.
  auto old = std::make_shared<OldSession>(
      std::move(multisession), file_system,
      [this](FsiFileSystems by, const tree::Reading& reading) { FireUpdateImport(by, reading); });
  old->RequireAppendable();
  const Locked guard = model_.LockForChange();
  RequireMultisession(guard);  // another thread may have imported meanwhile
  const FsiFileSystems imported = old->volume().file_system();
  model_.Adopt(guard, std::move(old));
  return imported;
}

// Before each directory, whose path ends in a separator, and after each file, while the disc is
// read. UDF's integrity descriptor counts files; ISO 9660 and Joliet count directories only, by
// their path tables (sdk-api: DFileSystemImageImportEvents::UpdateImport).
void FileSystemImage::FireUpdateImport(FsiFileSystems file_system, const tree::Reading& reading) {
  std::u16string item = tree::PathOf(reading.at);
  if (reading.at.is_directory() && item.back() != u'\\') item += u'\\';
  Fire<DFileSystemImageImportEvents>(
      DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT,
      {Variant::OfDispatch(ComPtr<IFileSystemImage3>(this)), Variant::OfLong(file_system),
       Variant::OfText(ToWide(item)), Variant::OfLong(static_cast<LONG>(reading.directories)),
       Variant::OfLong(static_cast<LONG>(reading.all_directories)),
       Variant::OfLong(static_cast<LONG>(reading.files)),
       Variant::OfLong(static_cast<LONG>(reading.all_files))});
}

HRESULT FileSystemImage::get_MultisessionInterfaces(SAFEARRAY** value) noexcept {
  return Get("IFileSystemImage::get_MultisessionInterfaces", value,
             [&](ImageSettings&, const Locked&) { return ToSafeArray(multisession_interfaces_); });
}

HRESULT FileSystemImage::put_MultisessionInterfaces(SAFEARRAY* value) noexcept {
  return session()->Call("IFileSystemImage::put_MultisessionInterfaces", [&]() -> HRESULT {
    Multisession chosen = ChooseMultisession(value);
    const std::uint32_t write_unit = WriteUnitOf(chosen);
    std::vector<Variant> interfaces = FromSafeArray(value);
    const Locked guard = model_.LockForChange();
    if (model_.old_session(guard)) {
      throw Error(hresult::IMAPI_E_PROPERTY_NOT_ACCESSIBLE,
                  L"MultisessionInterfaces can't be changed after an import.");
    }
    model_.settings(guard).write_unit = write_unit;
    // What was there before is released after the lock, with these two.
    std::swap(multisession_, chosen);
    multisession_interfaces_.swap(interfaces);
    return S_OK;
  });
}

HRESULT FileSystemImage::ProbeSpecificFileSystem(FsiFileSystems file_system,
                                                 VARIANT_BOOL* appendable) noexcept {
  return session()->Call("IFileSystemImage3::ProbeSpecificFileSystem", [&]() -> HRESULT {
    ClearOut(appendable, VARIANT_FALSE);
    RequireOneFileSystem(file_system);
    Multisession multisession;
    {
      const Locked guard = model_.Lock();
      multisession = RequireMultisession(guard);
    }
    try {
      const OldSession probed(std::move(multisession), file_system);
      probed.RequireAppendable();
      *appendable = VARIANT_TRUE;
    } catch (const Error& error) {
      // There is one, but no session can follow it: that is the answer.
      if (error.code() != hresult::IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION &&
          error.code() != hresult::IMAPI_E_UDF_NOT_WRITE_COMPATIBLE &&
          error.code() != hresult::IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED) {
        throw;
      }
    }
    return S_OK;
  });
}

Multisession FileSystemImage::RequireMultisession(const Locked& guard) {
  if (multisession_ && !model_.old_session(guard)) return multisession_;
  throw Error(
      hresult::IMAPI_E_MULTISESSION_NOT_SET,
      L"MultisessionInterfaces has to be set before, and a disc can be imported only once.");
}

}  // namespace virtual_drive
