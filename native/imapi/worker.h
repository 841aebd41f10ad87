// A thread that owns COM objects: all that is done to them is posted to it.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace imapi2 {

// Joins an apartment once, at start, and leaves it once, at the end. Tasks run one
// after the other, in the order in which they were posted, and must not throw.
//
// The destructor never waits: it may run on JavaScript's thread, and the task under way may be a
// burn, or a call that never returns. The thread ends by itself when its queue is empty, and until
// then holds a reference to the library that its code is in, so that an environment may unload the
// addon at any time.
class Worker {
 public:
  using Task = std::function<void()>;

  // kPumped: in a single-threaded apartment, whose messages it handles between its tasks. For
  // objects that are told of something by a window of theirs, as of a drive that was plugged in.
  enum class Kind { kMultithreaded, kPumped };

  // `name`: what debuggers show.
  explicit Worker(std::wstring name, Kind kind = Kind::kMultithreaded);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  // From any thread. The task is destroyed on the worker too, and with it what it captured.
  void Post(Task task);

 private:
  struct State;
  static unsigned __stdcall ThreadMain(void* argument);
  static void Run(State& state);

  std::shared_ptr<State> state_;
};

}  // namespace imapi2
