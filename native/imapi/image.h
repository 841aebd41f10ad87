// A file system image: what is on a disc already, and what is to be on it.
#pragma once

#include <imapi2fs.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "com/class_source.h"
#include "imapi/boot_images.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/image_events.h"
#include "imapi/lease.h"
#include "imapi/source_file.h"
#include "imapi/worker_owned.h"

namespace imapi2 {

struct ImageOptions {
  // Empty: where the disc is not blank.
  std::optional<bool> import_previous;
  // IMAPI_MEDIA_PHYSICAL_TYPE; 0: not given.
  int32_t media = 0;
  std::optional<std::wstring> volume_name;
  // FsiFileSystems; 0: not given.
  int32_t file_systems = 0;
  std::optional<int32_t> udf_revision;
  std::optional<int32_t> free_media_blocks;
  std::optional<std::wstring> working_directory;
  std::vector<BootImage> boot_images;
};

struct ImageState {
  std::wstring volume_name;
  int32_t free_media_blocks;
};

struct ImageEntry {
  std::wstring name;
  std::wstring path;
  bool directory;
  int64_t bytes;
  // Milliseconds since 1970; empty where the disc has none.
  std::optional<double> modified;
};

struct AddOptions {
  // Milliseconds since 1970; empty: the source's own.
  std::optional<double> modified;
  bool hidden = false;
  bool replace = true;
  // A source that can't be opened is refused when it is added, and not when it is read.
  bool readable = false;
};

// What an import read of the disc, for the burn that adds to it.
struct ImportedDisc {
  // The image's stream begins at sector 0 and reads the old sessions from the disc. Not so on
  // write-once media, where an image is its new session only.
  bool stream_reads_disc;
  std::optional<uint64_t> identity;
  // Of the disc, where the session begins that this image adds.
  int64_t session_start;

  // Where block 0 of the image comes to lie.
  int64_t disc_offset() const noexcept { return stream_reads_disc ? 0 : session_start; }
};

// The COM objects; on the image's worker only.
class ImageObjects {
 public:
  // `drive`: null for an image that is for no disc in particular.
  ImageObjects(std::shared_ptr<const com::ClassSource> classes, DriveObjects* drive,
               const ImageOptions& options, const CancelToken& cancel,
               const ImageProgressListener& listener);

  ImageState State();
  void SetVolumeName(const std::wstring& name);
  // Returns how large the source is.
  uint64_t AddFile(const std::wstring& source, const std::wstring& destination,
                   const AddOptions& options);
  void AddBytes(std::vector<uint8_t> bytes, const std::wstring& destination,
                const AddOptions& options);
  // With the folders on the way; one that is there already stays.
  void MakeFolders(const std::wstring& path);
  // A folder goes with all that is in it.
  void Remove(const std::wstring& path);
  std::vector<ImageEntry> List(const std::wstring& path);

  IFileSystemImage* image() const noexcept { return image_.Get(); }
  const std::optional<ImportedDisc>& imported() const noexcept { return imported_; }
  // The disc's name, where IMAPI2FS does not take it for the new session and nobody has given that
  // another.
  const std::optional<std::wstring>& lost_name() const noexcept { return lost_name_; }
  const std::shared_ptr<SourceTrouble>& trouble() const noexcept { return trouble_; }

 private:
  void Import(DriveObjects& drive, const ImageOptions& options,
              const ImageProgressListener& listener);
  void CarryNameOver();
  void ChooseDefaults(DriveObjects* drive, const ImageOptions& options);
  FsiItemType Exists(const std::wstring& inner_path);
  IFsiDirectoryItem* FolderAt(const std::wstring& inner_path);
  com::ComPtr<IFsiItem> MakeRoom(const std::wstring& inner_path, bool replace);
  void Add(IStream* data, const std::wstring& destination, const FileTimes& times, bool hidden,
           bool replace);

  const std::shared_ptr<const com::ClassSource> classes_;
  const std::shared_ptr<SourceTrouble> trouble_ = std::make_shared<SourceTrouble>();
  com::ComPtr<IFileSystemImage> image_;
  com::ComPtr<IFsiDirectoryItem> root_;
  std::optional<ImportedDisc> imported_;
  std::optional<std::wstring> lost_name_;
  // The folder that was asked for last: trees are added folder by folder.
  std::wstring folder_path_;
  com::ComPtr<IFsiDirectoryItem> folder_;
};

// An image with a drive lives on the drive's worker, one without on its own.
class Image : public Leasable {
 public:
  Image(std::shared_ptr<Drive> drive, std::shared_ptr<Worker> worker,
        std::unique_ptr<ImageObjects> objects)
      : drive_(std::move(drive)), objects_(std::move(worker), std::move(objects)) {}

  // Null where it has none.
  const std::shared_ptr<Drive>& drive() const noexcept { return drive_; }
  const std::shared_ptr<Worker>& worker() const noexcept { return objects_.worker(); }
  ImageObjects& objects() const noexcept { return *objects_; }
  bool responsive() const noexcept { return drive_ == nullptr || !drive_->hung(); }

 private:
  // Before the objects, and so released after them.
  std::shared_ptr<Drive> drive_;
  WorkerOwned<ImageObjects> objects_;
};

}  // namespace imapi2
