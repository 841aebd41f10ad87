// The calls of one environment that no worker has answered yet.
#pragma once

#include <memory>
#include <vector>

namespace imapi2 {
class Worker;
}

namespace imapi2::addon {

class Pending;

// On JavaScript's thread only.
class CallsUnderWay {
 public:
  // `operation`: a literal.
  void Add(const Worker& worker, const std::shared_ptr<Pending>& pending, const char* operation);
  // That worker is inside a call that does not return: what was asked of it fails with
  // ERR_DRIVE_HUNG, the calls behind that one too. So does what it passed on to a drive, which then
  // is the one that hangs.
  void GiveUp(const Worker& worker);

 private:
  struct Call {
    const Worker* worker;
    std::weak_ptr<Pending> pending;
    const char* operation;
  };
  std::vector<Call> calls_;
};

}  // namespace imapi2::addon
