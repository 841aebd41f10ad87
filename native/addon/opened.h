// What the handles hold. Images and results are the domain's own.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "addon/handle.h"
#include "addon/type_tags.h"
#include "imapi/drive.h"
#include "imapi/drive_events.h"
#include "imapi/exclusive_access.h"
#include "imapi/image_result.h"
#include "imapi/provider.h"
#include "imapi/worker_owned.h"

namespace imapi2::addon {

class OpenedProvider {
 public:
  OpenedProvider(std::shared_ptr<Worker> worker, std::unique_ptr<Provider> provider,
                 std::wstring client_name)
      : client_name_(std::move(client_name)), provider_(std::move(worker), std::move(provider)) {}

  const std::wstring& client_name() const noexcept { return client_name_; }
  const std::shared_ptr<Worker>& worker() const noexcept { return provider_.worker(); }
  Provider& provider() const noexcept { return *provider_; }
  std::shared_ptr<Drive> drive() const noexcept { return nullptr; }
  bool responsive() const noexcept { return true; }

 private:
  const std::wstring client_name_;
  WorkerOwned<Provider> provider_;
};

// The drive is everybody's; the name under which it is held belongs to whoever opened it.
class OpenedRecorder {
 public:
  OpenedRecorder(std::shared_ptr<Drive> drive, std::wstring client_name)
      : drive_(std::move(drive)), client_name_(std::move(client_name)) {}

  const std::shared_ptr<Drive>& drive() const noexcept { return drive_; }
  const std::wstring& client_name() const noexcept { return client_name_; }
  const std::shared_ptr<Worker>& worker() const noexcept { return drive_->worker(); }
  bool responsive() const noexcept { return !drive_->hung(); }

 private:
  std::shared_ptr<Drive> drive_;
  const std::wstring client_name_;
};

class OpenedLock {
 public:
  OpenedLock(std::shared_ptr<Drive> drive, std::unique_ptr<ExclusiveAccess> access)
      : drive_(std::move(drive)), access_(drive_->worker(), std::move(access)) {}

  const std::shared_ptr<Drive>& drive() const noexcept { return drive_; }
  const std::shared_ptr<Worker>& worker() const noexcept { return drive_->worker(); }
  bool responsive() const noexcept { return !drive_->hung(); }

 private:
  std::shared_ptr<Drive> drive_;
  WorkerOwned<ExclusiveAccess> access_;
};

class OpenedWatch {
 public:
  OpenedWatch(std::shared_ptr<Worker> worker, std::unique_ptr<DriveEvents> events)
      : events_(std::move(worker), std::move(events)) {}

  const std::shared_ptr<Worker>& worker() const noexcept { return events_.worker(); }
  std::shared_ptr<Drive> drive() const noexcept { return nullptr; }
  bool responsive() const noexcept { return true; }

 private:
  WorkerOwned<DriveEvents> events_;
};

class OpenedImage {
 public:
  explicit OpenedImage(std::shared_ptr<Image> image) : image_(std::move(image)) {}

  const std::shared_ptr<Image>& image() const noexcept { return image_; }
  ImageObjects& objects() const noexcept { return image_->objects(); }
  const std::shared_ptr<Worker>& worker() const noexcept { return image_->worker(); }
  const std::shared_ptr<Drive>& drive() const noexcept { return image_->drive(); }
  bool responsive() const noexcept { return image_->responsive(); }

 private:
  std::shared_ptr<Image> image_;
};

class OpenedResult {
 public:
  explicit OpenedResult(std::shared_ptr<ImageResult> result) : result_(std::move(result)) {}

  const std::shared_ptr<ImageResult>& result() const noexcept { return result_; }
  ResultObjects& objects() const noexcept { return result_->objects(); }
  const std::shared_ptr<Worker>& worker() const noexcept { return result_->worker(); }
  const std::shared_ptr<Drive>& drive() const noexcept { return result_->image()->drive(); }
  bool responsive() const noexcept { return result_->image()->responsive(); }

 private:
  std::shared_ptr<ImageResult> result_;
};

// Refuses at once what a burn under way or a drive that hangs would keep waiting.
void RequireFree(const Drive& drive, const char* operation);
void RequireFree(const Image& image, const char* operation);

}  // namespace imapi2::addon
