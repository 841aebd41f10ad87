// COM objects that belong to a worker: used there, and released there wherever their owner dies.
#pragma once

#include <memory>
#include <utility>

#include "imapi/worker.h"

namespace imapi2 {

template <typename T>
class WorkerOwned {
 public:
  WorkerOwned(std::shared_ptr<Worker> worker, std::unique_ptr<T> object)
      : worker_(std::move(worker)), object_(std::move(object)) {}
  WorkerOwned(const WorkerOwned&) = delete;
  WorkerOwned& operator=(const WorkerOwned&) = delete;
  // Comes after everything that was posted before, so that no task finds its objects gone.
  ~WorkerOwned() {
    worker_->Post([dead = std::shared_ptr<T>(std::move(object_))]() mutable { dead.reset(); });
  }

  // On the worker only.
  T& operator*() const noexcept { return *object_; }
  T* operator->() const noexcept { return object_.get(); }

  const std::shared_ptr<Worker>& worker() const noexcept { return worker_; }

 private:
  std::shared_ptr<Worker> worker_;
  std::unique_ptr<T> object_;
};

}  // namespace imapi2
