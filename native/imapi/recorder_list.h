// The drives that IMAPI2 knows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "com/class_source.h"
#include "imapi/recorder_info.h"
#include "imapi/worker.h"

namespace imapi2 {

// Drives are asked on a thread of their own, so that one that does not answer keeps nobody but that
// thread: the next question has another. On one worker only.
class RecorderList {
 public:
  explicit RecorderList(std::shared_ptr<const com::ClassSource> classes);

  // A drive that does not answer within some seconds is listed with that as its error.
  std::vector<RecorderInfo> All();
  // The id of the drive with that unique id or volume path (`D:`, `D:\`, in either case); Error
  // (kUnknownDrive) for none.
  std::wstring Find(const std::wstring& name);

 private:
  RecorderInfo Ask(const std::wstring& id);

  const std::shared_ptr<const com::ClassSource> classes_;
  // Null until somebody asks, and once a drive keeps it.
  std::unique_ptr<Worker> asking_;
};

}  // namespace imapi2
