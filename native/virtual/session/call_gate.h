#pragma once

#include <windows.h>

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
  std::map<std::string, LONGLONG, std::less<>> counts_;
  std::vector<Plan> plans_;
  std::vector<Mark> marks_;
};

}  // namespace virtual_drive
