// Calls are counted, and planned faults are met, whatever thread calls.
#include "virtual/session/call_gate.h"

#include <doctest.h>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace virtual_drive::test {
namespace {

constexpr Method kCalled = "IBlockRange::get_StartLba";
constexpr int kCallers = 4;

// Threads that call until each of them has enough; gives how many of their calls failed with
// E_FAIL.
class Callers {
 public:
  // `enough(calls)`: of the thread's own calls.
  Callers(CallGate& gate, std::function<bool(LONGLONG)> enough) {
    for (int i = 0; i < kCallers; ++i) {
      threads_.emplace_back([this, &gate, enough] {
        for (LONGLONG calls = 0; !enough(calls); ++calls) {
          if (gate.Enter(kCalled) == E_FAIL) ++failed_;
        }
      });
    }
  }
  LONGLONG Join() {
    for (std::thread& thread : threads_) thread.join();
    return failed_;
  }

 private:
  std::atomic<LONGLONG> failed_{0};
  std::vector<std::thread> threads_;
};

}  // namespace

TEST_CASE("calls of many threads are all counted, and each planned one fails once") {
  constexpr LONGLONG kEach = 20'000;
  constexpr LONGLONG kAll = kCallers * kEach;
  CallGate gate;
  for (const LONGLONG nth : {LONGLONG{1}, kEach, kAll}) gate.FailAt(kCalled, nth, E_FAIL);
  gate.FailAt(kCalled, kAll + 1, E_ABORT);
  CHECK(Callers(gate, [](LONGLONG calls) { return calls == kEach; }).Join() == 3);
  CHECK(gate.Count(kCalled) == kAll);
  CHECK(gate.Enter(kCalled) == E_ABORT);
}

TEST_CASE("a fault that is planned while others call is met at its call, unless that has been") {
  CallGate gate;
  std::atomic<bool> done{false};
  Callers callers(gate, [&](LONGLONG) { return done.load(); });
  LONGLONG sure = 0;
  LONGLONG possible = 0;
  LONGLONG nth = 0;
  for (int plans = 0; plans < 1000; ++plans) {
    while (gate.Count(kCalled) + 100 <= nth) std::this_thread::yield();
    nth = gate.Count(kCalled) + 100;
    gate.FailAt(kCalled, nth, E_FAIL);
    // A call that is not counted now, when the fault is planned, is still to come.
    (gate.Count(kCalled) < nth ? sure : possible) += 1;
  }
  while (gate.Count(kCalled) < nth) std::this_thread::yield();
  done = true;
  const LONGLONG failed = callers.Join();
  CHECK(sure > 0);
  CHECK(failed >= sure);
  CHECK(failed <= sure + possible);
}

TEST_CASE("a method of the table is found by its name, and no other") {
  CHECK(Method::Find("IBlockRange::get_StartLba") == kCalled);
  CHECK(kCalled.name() == "IBlockRange::get_StartLba");
  CHECK_FALSE(Method::Find("IBlockRange::get_StartLb"));
  CHECK_FALSE(Method::Find("IFsiNamedStreams::get_Count"));
  CHECK(IsNobodysMethod("IFsiNamedStreams::get_Count"));
  CHECK_FALSE(IsNobodysMethod("IBlockRange::get_StartLba"));
}

}  // namespace virtual_drive::test
