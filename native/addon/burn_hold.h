// What a burn has while it runs, and how it is ended: one set of rules for everything that takes
// hold of a drive for long.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "addon/burn_values.h"
#include "addon/calls.h"
#include "addon/handle.h"
#include "addon/opened.h"
#include "addon/progress_channel.h"
#include "imapi/burn_report.h"
#include "imapi/cancel_token.h"
#include "imapi/deadline.h"
#include "imapi/lease.h"

namespace imapi2::addon {

using RecorderUse = Handle<OpenedRecorder>::SharedUse;
using ResultUse = Handle<OpenedResult>::SharedUse;
using BurnChannel = ProgressChannel<BurnProgress>;

RecorderUse UseRecorder(const Napi::Value& value, const char* operation);

// What was asked for waits behind the calls that were made before it. It is begun by the drive's
// worker or withdrawn by whoever cancels it, whichever comes first.
class Turn {
 public:
  bool Begin() noexcept { return Take(State::kBegun); }
  bool Withdraw() noexcept { return Take(State::kWithdrawn); }

 private:
  enum class State { kWaiting, kBegun, kWithdrawn };
  bool Take(State next) noexcept {
    State waiting = State::kWaiting;
    return state_.compare_exchange_strong(waiting, next);
  }

  std::atomic<State> state_ = State::kWaiting;
};

// All that a burn holds while it runs. Destroyed on the drive's worker, last of all the task's
// captures.
struct BurnHold {
  const char* operation = nullptr;
  RecorderUse recorder;
  ResultUse result;  // null for an .iso
  std::shared_ptr<CancelToken> cancel = std::make_shared<CancelToken>();
  Turn turn;
  // Of whoever took the turn, and until then of JavaScript's thread.
  std::vector<Lease> leases;
};

// The leases end before the promise is settled: what its continuation calls must not find the drive
// busy. Nothing is done where it was withdrawn.
template <typename Work, typename Convert>
void SettleReleasing(const std::shared_ptr<Pending>& pending, BurnHold& hold, Work& work,
                     const Convert& convert) {
  if (!hold.turn.Begin()) return;
  const auto releasing = [&] {
    struct Release {
      BurnHold& hold;
      ~Release() { hold.leases.clear(); }
    } const release{hold};
    return work();
  };
  SettleWith(pending, releasing, convert);
}

// Takes the leases here, on JavaScript's thread, so that the next call is refused at once. An image
// on its drive's worker has a lease of its own all the same, for another drive's burn.
std::shared_ptr<BurnHold> Hold(RecorderUse recorder, ResultUse result, const char* operation);

// To the drive's worker. An image that has a worker of its own may be reading there, for somebody
// who asked before the lease; its stream has one position for all readers, so that `task` comes
// behind them.
void PostBehindReaders(const BurnHold& hold, Worker::Task task);

std::shared_ptr<BurnChannel> OpenChannel(const Napi::Value& listener,
                                         const std::shared_ptr<Pending>& pending);

// Cancelled before it was begun, it is withdrawn, and its promise rejected at once (kAborted).
// After that, a drive that has not stopped so many milliseconds after somebody asked it to is given
// up.
std::shared_ptr<Deadline> WatchDrive(const std::shared_ptr<BurnHold>& hold,
                                     const std::shared_ptr<Pending>& pending, double milliseconds);

// The same for what only reads.
std::shared_ptr<Deadline> WatchReads(const std::shared_ptr<BurnHold>& hold,
                                     const std::shared_ptr<Pending>& pending, double milliseconds);

// The same for an erase, which nobody can stop once it has begun and which may take an hour: the
// drive is given up only where somebody is closing it and waits, and only so long after the last
// that was heard of it. Each sign of life starts the deadline anew.
std::shared_ptr<Deadline> WatchErase(const std::shared_ptr<BurnHold>& hold,
                                     const std::shared_ptr<Pending>& pending, double milliseconds);

}  // namespace imapi2::addon
