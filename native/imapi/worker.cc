#include "imapi/worker.h"

#include <windows.h>

#include <process.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "com/apartment.h"
#include "com/library.h"
#include "com/win_handle.h"

namespace imapi2 {

struct Worker::State {
  explicit State(std::wstring thread_name) : name(std::move(thread_name)) {}

  const std::wstring name;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Task> queue;
  bool ending = false;
};

namespace {

// Windows 10 1607 and later have it; the addon must load on older ones.
void NameThisThread(const std::wstring& name) {
  using SetDescription = HRESULT(WINAPI*)(HANDLE, PCWSTR);
  const HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
  if (kernel == nullptr) return;
  const FARPROC found = GetProcAddress(kernel, "SetThreadDescription");
  if (found == nullptr) return;
  reinterpret_cast<SetDescription>(reinterpret_cast<void*>(found))(GetCurrentThread(),
                                                                   name.c_str());
}

HMODULE ReferenceThisLibrary() {
  HMODULE module = nullptr;
  if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                          reinterpret_cast<LPCWSTR>(&NameThisThread), &module)) {
    com::ThrowLastError("GetModuleHandleExW");
  }
  return module;
}

struct ThreadStart {
  std::shared_ptr<void> state;
  com::Library library;
};

}  // namespace

Worker::Worker(std::wstring name) : state_(std::make_shared<State>(std::move(name))) {
  auto start = std::make_unique<ThreadStart>();
  start->state = state_;
  start->library = com::Library(ReferenceThisLibrary());
  // Not std::thread: its end can't give the library back (FreeLibraryAndExitThread), and nobody is
  // going to join it.
  const uintptr_t thread = _beginthreadex(nullptr, 0, &ThreadMain, start.get(), 0, nullptr);
  if (thread == 0) throw std::system_error(errno, std::generic_category(), "_beginthreadex");
  const com::WinHandle unused(reinterpret_cast<HANDLE>(thread));
  static_cast<void>(start.release());
}

Worker::~Worker() {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->ending = true;
  }
  state_->changed.notify_one();
}

void Worker::Post(Task task) {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->queue.push_back(std::move(task));
  }
  state_->changed.notify_one();
}

unsigned __stdcall Worker::ThreadMain(void* argument) {
  HMODULE library = nullptr;
  {
    const std::unique_ptr<ThreadStart> start(static_cast<ThreadStart*>(argument));
    library = start->library.Detach();
    Run(std::static_pointer_cast<State>(start->state));
  }
  // Nothing with a destructor is alive here: this does not return.
  FreeLibraryAndExitThread(library, 0);
}

void Worker::Run(const std::shared_ptr<State>& state) {
  NameThisThread(state->name);
  std::optional<com::Apartment> apartment;
  try {
    apartment.emplace();
  } catch (const com::ComError&) {
    // Without an apartment each task's first COM call fails with CO_E_NOTINITIALIZED, and says so
    // to its caller.
  }
  std::unique_lock lock(state->mutex);
  for (;;) {
    state->changed.wait(lock, [&] { return state->ending || !state->queue.empty(); });
    if (state->queue.empty()) return;
    {
      Task task = std::move(state->queue.front());
      state->queue.pop_front();
      lock.unlock();
      task();
    }
    lock.lock();
  }
}

}  // namespace imapi2
