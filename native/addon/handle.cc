#include "addon/handle.h"

#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2::addon {

void HandleBase::Enter(const char* operation) {
  const std::scoped_lock lock(mutex_);
  if (state_ != State::kOpen) throw Error(code::kClosed, operation, "The handle was closed.");
  ++uses_;
}

void HandleBase::Leave() {
  {
    const std::scoped_lock lock(mutex_);
    if (--uses_ > 0 || state_ == State::kOpen) return;
  }
  // Closed already where it was abandoned: the call has come back after all, and the object need
  // not wait for the garbage collector.
  Finish();
}

void HandleBase::Track(const std::shared_ptr<CancelToken>& cancel) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(cancels_, [](const auto& known) { return known.expired(); });
  cancels_.push_back(cancel);
}

void HandleBase::Close(Burns burns, const std::function<void()>& closed) {
  std::vector<std::weak_ptr<CancelToken>> cancels;
  bool finished = false;
  bool last = false;
  {
    const std::scoped_lock lock(mutex_);
    if (burns == Burns::kCancel) cancels = cancels_;
    last = state_ == State::kOpen && uses_ == 0;
    if (state_ == State::kOpen) state_ = State::kClosing;
    if (abandoned_ && !last) state_ = State::kClosed;
    finished = state_ == State::kClosed;
    if (!finished && closed) waiting_->Add(closed);
  }
  for (const auto& weak : cancels) {
    if (const auto cancel = weak.lock()) cancel->End();
  }
  if (finished && closed) closed();
  if (last) Finish();
}

// Nobody uses the object any more, and nobody can begin to.
void HandleBase::Finish() {
  const std::shared_ptr<Worker> worker = Release();
  {
    const std::scoped_lock lock(mutex_);
    state_ = State::kClosed;
  }
  // Behind the release of the object, which was posted just now.
  if (worker != nullptr) {
    worker->Post([waiting = waiting_] { waiting->Tell(); });
  } else {
    waiting_->Tell();
  }
}

void HandleBase::Abandon() {
  {
    const std::scoped_lock lock(mutex_);
    // Still open where nobody has closed it: further calls are told that the drive hangs.
    abandoned_ = true;
    if (state_ == State::kClosing) state_ = State::kClosed;
  }
  waiting_->Tell();
}

void HandleBase::Waiting::Add(std::function<void()> closed) {
  const std::scoped_lock lock(mutex_);
  closed_.push_back(std::move(closed));
}

void HandleBase::Waiting::Tell() {
  std::vector<std::function<void()>> told;
  {
    const std::scoped_lock lock(mutex_);
    told.swap(closed_);
  }
  for (const auto& closed : told) closed();
}

bool HasTag(const Napi::Value& value, const napi_type_tag& tag) {
  bool same = false;
  return value.IsExternal() &&
         napi_check_object_type_tag(value.Env(), value, &tag, &same) == napi_ok && same;
}

}  // namespace imapi2::addon
