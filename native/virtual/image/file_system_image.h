#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <string_view>
#include <vector>

#include "virtual/com/events.h"
#include "virtual/com/object.h"
#include "virtual/com/variant.h"
#include "virtual/image/boot_options.h"
#include "virtual/image/image_layout.h"
#include "virtual/image/image_model.h"
#include "virtual/image/media_defaults.h"
#include "virtual/session/method.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// For the table of classes.
HRESULT CreateFileSystemImage(std::shared_ptr<Session> session, REFIID iid, void** object);

// MsftFileSystemImage. Its methods are in five files: what has to do with the file systems and
// their names in file_system_image_format.cc, with a drive and the disc in it in
// file_system_image_disc.cc, results and items in file_system_image_create.cc, boot images and the
// layout of a result in file_system_image_layout.cc, the rest in file_system_image.cc.
class FileSystemImage final
    : public Object<Dual<IFileSystemImage3, IFileSystemImage2, IFileSystemImage>,
                    Events<DFileSystemImageEvents, DFileSystemImageImportEvents>> {
 public:
  explicit FileSystemImage(std::shared_ptr<Session> session);

  // For items.
  ImageModel& model() noexcept { return model_; }
  // DFileSystemImageEvents::Update. Not with the model locked: sinks may call the image.
  void FireUpdate(std::u16string_view file, std::uint64_t copied_sectors,
                  std::uint64_t total_sectors);

  // IFileSystemImage: properties
  HRESULT STDMETHODCALLTYPE get_SessionStartBlock(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_SessionStartBlock(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeMediaBlocks(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_FreeMediaBlocks(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UsedBlocks(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VolumeName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_VolumeName(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ImportedVolumeName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BootImageOptions(IBootOptions** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_BootImageOptions(IBootOptions* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_WorkingDirectory(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_WorkingDirectory(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StrictFileSystemCompliance(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_StrictFileSystemCompliance(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UseRestrictedCharacterSet(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_UseRestrictedCharacterSet(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FileSystemsToCreate(FsiFileSystems* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_FileSystemsToCreate(FsiFileSystems value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FileSystemsSupported(FsiFileSystems* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_UDFRevision(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UDFRevision(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UDFRevisionsSupported(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_ISO9660InterchangeLevel(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ISO9660InterchangeLevel(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_ISO9660InterchangeLevelsSupported(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VolumeNameUDF(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VolumeNameJoliet(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VolumeNameISO9660(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StageFiles(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_StageFiles(VARIANT_BOOL value) noexcept override;
  // IFileSystemImage2, IFileSystemImage3: properties
  HRESULT STDMETHODCALLTYPE get_BootImageOptionsArray(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_BootImageOptionsArray(SAFEARRAY* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_CreateRedundantUdfMetadataFiles(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  put_CreateRedundantUdfMetadataFiles(VARIANT_BOOL value) noexcept override;

  // The disc
  HRESULT STDMETHODCALLTYPE SetMaxMediaBlocksFromDevice(IDiscRecorder2* recorder) noexcept override;
  HRESULT STDMETHODCALLTYPE ChooseImageDefaults(IDiscRecorder2* recorder) noexcept override;
  HRESULT STDMETHODCALLTYPE
  ChooseImageDefaultsForMediaType(IMAPI_MEDIA_PHYSICAL_TYPE type) noexcept override;
  HRESULT STDMETHODCALLTYPE CalculateDiscIdentifier(BSTR* identifier) noexcept override;
  HRESULT STDMETHODCALLTYPE IdentifyFileSystemsOnDisc(
      IDiscRecorder2* recorder, FsiFileSystems* file_systems) noexcept override;
  HRESULT STDMETHODCALLTYPE GetDefaultFileSystemForImport(FsiFileSystems file_systems,
                                                          FsiFileSystems* chosen) noexcept override;
  HRESULT STDMETHODCALLTYPE ImportFileSystem(FsiFileSystems* imported) noexcept override;
  HRESULT STDMETHODCALLTYPE ImportSpecificFileSystem(FsiFileSystems file_system) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MultisessionInterfaces(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_MultisessionInterfaces(SAFEARRAY* value) noexcept override;
  HRESULT STDMETHODCALLTYPE ProbeSpecificFileSystem(FsiFileSystems file_system,
                                                    VARIANT_BOOL* appendable) noexcept override;

  // Results and items
  HRESULT STDMETHODCALLTYPE get_Root(IFsiDirectoryItem** root) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FileCount(LONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DirectoryCount(LONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ChangePoint(LONG* point) noexcept override;
  HRESULT STDMETHODCALLTYPE RollbackToChangePoint(LONG point) noexcept override;
  HRESULT STDMETHODCALLTYPE LockInChangePoint() noexcept override;
  HRESULT STDMETHODCALLTYPE CreateResultImage(IFileSystemImageResult** result) noexcept override;
  HRESULT STDMETHODCALLTYPE Exists(BSTR path, FsiItemType* type) noexcept override;
  HRESULT STDMETHODCALLTYPE CreateDirectoryItem(BSTR name,
                                                IFsiDirectoryItem** item) noexcept override;
  HRESULT STDMETHODCALLTYPE CreateFileItem(BSTR name, IFsiFileItem** item) noexcept override;

 private:
  template <class Value, class Read>
  HRESULT Get(Method method, Value* value, Read read) noexcept;
  template <class Write>
  HRESULT Put(Method method, Write write) noexcept;

  void ChooseDefaults(const MediaDefaults& defaults, LONG blocks);
  // Of an image that nobody chose them for.
  LONG DefaultFileSystems() const;
  // Of the options that were set. Not with the model locked: they may be anybody's.
  std::vector<iso::BootImage> BootImages();
  void RequireFirstSession(const ImageModel::Locked& guard);
  ImageLayout LayOut(const ImageModel::Locked& guard, udf::SessionOptions options,
                     std::vector<iso::BootImage> boot_images);
  // FsiFileSystemNone: the first of UDF, Joliet and ISO 9660 that is there. Returns which it was.
  FsiFileSystems Import(FsiFileSystems file_system);
  void FireUpdateImport(FsiFileSystems file_system, const tree::Reading& reading);
  // What put_MultisessionInterfaces chose; throws Error IMAPI_E_MULTISESSION_NOT_SET.
  Multisession RequireMultisession(const ImageModel::Locked& guard);

  ImageModel model_;
  // under the model's lock. All that was given, so that it can be given back; and the one that is
  // used.
  std::vector<Variant> multisession_interfaces_;
  Multisession multisession_;
  std::vector<ComPtr<IBootOptions>> boot_options_;
};

}  // namespace virtual_drive
