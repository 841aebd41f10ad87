#pragma once

#include <windows.h>

#include <array>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace virtual_drive {

// Where every COM call of a session passes: counts it, and lets it meet the fault that is planned
// for it. Any thread.
class CallGate {
 public:
  // Tells what the call has to return instead of doing its work, if anything; doesn't return while
  // the fault is a hang.
  std::optional<HRESULT> Enter(std::string_view method);

  LONGLONG Count(std::string_view method) const;

  // The nth call of `method`, counted from the session's start, returns `result`.
  void FailAt(std::string method, LONGLONG nth, HRESULT result);
  // It doesn't return until Open.
  void HangAt(std::string method, LONGLONG nth);
  // `effect` happens (a power cut), and then the call goes on and finds out by itself.
  void BreakAt(std::string method, LONGLONG nth, std::function<void()> effect);
  // Nothing happens to it, but TakeMark tells its maker that it is the one.
  void MarkAt(std::string method, LONGLONG nth);

  // Whether the next call of `method` is marked; tells it once.
  bool TakeMark(std::string_view method);

  // The session closes: what hangs returns E_ABORT, and nothing hangs any more.
  void Open() noexcept;

 private:
  using Counts = std::map<std::string, LONGLONG, std::less<>>;

  // The count of `method`, which is there from its first call on.
  LONGLONG& CountOf(std::string_view method);

  struct Mark {
    std::string method;
    LONGLONG nth;
  };
  struct Plan {
    std::string method;
    LONGLONG nth;
    std::optional<HRESULT> result;  // none: hangs, unless there is an effect
    std::function<void()> effect;
  };

  mutable std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  Counts counts_;
  // Where the counts of late were found, by where the name stands in memory: a list of a million
  // ranges is two million calls of two methods. Only a hint: the name is compared all the same.
  std::array<Counts::value_type*, 16> recent_{};
  std::vector<Plan> plans_;
  std::vector<Mark> marks_;
};

}  // namespace virtual_drive
