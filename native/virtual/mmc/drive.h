#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "virtual/mmc/command.h"
#include "virtual/mmc/unit.h"

namespace virtual_drive::mmc {

// A drive: takes commands, and can be broken. Any thread; it works on one command at a time, as a
// real one does.
class Drive {
 public:
  Drive(Identity identity, std::unique_ptr<Disc> disc, std::uint32_t sectors_per_second);
  Drive(const Drive&) = delete;
  Drive& operator=(const Drive&) = delete;

  Reply Execute(const Command& command) noexcept;

  void SetHabits(const Habits& habits);
  // The next command that isn't exempt is told it.
  void RaiseUnitAttention(const Sense& news);
  // What the first commands find after the tray was closed.
  void SetNotReadyAfterClose(const NotReady& found);
  // The fault happens now; waits for the running command. A torn unit is the one written last.
  void Break(const Fault& fault);
  // A disc for a fault to put in. Which of the spares it is.
  std::size_t AddSpare(std::unique_ptr<Disc> disc);
  FaultPlan& faults() noexcept { return unit_.faults; }
  const WriteLog& writes() const noexcept { return unit_.writes; }

  // Wakes a command that hangs or waits; from now on none is answered.
  void ShutDown() noexcept { unit_.waker.ShutDown(); }

 private:
  Reply Run(const Command& command);

  std::mutex command_;
  Unit unit_;
  Sense last_sense_;
};

}  // namespace virtual_drive::mmc
