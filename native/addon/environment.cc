#include "addon/environment.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <utility>

#include "addon/handle.h"

namespace imapi2::addon {
namespace {

using SharedEnvironment = std::shared_ptr<Environment>;

constexpr std::chrono::seconds kLongestEnding{5};

void Require(Napi::Env env, napi_status status) {
  if (status != napi_ok) throw Napi::Error::New(env);
}

// Counts handles down to zero. Shared with their callbacks, which may come after everybody has
// gone.
struct Countdown {
  std::mutex mutex;
  std::condition_variable changed;
  size_t left = 0;

  void Done() {
    {
      const std::scoped_lock lock(mutex);
      --left;
    }
    changed.notify_all();
  }
};

}  // namespace

SharedEnvironment Environment::Create(Napi::Env env) {
  const SharedEnvironment environment(new Environment);
  Require(env, napi_create_threadsafe_function(env, nullptr, nullptr,
                                               Napi::String::New(env, "imapi2"), 0, 1, nullptr,
                                               nullptr, nullptr, &CallJs, &environment->function_));
  // An idle environment keeps no process alive.
  Require(env, napi_unref_threadsafe_function(env, environment->function_));
  // Hooks run last to first: after the function's own hook was added, so that ours runs while it
  // still exists.
  Require(env, napi_add_env_cleanup_hook(env, &CleanUp, new SharedEnvironment(environment)));
  env.SetInstanceData(new SharedEnvironment(environment));
  return environment;
}

SharedEnvironment Environment::Of(Napi::Env env) {
  return *env.GetInstanceData<SharedEnvironment>();
}

void Environment::Deliver(std::unique_ptr<Delivery> delivery) {
  const std::scoped_lock lock(mutex_);
  if (function_ == nullptr) return;
  if (napi_call_threadsafe_function(function_, delivery.get(), napi_tsfn_nonblocking) == napi_ok) {
    static_cast<void>(delivery.release());
  }
}

void Environment::WhileStanding(const std::function<void()>& work) {
  const std::scoped_lock lock(mutex_);
  if (function_ != nullptr) work();
}

void Environment::CallJs(napi_env env, napi_value, void*, void* data) {
  const std::unique_ptr<Delivery> delivery(static_cast<Delivery*>(data));
  // Null while the function is being taken down: then nobody is left to hear of it.
  if (env == nullptr) return;
  // Not one of node-addon-api's: its own failures are exceptions, and none may leave this function.
  napi_handle_scope scope = nullptr;
  if (napi_open_handle_scope(env, &scope) != napi_ok) return;
  try {
    delivery->Run(env);
  } catch (const Napi::Error& error) {
    // A progress callback threw, and that is as uncaught as in any other callback; or the
    // environment is being terminated, where all of this does nothing.
    napi_fatal_exception(env, error.Value());
  } catch (...) {
    // Out of memory on the way to JavaScript; nobody can be told.
  }
  napi_close_handle_scope(env, scope);
}

void Environment::BeginOperation(Napi::Env env) {
  if (operations_++ == 0) napi_ref_threadsafe_function(env, function_);
}

void Environment::EndOperation(Napi::Env env) {
  if (--operations_ == 0) napi_unref_threadsafe_function(env, function_);
}

void Environment::Remember(const std::shared_ptr<HandleBase>& handle) {
  std::erase_if(handles_, [](const auto& known) { return known.expired(); });
  handles_.push_back(handle);
}

// Results before images before drives: the order in which they were opened, backwards.
void Environment::CloseHandles() {
  const auto countdown = std::make_shared<Countdown>();
  std::vector<std::shared_ptr<HandleBase>> open;
  for (auto handle = handles_.rbegin(); handle != handles_.rend(); ++handle) {
    if (auto alive = handle->lock()) open.push_back(std::move(alive));
  }
  handles_.clear();
  countdown->left = open.size();
  for (const auto& handle : open) {
    handle->Close(HandleBase::Burns::kCancel, [countdown] { countdown->Done(); });
  }
  std::unique_lock lock(countdown->mutex);
  countdown->changed.wait_for(lock, kLongestEnding, [&] { return countdown->left == 0; });
}

void Environment::Shutdown() { CloseHandles(); }

// Synchronous, and not one of Node's asynchronous hooks: those must be ended on JavaScript's
// thread, and the only way there from a worker, the thread-safe function, is taken down by a hook
// of its own in the same round.
void Environment::CleanUp(void* data) {
  const std::unique_ptr<SharedEnvironment> environment(static_cast<SharedEnvironment*>(data));
  (*environment)->CloseHandles();
  const std::scoped_lock lock((*environment)->mutex_);
  (*environment)->function_ = nullptr;
}

}  // namespace imapi2::addon
