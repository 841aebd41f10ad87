// One per JavaScript environment: main thread, worker thread, Electron window.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "addon/calls_under_way.h"
#include "addon/napi_setup.h"

namespace imapi2::addon {

class HandleBase;

// Something to be done on JavaScript's thread.
class Delivery {
 public:
  Delivery() = default;
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;
  virtual ~Delivery() = default;
  virtual void Run(Napi::Env env) = 0;
};

// The one way from workers to JavaScript, and what is open in this environment.
//
// Kept alive by the operations under way, which can outlive JavaScript. It ends in one of three
// ways:
//   - the environment is torn down (the main thread's loop is empty, a worker thread is terminated,
//   Electron reloads):
//     the cleanup hook runs, on JavaScript's thread;
//   - process.exit() or an uncaught exception: no hook runs, and TypeScript's 'exit' listener calls
//   shutdown();
//   - the process is killed: nothing runs, and a burn is cut as by a power failure.
// In the first two burns are cancelled and handles closed, and that is waited for, for 5 seconds at
// most. What has not ended by then is left to its worker, which keeps this library loaded by itself
// (Worker); what it delivers later is dropped.
class Environment : public std::enable_shared_from_this<Environment> {
 public:
  static std::shared_ptr<Environment> Create(Napi::Env env);
  static std::shared_ptr<Environment> Of(Napi::Env env);

  // From any thread; dropped where JavaScript has gone. In the order of the calls.
  void Deliver(std::unique_ptr<Delivery> delivery);

  // From any thread: runs `work` while JavaScript and its memory exist, and keeps them from ending
  // until it returns, which must be soon. Not at all where JavaScript has gone.
  void WhileStanding(const std::function<void()>& work);

  // On JavaScript's thread, around each operation: while one is pending the process stays alive.
  void BeginOperation(Napi::Env env);
  void EndOperation(Napi::Env env);

  // On JavaScript's thread.
  void Remember(const std::shared_ptr<HandleBase>& handle);
  CallsUnderWay& calls() noexcept { return calls_; }
  void Shutdown();

 private:
  Environment() = default;
  static void CallJs(napi_env env, napi_value callback, void* context, void* data);
  static void CleanUp(void* data);
  void CloseHandles();

  std::mutex mutex_;
  // Null once the environment has gone: a thread-safe function must not be touched after that.
  napi_threadsafe_function function_ = nullptr;
  int operations_ = 0;
  std::vector<std::weak_ptr<HandleBase>> handles_;
  CallsUnderWay calls_;
};

}  // namespace imapi2::addon
