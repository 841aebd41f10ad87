#pragma once

#include <windows.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "virtual/session/method.h"

namespace virtual_drive {

// Where every COM call of a session passes: counts it, and lets it meet the fault that is planned
// for it. Any thread.
class CallGate {
 private:
  // A call that has not returned, kept for the calls that are made inside of it on its thread.
  class Stay {
   public:
    Stay(CallGate& gate, Method method);
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;
    ~Stay();
    Method method() const noexcept { return method_; }
    bool IsOfThisThread() const noexcept { return thread_ == GetCurrentThreadId(); }

   private:
    CallGate& gate_;
    const Method method_;
    const DWORD thread_ = GetCurrentThreadId();
  };

 public:
  // Every call begins with this, which counts it. Where a fault may wait for it: its number, for a
  // Passage; while nothing is planned there is nothing else to do.
  std::optional<LONGLONG> Enter(Method method) {
    // Counted before it is asked whether anything is planned, and planned before anybody can read
    // the count afterwards, all in one order (the default of atomics): so a fault for a call that
    // the planner has not seen counted is met.
    const LONGLONG nth = counts_[method.place()].fetch_add(1) + 1;
    if (!planned_.load()) return std::nullopt;
    return nth;
  }

  // The rest of a call's way, until it returns.
  class Passage {
   public:
    // Doesn't return while the fault that the call meets is a hang.
    Passage(CallGate& gate, Method method, LONGLONG nth)
        : stay_(gate, method), result_(gate.Meet(method, nth)) {}
    // What the call has to return instead of doing its work, if anything.
    const std::optional<HRESULT>& result() const noexcept { return result_; }

   private:
    const Stay stay_;  // before result_: the call is inside of itself when it meets its fault
    const std::optional<HRESULT> result_;
  };

  // The methods that this thread is inside of, innermost last. For an Errand; none while no fault
  // waits.
  std::vector<Method> Inside();

  // The work of a thread that another started, and will wait for, inside of those methods: what is
  // called here is called inside of them.
  class Errand {
   public:
    Errand(CallGate& gate, const std::vector<Method>& inside) {
      for (const Method method : inside) stays_.emplace_back(gate, method);
    }

   private:
    std::deque<Stay> stays_;
  };

  LONGLONG Count(Method method) const noexcept { return counts_[method.place()].load(); }
  // How many faults were met by a call of `method`, or by what was called inside of one that began
  // when the fault was planned already.
  LONGLONG Faults(Method method);

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
  // All under mutex_.
  std::vector<Method> InsideHere() const;
  void CountFault(Method method);
  void SeeWhetherPlanned() noexcept { planned_ = !plans_.empty() || !marks_.empty(); }

  std::array<std::atomic<LONGLONG>, Method::kCount> counts_{};
  std::atomic<bool> planned_{false};  // whether there are plans_ or marks_; changed under mutex_

  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  std::vector<Plan> plans_;
  std::vector<Mark> marks_;
  std::vector<const Stay*> stays_;
  std::array<LONGLONG, Method::kCount> faults_{};
};

}  // namespace virtual_drive
