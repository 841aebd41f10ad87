// How an image is made: in the order that Microsoft's "Creating a Multisession Disc" gives, because
// IMAPI2FS refuses others (docs/imapi2.md, Appending).
#include "contract/imapi_hresults.h"

#include "com/array_view.h"
#include "com/bstr.h"
#include "com/com_error.h"
#include "com/safe_array.h"
#include "com/variant.h"
#include "imapi/disc_identity.h"
#include "imapi/image.h"
#include "imapi/medium.h"

namespace imapi2 {
namespace {

using com::Bstr;
using com::Check;
using com::ComPtr;

constexpr char kCreateImage[] = "createImage";

bool IsBlank(IDiscFormat2Data* format) {
  VARIANT_BOOL blank = VARIANT_FALSE;
  Check(format->get_MediaHeuristicallyBlank(&blank), "IDiscFormat2::get_MediaHeuristicallyBlank");
  return blank != VARIANT_FALSE;
}

// Whether what was imported will be rewritten in place, and so read while it is being written.
bool InUseForRandomWrite(SAFEARRAY* multisession) {
  const com::VariantView view(multisession);
  for (const VARIANT& element : view.elements()) {
    const ComPtr<IUnknown> object(com::ObjectOf(element));
    const auto random_write = object.TryAs<IMultisessionRandomWrite>();
    if (!random_write) continue;
    // Not knowing is not "no": recording such an image whole would overwrite what it reads.
    VARIANT_BOOL supported = VARIANT_FALSE;
    Check(random_write->get_IsSupportedOnCurrentMediaState(&supported),
          "IMultisession::get_IsSupportedOnCurrentMediaState");
    if (supported != VARIANT_FALSE) return true;
  }
  return false;
}

void LimitRoom(IFileSystemImage* image, int32_t blocks) {
  Check(image->put_FreeMediaBlocks(blocks), "IFileSystemImage::put_FreeMediaBlocks");
}

// The import has read what it needs. A disc that is not known by it is warned of before it is
// burned (NoteImport).
std::optional<uint64_t> IdentityIfAny(IDiscRecorder2Ex* drive) {
  try {
    return ReadDiscIdentity(drive);
  } catch (const com::ComError&) {
    return std::nullopt;
  }
}

}  // namespace

ImageObjects::ImageObjects(std::shared_ptr<const com::ClassSource> classes, DriveObjects* drive,
                           const ImageOptions& options, const CancelToken& cancel,
                           const ImageProgressListener& listener)
    : classes_(std::move(classes)) {
  cancel.ThrowIfRequested(kCreateImage);
  image_ = com::Create<MsftFileSystemImage, IFileSystemImage>(
      *classes_, "CoCreateInstance(MsftFileSystemImage)");
  // Sources are read from where they are when they are burned. Vista's IMAPI2FS always stages, and
  // may refuse.
  com::Expect(image_->put_StageFiles(VARIANT_FALSE));
  if (options.working_directory) {
    Check(image_->put_WorkingDirectory(Bstr(*options.working_directory).Get()),
          "IFileSystemImage::put_WorkingDirectory");
  }

  bool import = false;
  if (drive != nullptr && options.import_previous.value_or(true)) {
    // First: a disc that is closed need not say whether it is blank.
    RequireOpenDisc(MediaState(drive->Format()), kCreateImage);
    import = options.import_previous || !IsBlank(drive->Format());
  }
  cancel.ThrowIfRequested(kCreateImage);
  if (import) {
    Import(*drive, options, listener);
  } else {
    ChooseDefaults(drive, options);
  }
  // Behind an import too: it says itself that only a first session can have them.
  SetBootImages(*classes_, image_.Get(), options.boot_images, trouble_);
  // IMAPI2FS can't be stopped while it imports.
  cancel.ThrowIfRequested(kCreateImage);
  Check(image_->get_Root(root_.Put()), "IFileSystemImage::get_Root");
}

void ImageObjects::Import(DriveObjects& drive, const ImageOptions& options,
                          const ImageProgressListener& listener) {
  // Of the very format object that is going to write: its import reads go through the recorder
  // handle that holds exclusive access by then.
  com::SafeArray multisession;
  Check(drive.Format()->get_MultisessionInterfaces(multisession.Put()),
        "IDiscFormat2Data::get_MultisessionInterfaces");
  try {
    Check(image_->put_MultisessionInterfaces(multisession.Get()),
          "IFileSystemImage::put_MultisessionInterfaces");
  } catch (const com::ComError& error) {
    // A blank write-once disc has it in place of IMAPI_E_EMPTY_DISC, which the import of a blank
    // rewritable one ends with (sdk-api: put_MultisessionInterfaces).
    if (error.code() != hresult::IMAPI_E_IMPORT_SEEK_FAILURE || !IsBlank(drive.Format())) throw;
    throw com::ComError(hresult::IMAPI_E_EMPTY_DISC, error.operation(),
                        L"The disc is blank: there is nothing to import.");
  }
  {
    const com::AdviseCookie events = ListenToImport(image_.Get(), listener);
    FsiFileSystems imported = FsiFileSystemNone;
    Check(image_->ImportFileSystem(&imported), "IFileSystemImage::ImportFileSystem");
  }
  LONG session_start = 0;
  Check(image_->get_SessionStartBlock(&session_start), "IFileSystemImage::get_SessionStartBlock");
  imported_ = ImportedDisc{InUseForRandomWrite(multisession.Get()), IdentityIfAny(drive.Commands()),
                           session_start};

  // File systems and revision are the disc's from here on: setting them again is refused, or wrong.
  // So is the room, of which somebody may want to leave some.
  if (options.free_media_blocks.value_or(0) > 0 &&
      *options.free_media_blocks < State().free_media_blocks) {
    LimitRoom(image_.Get(), *options.free_media_blocks);
  }
  if (options.volume_name) {
    SetVolumeName(*options.volume_name);
  } else {
    CarryNameOver();
  }
}

// The name does not come with the import (get_ImportedVolumeName). Other programs gave the disc one
// by rules of their own, and a disc that can be read can be added to.
void ImageObjects::CarryNameOver() {
  Bstr name;
  Check(image_->get_ImportedVolumeName(name.Put()), "IFileSystemImage::get_ImportedVolumeName");
  if (name.View().empty()) return;
  try {
    SetVolumeName(name.Text());
  } catch (const com::ComError& error) {
    if (error.code() != hresult::IMAPI_E_INVALID_VOLUME_NAME) throw;
    lost_name_ = name.Text();
  }
}

void ImageObjects::ChooseDefaults(DriveObjects* drive, const ImageOptions& options) {
  if (drive != nullptr) {
    Check(image_->ChooseImageDefaults(drive->Recorder()), "IFileSystemImage::ChooseImageDefaults");
  } else if (options.media != 0) {
    Check(image_->ChooseImageDefaultsForMediaType(
              static_cast<IMAPI_MEDIA_PHYSICAL_TYPE>(options.media)),
          "IFileSystemImage::ChooseImageDefaultsForMediaType");
  } else {
    // The default is the 650 MB of a CD; 0 is no limit.
    LimitRoom(image_.Get(), 0);
  }

  const FsiFileSystems file_systems = options.file_systems == 0
                                          ? FsiFileSystemUDF
                                          : static_cast<FsiFileSystems>(options.file_systems);
  Check(image_->put_FileSystemsToCreate(file_systems), "IFileSystemImage::put_FileSystemsToCreate");
  if (options.udf_revision) {
    Check(image_->put_UDFRevision(*options.udf_revision), "IFileSystemImage::put_UDFRevision");
  }
  if (options.free_media_blocks) LimitRoom(image_.Get(), *options.free_media_blocks);
  if (options.volume_name) SetVolumeName(*options.volume_name);
}

}  // namespace imapi2
