#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "virtual/image/image_settings.h"
#include "virtual/image/image_tree.h"
#include "virtual/image/old_session.h"
#include "virtual/udf/session.h"

namespace virtual_drive {

// What an image is, behind MsftFileSystemImage and its items. They may be called from any thread,
// so everything here asks for the Locked that Lock gave: whoever has it is alone. While it is
// locked no event is fired and no foreign object is called, except that changes taken back or
// locked in let go of callers' streams.
class ImageModel {
 public:
  using Locked = std::unique_lock<std::mutex>;

  ImageModel();

  Locked Lock() { return Locked(mutex_); }
  // Lock, for a change. Throws Error IMAPI_E_READONLY while a result lives.
  Locked LockForChange();

  ImageSettings& settings(const Locked&) noexcept { return settings_; }
  ImageTree& tree(const Locked&) noexcept { return tree_; }

  // Null before an import.
  const std::shared_ptr<OldSession>& old_session(const Locked&) const noexcept {
    return old_session_;
  }
  // Where the new session starts on the disc.
  std::uint32_t session_start(const Locked&) const noexcept;
  // Takes over what was imported. Throws Error, and then nothing has changed.
  void Adopt(const Locked&, std::shared_ptr<OldSession> session);

  // The image's estimated size, with `more` blocks added. The same as FreeMediaBlocks counts: of
  // the new session.
  std::uint64_t EstimatedBlocks(const Locked&, std::uint64_t more) const;
  // Throws Error IMAPI_E_IMAGE_SIZE_LIMIT where `more` blocks for `path` would be too many.
  void RequireRoom(const Locked&, std::u16string_view path, std::uint64_t more) const;

  // Throws Error IMAPI_E_DATA_TOO_BIG, IMAPI_E_ISO9660_LEVELS or IMAPI_E_TOO_MANY_DIRS where one of
  // the file systems to create can't hold `node` in `directory`, or at all.
  void RequireFileSystems(const Locked&, const tree::Directory& directory,
                          const tree::Node& node) const;
  void RequireFileSystems(const Locked&, LONG file_systems) const;

  // Whether the image has UDF, of that revision at least.
  bool HasUdf(const Locked&, LONG revision) const noexcept {
    return (settings_.file_systems & FsiFileSystemUDF) != 0 && settings_.udf_revision >= revision;
  }

  // How a session of this image is laid out now.
  udf::SessionOptions SessionOptions(const Locked&) const;
  // Null before an import, and after one of ISO 9660.
  const udf::Volume* previous_volume(const Locked&) const noexcept;

  // What a result and its streams hold; the image is read-only until the last of them lets go.
  std::shared_ptr<const void> LeaseForResult(const Locked&);

 private:
  std::mutex mutex_;
  ImageSettings settings_;
  ImageTree tree_;
  std::shared_ptr<OldSession> old_session_;
  std::weak_ptr<const void> lease_;
};

}  // namespace virtual_drive
