#pragma once

#include <windows.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "virtual/session/method.h"

namespace virtual_drive {

// Where every COM call of a session passes: counts it, and lets it meet the fault that is planned
// for it. Any thread.
class CallGate {
 public:
  // Tells what the call has to return instead of doing its work, if anything; doesn't return while
  // the fault is a hang.
  std::optional<HRESULT> Enter(Method method) {
    // Counted before it is asked whether anything is planned, and planned before anybody can read
    // the count afterwards, all in one order (the default of atomics): so a fault for a call that
    // the planner has not seen counted is met.
    const LONGLONG nth = counts_[method.place()].fetch_add(1) + 1;
    if (!planned_.load()) return std::nullopt;
    return Meet(method, nth);
  }

  LONGLONG Count(Method method) const noexcept { return counts_[method.place()].load(); }

  // The nth call of `method`, counted from the session's start, returns `result`.
  void FailAt(Method method, LONGLONG nth, HRESULT result);
  // It doesn't return until Open.
  void HangAt(Method method, LONGLONG nth);
  // `effect` happens (a power cut), and then the call goes on and finds out by itself.
  void BreakAt(Method method, LONGLONG nth, std::function<void()> effect);
  // Nothing happens to it, but TakeMark tells its maker that it is the one.
  void MarkAt(Method method, LONGLONG nth);

  // Whether the next call of `method` is marked; tells it once.
  bool TakeMark(Method method);

  // The session closes: what hangs returns E_ABORT, and nothing hangs any more.
  void Open() noexcept;

 private:
  struct Mark {
    Method method;
    LONGLONG nth;
  };
  struct Plan {
    Method method;
    LONGLONG nth;
    std::optional<HRESULT> result;  // none: hangs, unless there is an effect
    std::function<void()> effect;
  };

  void Add(Plan plan);
  std::optional<HRESULT> Meet(Method method, LONGLONG nth);

  std::array<std::atomic<LONGLONG>, Method::kCount> counts_{};
  std::atomic<bool> planned_{false};  // whether plans_ has any; changed under mutex_

  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  std::vector<Plan> plans_;
  std::vector<Mark> marks_;
};

}  // namespace virtual_drive
