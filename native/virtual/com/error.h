#pragma once

#include <windows.h>

#include <oaidl.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {

// A failure on its way to the boundary of a COM method: the code, and the text that IErrorInfo will
// carry, its inserts filled (docs/imapi2.md, Error texts). Everything inside the virtual drive
// throws this; Guard ends it.
class Error {
 public:
  explicit Error(HRESULT code, std::wstring_view text = {}) : code_(code), text_(text) {}
  HRESULT code() const noexcept { return code_; }
  const std::wstring& text() const noexcept { return text_; }

 private:
  HRESULT code_;
  std::wstring text_;
};

// Throws what a COM call failed with, together with the IErrorInfo that it left on this thread.
// Success codes pass.
HRESULT Check(HRESULT result);

// Sets this thread's IErrorInfo and returns `code`, so that a method may end with `return
// Fail(code, L"why")`.
HRESULT Fail(HRESULT code, std::wstring_view text) noexcept;

// What the exception in flight means as HRESULT, with its text as IErrorInfo. Only from within a
// catch block.
HRESULT FailWithCurrentException() noexcept;

// The inside of a COM method, lent to what is around it for one call. Some 300 methods have the
// same around them: it is compiled once, and not with each of them.
class Body {
 public:
  template <class Callable>
  explicit Body(Callable& callable) noexcept
      : callable_(std::addressof(callable)),
        run_([](void* lent) -> HRESULT { return (*static_cast<Callable*>(lent))(); }) {}
  HRESULT operator()() const { return run_(callable_); }

 private:
  void* callable_;
  HRESULT (*run_)(void* callable);
};

HRESULT GuardBody(const Body& body) noexcept;

// The boundary of a COM method: no C++ exception passes it. Objects of a session use Session::Call,
// which adds counters and faults to it.
template <class Callable>
HRESULT Guard(Callable&& body) noexcept {
  return GuardBody(Body(body));
}

[[noreturn]] void ThrowNullOut();

// Every method that returns something by pointer begins with this: E_POINTER for null, else a
// defined value, also when the method fails later.
template <class T>
void ClearOut(T* out, T value = {}) {
  if (!out) ThrowNullOut();
  *out = value;
}

}  // namespace virtual_drive
