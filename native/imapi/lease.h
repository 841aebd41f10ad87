// What a burn or an erase has for itself alone while it runs: its drive, and its image.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {

class Leasable {
 public:
  // Where somebody has it on lease, at once and without waiting.
  void RequireFree(const char* operation) const {
    if (leased_)
      throw Error(code::kBusy, operation,
                  "A burn or an erase under way has the drive or the image.");
  }
  bool leased() const noexcept { return leased_; }

 protected:
  Leasable() = default;
  ~Leasable() = default;

 private:
  friend class Lease;
  std::atomic<bool> leased_ = false;
};

class Lease {
 public:
  // Throws Error (kBusy).
  Lease(std::shared_ptr<Leasable> leased, const char* operation) : leased_(std::move(leased)) {
    if (leased_->leased_.exchange(true)) {
      leased_ = nullptr;
      throw Error(code::kBusy, operation,
                  "A burn or an erase under way has the drive or the image.");
    }
  }
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease() {
    if (leased_) leased_->leased_ = false;
  }

 private:
  std::shared_ptr<Leasable> leased_;
};

}  // namespace imapi2
