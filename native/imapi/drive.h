// One physical drive, shared by everybody in the process who opened it.
#pragma once

#include <imapi2.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "com/class_source.h"
#include "com/com_ptr.h"
#include "imapi/lease.h"
#include "imapi/worker_owned.h"

namespace imapi2 {

// The COM objects of a drive; on its worker only.
//
// One recorder and one format object for everything, because exclusive access belongs to a
// recorder's handle, and an image reads old sectors through the recorder of the format object that
// it was imported with: through another handle those reads would be locked out while that image is
// being written.
class DriveObjects {
 public:
  DriveObjects(std::shared_ptr<const com::ClassSource> classes, std::wstring id);
  DriveObjects(const DriveObjects&) = delete;
  DriveObjects& operator=(const DriveObjects&) = delete;
  // Detaches the recorder from the format object: IMAPI2's own samples leave it attached, and the
  // drive held.
  ~DriveObjects();

  // Each is made at its first use, so that a drive that fails says so in the call that needs it.
  IDiscRecorder2* Recorder();
  IDiscRecorder2Ex* Commands();
  IDiscFormat2Data* Format();
  // A drive that was unplugged and plugged in again has the same id and is another device: what is
  // kept of the old one would be served to everybody while one handle of it is still open.
  // What is made of it, images and locks, has its own references, and fails.
  void ForgetIfGone();
  // Where they come from.
  const com::ClassSource& classes() const noexcept { return *classes_; }

  // For one erase; a recorder of its own would be locked out by the one that holds the drive.
  com::ComPtr<IDiscFormat2Erase> MakeEraseFormat() const;

 private:
  void Detach() noexcept;

  const std::shared_ptr<const com::ClassSource> classes_;
  const std::wstring id_;
  com::ComPtr<IDiscRecorder2> recorder_;
  com::ComPtr<IDiscRecorder2Ex> commands_;
  com::ComPtr<IDiscFormat2Data> format_;
};

// Somebody who may be waiting for the drive; told on any thread when it is given up.
class DriveUser {
 public:
  virtual void OnGivenUp() = 0;

 protected:
  ~DriveUser() = default;
};

class Drive : public Leasable {
 public:
  Drive(std::shared_ptr<const com::ClassSource> classes, std::wstring id);

  const std::wstring& id() const noexcept { return id_; }
  const std::shared_ptr<Worker>& worker() const noexcept { return objects_.worker(); }
  DriveObjects& objects() const noexcept { return *objects_; }

  // A drive that did not stop in time has its worker inside a call that may never return: nothing
  // more is posted to it, and all its users are told.
  void GiveUp();
  void AddUser(const std::weak_ptr<DriveUser>& user);
  bool hung() const noexcept { return hung_; }
  void RequireResponsive(const char* operation) const;

 private:
  const std::wstring id_;
  std::atomic<bool> hung_ = false;
  std::mutex mutex_;
  std::vector<std::weak_ptr<DriveUser>> users_;
  WorkerOwned<DriveObjects> objects_;
};

}  // namespace imapi2
