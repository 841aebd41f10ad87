#include "imapi/drive_registry.h"

#include <map>
#include <mutex>
#include <utility>

namespace imapi2 {
namespace {

struct Registry {
  std::mutex mutex;
  // Weak: a drive lives as long as somebody uses it.
  std::map<std::pair<const void*, std::wstring>, std::weak_ptr<Drive>> drives;
};

// Process-wide on purpose: a drive is one thing, however many environments talk to it. Never
// destroyed: at the end of the process a worker that was given up may still hold its lock.
Registry& TheRegistry() {
  static Registry& registry = *new Registry;
  return registry;
}

}  // namespace

std::shared_ptr<Drive> OpenDrive(const std::shared_ptr<const com::ClassSource>& classes,
                                 const std::wstring& id) {
  Registry& registry = TheRegistry();
  const std::scoped_lock lock(registry.mutex);
  std::erase_if(registry.drives, [](const auto& entry) { return entry.second.expired(); });
  std::weak_ptr<Drive>& slot = registry.drives[{classes->Identity(), id}];
  std::shared_ptr<Drive> drive = slot.lock();
  if (drive == nullptr) {
    drive = std::make_shared<Drive>(classes, id);
    slot = drive;
  }
  return drive;
}

}  // namespace imapi2
