#include "virtual/image/image_model.h"

#include <algorithm>
#include <utility>

#include "virtual/image/date_time.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/iso/errors.h"
#include "virtual/iso/limits.h"

namespace virtual_drive {
namespace {

// Where nobody chooses a name IMAPI2FS takes the time of day (sdk-api: put_VolumeName). 15
// characters, A-Z 0-9 _ only.
std::u16string DefaultVolumeName() {
  SYSTEMTIME now;
  GetLocalTime(&now);
  std::u16string name;
  const auto digits = [&name](WORD value, int count) {
    std::u16string text(static_cast<std::size_t>(count), u'0');
    for (int i = count; i-- > 0; value /= 10)
      text[static_cast<std::size_t>(i)] = static_cast<char16_t>(u'0' + value % 10);
    name += text;
  };
  digits(now.wYear, 4);
  digits(now.wMonth, 2);
  digits(now.wDay, 2);
  name += u'_';
  digits(now.wHour, 2);
  digits(now.wMinute, 2);
  digits(now.wSecond, 2);
  return name;
}

// Joliet has the limits of ISO 9660, which it can't be without.
bool HasIso(LONG file_systems) {
  return (file_systems & (FsiFileSystemISO9660 | FsiFileSystemJoliet)) != 0;
}

}  // namespace

ImageModel::ImageModel() {
  settings_.volume_name = DefaultVolumeName();
  const tree::Time now = Now();
  tree_.root()->set_times({now, now, now});
}

ImageModel::Locked ImageModel::LockForChange() {
  Locked guard = Lock();
  if (!lease_.expired()) throw fsi_errors::ReadOnly();
  return guard;
}

void ImageModel::Adopt(const Locked&, std::shared_ptr<OldSession> session) {
  const ImportedVolume& volume = session->volume();
  tree_.Merge(*volume.root());
  settings_.imported_volume_name = volume.name();
  if (volume.udf() != nullptr) settings_.udf_revision = volume.udf()->revision;
  // Old names are kept in the new session too.
  if (volume.iso() != nullptr && volume.iso()->has_long_names) settings_.iso_interchange_level = 2;
  settings_.file_systems = volume.file_systems_to_create();
  settings_.write_unit = session->write_unit();
  settings_.sequential = session->sequential();
  // Never 0, which would mean that there is no limit: a full disc has no room for anything.
  const std::uint32_t left = session->total_sectors() - session->next_start();
  settings_.free_media_blocks = static_cast<LONG>(std::max<std::uint32_t>(left, 1));
  old_session_ = std::move(session);
}

std::uint32_t ImageModel::session_start(const Locked&) const noexcept {
  return old_session_ ? old_session_->next_start()
                      : static_cast<std::uint32_t>(settings_.session_start);
}

std::uint64_t ImageModel::EstimatedBlocks(const Locked& guard, std::uint64_t more) const {
  // Volume descriptors, path tables and root directories of ISO 9660 and Joliet.
  constexpr std::uint64_t kEmptyIso = 32;
  const bool udf = (settings_.file_systems & FsiFileSystemUDF) != 0;
  const std::uint64_t empty =
      udf ? udf::EmptySessionBlocks(session_start(guard), settings_.write_unit) : kEmptyIso;
  return empty + tree_.blocks() + (HasUdf(guard, 0x200) ? tree_.stream_blocks() : 0) + more;
}

void ImageModel::RequireFileSystems(const Locked&, const tree::Directory& directory,
                                    const tree::Node& node) const {
  if (!HasIso(settings_.file_systems)) return;
  try {
    // How many directories there are is counted when the image is made: each time would take long.
    iso::CheckLimits(node, iso::LevelOf(directory), 1);
  } catch (const iso::LimitError& error) {
    throw fsi_errors::FromLimitError(error);
  }
}

void ImageModel::RequireFileSystems(const Locked&, LONG file_systems) const {
  if (!HasIso(file_systems)) return;
  try {
    iso::CheckTree(*tree_.root());
  } catch (const iso::LimitError& error) {
    throw fsi_errors::FromLimitError(error);
  }
}

void ImageModel::RequireRoom(const Locked& guard, std::u16string_view path,
                             std::uint64_t more) const {
  if (settings_.free_media_blocks == 0) return;
  const auto limit = static_cast<std::uint64_t>(settings_.free_media_blocks);
  const std::uint64_t needed = EstimatedBlocks(guard, more);
  if (needed > limit) throw fsi_errors::ImageSizeLimit(path, needed, limit);
}

udf::SessionOptions ImageModel::SessionOptions(const Locked& guard) const {
  const std::uint32_t start = session_start(guard);
  udf::SessionOptions options;
  options.write_unit = settings_.write_unit;
  // Only a medium that is written one session after the other has one that continues nothing and
  // yet doesn't start at 0.
  options.sequential = settings_.sequential || (!old_session_ && start != 0);
  options.sequential_start = start;
  options.volume_name = settings_.volume_name;
  options.revision = static_cast<std::uint16_t>(settings_.udf_revision);
  options.recording_time = Now();
  // "Unlimited" can't be more than the disc that was imported has, and no address has more than the
  // 31 bits of a LONG.
  const std::uint32_t total = old_session_ ? old_session_->total_sectors() : INT32_MAX;
  const auto free = static_cast<std::uint32_t>(settings_.free_media_blocks);
  options.capacity_blocks =
      free == 0
          ? total
          : static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{start} + free, total));
  return options;
}

const udf::Volume* ImageModel::previous_volume(const Locked&) const noexcept {
  return old_session_ ? old_session_->volume().udf() : nullptr;
}

std::shared_ptr<const void> ImageModel::LeaseForResult(const Locked&) {
  std::shared_ptr<const void> lease = lease_.lock();
  if (!lease) {
    lease = std::make_shared<const int>();
    lease_ = lease;
  }
  return lease;
}

}  // namespace virtual_drive
