#include "virtual/session/call_gate.h"

#include <algorithm>
#include <utility>

namespace virtual_drive {

std::optional<HRESULT> CallGate::Meet(Method method, LONGLONG nth) {
  std::unique_lock lock(mutex_);
  const auto planned = std::find_if(plans_.begin(), plans_.end(), [&](const Plan& plan) {
    return plan.nth == nth && plan.method == method;
  });
  if (planned == plans_.end()) return std::nullopt;
  const Plan plan = std::move(*planned);
  plans_.erase(planned);
  planned_ = !plans_.empty();

  if (plan.effect) {
    lock.unlock();  // the effect takes the drive's lock
    plan.effect();
    return std::nullopt;
  }
  if (plan.result) return plan.result;
  opened_.wait(lock, [this] { return open_; });
  return E_ABORT;
}

void CallGate::Add(Plan plan) {
  const std::lock_guard lock(mutex_);
  plans_.push_back(std::move(plan));
  planned_ = true;
}

void CallGate::FailAt(Method method, LONGLONG nth, HRESULT result) {
  Add({method, nth, result, {}});
}

void CallGate::HangAt(Method method, LONGLONG nth) { Add({method, nth, std::nullopt, {}}); }

void CallGate::BreakAt(Method method, LONGLONG nth, std::function<void()> effect) {
  Add({method, nth, std::nullopt, std::move(effect)});
}

void CallGate::MarkAt(Method method, LONGLONG nth) {
  const std::lock_guard lock(mutex_);
  marks_.push_back({method, nth});
}

bool CallGate::TakeMark(Method method) {
  const std::lock_guard lock(mutex_);
  const LONGLONG next = Count(method) + 1;
  return std::erase_if(marks_, [&](const Mark& mark) {
           return mark.nth == next && mark.method == method;
         }) > 0;
}

void CallGate::Open() noexcept {
  const std::lock_guard lock(mutex_);
  open_ = true;
  opened_.notify_all();
}

}  // namespace virtual_drive
