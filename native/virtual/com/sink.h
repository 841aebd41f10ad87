#pragma once

#include <windows.h>

#include <oaidl.h>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {

// An advised sink. One that was advised from a single-threaded apartment lies in COM's global
// interface table and nowhere else: every thread, its own too, gets at it from there, and lets go
// of it there, as COM demands. One from the multithreaded apartment is free-threaded and held
// directly.
class Sink {
 public:
  // On the thread that advises.
  explicit Sink(ComPtr<IDispatch> sink);
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  // On any thread.
  ~Sink();

  // What the calling thread may use; null when the sink's apartment is gone.
  ComPtr<IDispatch> ForThisThread() const noexcept;

 private:
  ComPtr<IDispatch> direct_;
  DWORD global_cookie_ = 0;
};

}  // namespace virtual_drive
