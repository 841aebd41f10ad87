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
  State(std::wstring thread_name, Kind thread_kind)
      : name(std::move(thread_name)), kind(thread_kind) {
    if (kind != Kind::kPumped) return;
    wake = com::WinHandle(CreateEventW(nullptr, FALSE, FALSE, nullptr));
    if (!wake) com::ThrowLastError("CreateEventW");
  }

  const std::wstring name;
  const Kind kind;
  std::mutex mutex;
  std::condition_variable changed;
  // In the place of `changed` where there are messages to wait for as well.
  com::WinHandle wake;
  std::deque<Task> queue;
  bool ending = false;

  void Notify() {
    if (wake) {
      SetEvent(wake.Get());
    } else {
      changed.notify_one();
    }
  }

  // Empty where the thread is to end.
  std::optional<Task> Next() {
    for (;;) {
      {
        std::unique_lock lock(mutex);
        if (!wake) changed.wait(lock, [this] { return ending || !queue.empty(); });
        if (!queue.empty()) {
          Task task = std::move(queue.front());
          queue.pop_front();
          return task;
        }
        if (ending) return std::nullopt;
      }
      Pump();
    }
  }

  void Pump() const {
    HANDLE handle = wake.Get();
    MsgWaitForMultipleObjectsEx(1, &handle, INFINITE, QS_ALLINPUT, MWMO_INPUTAVAILABLE);
    MSG message;
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) {
      TranslateMessage(&message);
      DispatchMessageW(&message);
    }
  }
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

Worker::Worker(std::wstring name, Kind kind)
    : state_(std::make_shared<State>(std::move(name), kind)) {
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
  state_->Notify();
}

void Worker::Post(Task task) {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->queue.push_back(std::move(task));
  }
  state_->Notify();
}

unsigned __stdcall Worker::ThreadMain(void* argument) {
  HMODULE library = nullptr;
  {
    const std::unique_ptr<ThreadStart> start(static_cast<ThreadStart*>(argument));
    library = start->library.Detach();
    Run(*std::static_pointer_cast<State>(start->state));
  }
  // Nothing with a destructor is alive here: this does not return.
  FreeLibraryAndExitThread(library, 0);
}

void Worker::Run(State& state) {
  NameThisThread(state.name);
  std::optional<com::Apartment> apartment;
  try {
    apartment.emplace(state.kind == Kind::kPumped ? COINIT_APARTMENTTHREADED
                                                  : COINIT_MULTITHREADED);
  } catch (const com::ComError&) {
    // Without an apartment each task's first COM call fails with CO_E_NOTINITIALIZED, and says so
    // to its caller.
  }
  while (auto task = state.Next()) (*task)();
}

}  // namespace imapi2
