// A failed COM call, caught at the call and kept whole.
#pragma once

#include <windows.h>

#include <exception>
#include <string>

namespace imapi2::com {

class ComError : public std::exception {
 public:
  ComError(HRESULT code, std::string operation, std::wstring text)
      : code_(code), operation_(std::move(operation)), text_(std::move(text)) {}

  HRESULT code() const noexcept { return code_; }
  // `IDiscFormat2Data::Write`
  const std::string& operation() const noexcept { return operation_; }
  // IErrorInfo's text, else the system's; empty where there is none. For people, and localised:
  // never parsed.
  const std::wstring& text() const noexcept { return text_; }
  const char* what() const noexcept override { return operation_.c_str(); }

 private:
  HRESULT code_;
  std::string operation_;
  std::wstring text_;
};

// Throws where the call failed; else what error info is left goes, as by Expect. Returns the code,
// because a success other than S_OK is a decision of the caller's. Must follow the call at once:
// the thread's error info belongs to the last call only.
HRESULT Check(HRESULT result, const char* operation);

// For a failure that is an answer (E_NOTIMPL, "no such page"): true on success. The error info goes
// either way, so that it can't be mistaken for that of a later failure.
bool Expect(HRESULT result) noexcept;

// For Win32 functions; call it before anything else can change the last error.
[[noreturn]] void ThrowLastError(const char* operation);

}  // namespace imapi2::com
