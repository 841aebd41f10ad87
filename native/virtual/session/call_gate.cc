#include "virtual/session/call_gate.h"

#include <algorithm>
#include <bitset>
#include <utility>

namespace virtual_drive {

CallGate::Stay::Stay(CallGate& gate, Method method) : gate_(gate), method_(method) {
  const std::lock_guard lock(gate_.mutex_);
  gate_.stays_.push_back(this);
}

CallGate::Stay::~Stay() {
  const std::lock_guard lock(gate_.mutex_);
  std::erase(gate_.stays_, this);
}

std::optional<HRESULT> CallGate::Meet(Method method, LONGLONG nth) {
  std::unique_lock lock(mutex_);
  const auto planned = std::find_if(plans_.begin(), plans_.end(), [&](const Plan& plan) {
    return plan.nth == nth && plan.method == method;
  });
  if (planned == plans_.end()) return std::nullopt;
  const Plan plan = std::move(*planned);
  plans_.erase(planned);
  SeeWhetherPlanned();
  CountFault(method);

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
  SeeWhetherPlanned();
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
  SeeWhetherPlanned();
}

bool CallGate::TakeMark(Method method) {
  const std::lock_guard lock(mutex_);
  const LONGLONG next = Count(method) + 1;
  const auto taken = std::erase_if(
      marks_, [&](const Mark& mark) { return mark.nth == next && mark.method == method; });
  if (taken == 0) return false;
  SeeWhetherPlanned();
  CountFault(method);
  return true;
}

LONGLONG CallGate::Faults(Method method) {
  const std::lock_guard lock(mutex_);
  return faults_[method.place()];
}

std::vector<Method> CallGate::Inside() {
  const std::lock_guard lock(mutex_);
  return InsideHere();
}

std::vector<Method> CallGate::InsideHere() const {
  std::vector<Method> inside;
  for (const Stay* const stay : stays_) {
    if (stay->IsOfThisThread()) inside.push_back(stay->method());
  }
  return inside;
}

void CallGate::CountFault(Method method) {
  // One that was called inside of itself has met it once all the same.
  std::bitset<Method::kCount> met;
  met.set(method.place());
  for (const Method outer : InsideHere()) met.set(outer.place());
  for (std::size_t place = 0; place < met.size(); ++place) {
    if (met[place]) ++faults_[place];
  }
}

void CallGate::Open() noexcept {
  const std::lock_guard lock(mutex_);
  open_ = true;
  opened_.notify_all();
}

}  // namespace virtual_drive
