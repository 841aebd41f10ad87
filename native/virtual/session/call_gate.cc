#include "virtual/session/call_gate.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace virtual_drive {

std::optional<HRESULT> CallGate::Enter(std::string_view method) {
  std::unique_lock lock(mutex_);
  const LONGLONG nth = ++CountOf(method);
  if (plans_.empty()) return std::nullopt;

  const auto planned = std::find_if(plans_.begin(), plans_.end(), [&](const Plan& plan) {
    return plan.nth == nth && plan.method == method;
  });
  if (planned == plans_.end()) return std::nullopt;
  const Plan plan = std::move(*planned);
  plans_.erase(planned);

  if (plan.effect) {
    lock.unlock();  // the effect takes the drive's lock
    plan.effect();
    return std::nullopt;
  }
  if (plan.result) return plan.result;
  opened_.wait(lock, [this] { return open_; });
  return E_ABORT;
}

LONGLONG& CallGate::CountOf(std::string_view method) {
  // Names are literals, a few bytes to dozens long: their addresses differ in these bits.
  Counts::value_type*& recent =
      recent_[(reinterpret_cast<std::uintptr_t>(method.data()) >> 3) % recent_.size()];
  if (recent == nullptr || recent->first != method) {
    auto counted = counts_.find(method);
    if (counted == counts_.end()) counted = counts_.emplace(method, 0).first;
    recent = &*counted;  // stays where it is: counts are never taken away
  }
  return recent->second;
}

LONGLONG CallGate::Count(std::string_view method) const {
  const std::lock_guard lock(mutex_);
  const auto counted = counts_.find(method);
  return counted == counts_.end() ? 0 : counted->second;
}

void CallGate::FailAt(std::string method, LONGLONG nth, HRESULT result) {
  const std::lock_guard lock(mutex_);
  plans_.push_back({std::move(method), nth, result, {}});
}

void CallGate::HangAt(std::string method, LONGLONG nth) {
  const std::lock_guard lock(mutex_);
  plans_.push_back({std::move(method), nth, std::nullopt, {}});
}

void CallGate::BreakAt(std::string method, LONGLONG nth, std::function<void()> effect) {
  const std::lock_guard lock(mutex_);
  plans_.push_back({std::move(method), nth, std::nullopt, std::move(effect)});
}

void CallGate::MarkAt(std::string method, LONGLONG nth) {
  const std::lock_guard lock(mutex_);
  marks_.push_back({std::move(method), nth});
}

bool CallGate::TakeMark(std::string_view method) {
  const std::lock_guard lock(mutex_);
  if (marks_.empty()) return false;
  const auto counted = counts_.find(method);
  const LONGLONG next = (counted == counts_.end() ? 0 : counted->second) + 1;
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
