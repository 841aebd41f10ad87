// Calls are counted, and planned faults are met, whatever thread calls; and it is told what they
// were met inside of.
#include "virtual/session/call_gate.h"

#include <doctest.h>

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

namespace virtual_drive::test {
namespace {

constexpr Method kCalled = "IBlockRange::get_StartLba";
constexpr Method kOuter = "IDiscFormat2Data::Write";
constexpr Method kBetween = "IStream::Read";
constexpr int kCallers = 4;

// A call from its entry to its return, as a session makes it.
class Call {
 public:
  Call(CallGate& gate, Method method) {
    if (const auto nth = gate.Enter(method)) passage_.emplace(gate, method, *nth);
  }
  std::optional<HRESULT> result() const { return passage_ ? passage_->result() : std::nullopt; }

 private:
  std::optional<CallGate::Passage> passage_;
};

std::optional<HRESULT> Enter(CallGate& gate, Method method) { return Call(gate, method).result(); }

// Threads that call until each of them has enough; gives how many of their calls failed with
// E_FAIL.
class Callers {
 public:
  // `enough(calls)`: of the thread's own calls.
  Callers(CallGate& gate, std::function<bool(LONGLONG)> enough) {
    for (int i = 0; i < kCallers; ++i) {
      threads_.emplace_back([this, &gate, enough] {
        for (LONGLONG calls = 0; !enough(calls); ++calls) {
          if (Enter(gate, kCalled) == E_FAIL) ++failed_;
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
  CHECK(Enter(gate, kCalled) == E_ABORT);
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

TEST_CASE("a fault counts once for each method that it was met inside of, and for its own") {
  CallGate gate;
  gate.FailAt(kCalled, 1, E_FAIL);
  {
    const Call outer(gate, kOuter);
    CHECK(Enter(gate, "IDiscRecorder2::get_VendorId") == std::nullopt);  // has returned by then
    const Call between(gate, kBetween);
    const Call again(gate, kBetween);
    CHECK(Enter(gate, kCalled) == E_FAIL);
    CHECK(Enter(gate, kCalled) == std::nullopt);
  }
  for (const Method method : {kCalled, kBetween, kOuter}) CHECK(gate.Faults(method) == 1);
  CHECK(gate.Faults("IDiscRecorder2::get_VendorId") == 0);

  gate.FailAt(kCalled, 3, E_FAIL);
  CHECK(Enter(gate, kCalled) == E_FAIL);
  CHECK(gate.Faults(kCalled) == 2);
  CHECK(gate.Faults(kOuter) == 1);
}

TEST_CASE("a fault counts for no call of another thread") {
  CallGate gate;
  gate.FailAt(kCalled, 1, E_FAIL);
  const Call outer(gate, kOuter);
  std::thread([&] {
    const Call between(gate, kBetween);
    CHECK(Enter(gate, kCalled) == E_FAIL);
  }).join();
  CHECK(gate.Faults(kBetween) == 1);
  CHECK(gate.Faults(kOuter) == 0);
}

TEST_CASE(
    "a fault counts for the call that the thread works for, and not for what that does meanwhile") {
  CallGate gate;
  gate.FailAt(kCalled, 1, E_FAIL);
  const Call outer(gate, kOuter);
  const std::vector<Method> outermost = gate.Inside();
  const Call meanwhile(gate, "IDiscRecorder2Ex::SendCommandSendDataToDevice");
  std::thread([&] {
    const CallGate::Errand errand(gate, outermost);
    const Call between(gate, kBetween);
    std::thread([&, further = gate.Inside()] {
      const CallGate::Errand last(gate, further);
      CHECK(Enter(gate, kCalled) == E_FAIL);
    }).join();
  }).join();
  for (const Method method : {kCalled, kBetween, kOuter}) CHECK(gate.Faults(method) == 1);
  CHECK(gate.Faults("IDiscRecorder2Ex::SendCommandSendDataToDevice") == 0);
}

TEST_CASE("every kind of fault counts when it is met") {
  CallGate gate;
  gate.BreakAt(kCalled, 1, [] {});
  gate.MarkAt(kCalled, 2);
  gate.HangAt(kCalled, 3);
  gate.Open();
  const Call outer(gate, kOuter);
  CHECK(gate.Faults(kCalled) == 0);
  CHECK_FALSE(gate.TakeMark(kCalled));
  CHECK(Enter(gate, kCalled) == std::nullopt);
  CHECK(gate.Faults(kCalled) == 1);
  CHECK(gate.TakeMark(kCalled));
  CHECK(gate.Faults(kCalled) == 2);
  CHECK(Enter(gate, kCalled) == std::nullopt);
  CHECK(Enter(gate, kCalled) == E_ABORT);
  CHECK(gate.Faults(kCalled) == 3);
  CHECK(gate.Faults(kOuter) == 3);
}

TEST_CASE("a method of the table is found by its name, and no other") {
  CHECK(Method::Find("IBlockRange::get_StartLba") == kCalled);
  CHECK(kCalled.name() == "IBlockRange::get_StartLba");
  CHECK_FALSE(Method::Find("IBlockRange::get_StartLb"));
  CHECK_FALSE(Method::Find("IRawCDImageTrackInfo::get_SectorCount"));
  CHECK(IsNobodysMethod("IRawCDImageTrackInfo::get_SectorCount"));
  CHECK_FALSE(IsNobodysMethod("IBlockRange::get_StartLba"));
}

}  // namespace virtual_drive::test
