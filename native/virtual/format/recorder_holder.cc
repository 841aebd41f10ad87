#include "virtual/format/recorder_holder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "virtual/com/bstr.h"
#include "virtual/com/error.h"

namespace virtual_drive {
namespace {

constexpr std::uint32_t kProbedSectors = 2 * 1024 * 1024 / kSectorSize;
constexpr std::uint32_t kProbeCommand = Device::kSectorsPerCommand;

bool AreZeros(Device& device, std::uint32_t first, std::uint32_t end) {
  std::vector<std::uint8_t> data;
  for (std::uint32_t lba = first; lba < end; lba += kProbeCommand) {
    data.resize(std::size_t{std::min(kProbeCommand, end - lba)} * kSectorSize);
    device.Read(lba, data);
    if (!std::all_of(data.begin(), data.end(), [](std::uint8_t byte) { return byte == 0; })) {
      return false;
    }
  }
  return true;
}

}  // namespace

ComPtr<IDiscRecorder2> RecorderHolder::recorder() const {
  const std::lock_guard lock(mutex_);
  return recorder_;
}

void RecorderHolder::set_recorder(ComPtr<IDiscRecorder2> recorder) {
  const std::lock_guard lock(mutex_);
  std::swap(recorder_, recorder);  // the old one goes after the lock, with the parameter
}

std::wstring RecorderHolder::client_name() const {
  const std::lock_guard lock(mutex_);
  return client_name_;
}

void RecorderHolder::set_client_name(std::wstring_view name) {
  const std::lock_guard lock(mutex_);
  client_name_ = name;
}

Device RecorderHolder::device() const { return Device::Of(recorder().Get()); }

DriveHold::DriveHold(ComPtr<IDiscRecorder2> recorder, std::wstring_view client_name) {
  Check(recorder->AcquireExclusiveAccess(VARIANT_TRUE, Bstr(client_name).Get()));
  recorder_ = std::move(recorder);
  try {
    Device::Of(recorder_.Get()).PreventRemoval(true);
  } catch (...) {
    recorder_->ReleaseExclusiveAccess();
    throw;
  }
}

DriveHold::~DriveHold() {
  try {
    Device::Of(recorder_.Get()).PreventRemoval(false);
  } catch (const Error&) {
    // A dead drive holds no disc back.
  }
  recorder_->ReleaseExclusiveAccess();
}

bool IsHeuristicallyBlank(Device& device, const Device::Facts& facts) {
  // Media that are never overwritten are blank where the drive says so, and not by what they hold.
  if (facts.blank || facts.sequential || facts.read_only) return facts.blank;
  const std::uint32_t probed = std::min(kProbedSectors, facts.sectors);
  return AreZeros(device, 0, probed) && AreZeros(device, facts.sectors - probed, facts.sectors);
}

MediaKind RequireMedia(Device& device, HRESULT unsupported) {
  device.TestUnitReady();
  const std::optional<MediaKind> media = device.CurrentMedia();
  if (!media) throw Error(unsupported, L"The medium in the drive can't be written this way.");
  return *media;
}

}  // namespace virtual_drive
