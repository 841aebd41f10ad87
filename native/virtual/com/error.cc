#include "virtual/com/error.h"

#include <exception>
#include <new>
#include <system_error>

#include "virtual/com/bstr.h"

namespace virtual_drive {
namespace {

std::wstring TakeThreadText() {
  ComPtr<IErrorInfo> info;
  if (GetErrorInfo(0, info.Put()) != S_OK) return {};
  Bstr text;
  info->GetDescription(text.Put());
  return std::wstring(View(text.Get()));
}

// what() of our own exceptions is ASCII.
std::wstring Widen(const char* text) {
  const std::string_view narrow(text);
  return std::wstring(narrow.begin(), narrow.end());
}

}  // namespace

HRESULT Check(HRESULT result) {
  if (FAILED(result)) throw Error(result, TakeThreadText());
  return result;
}

HRESULT Fail(HRESULT code, std::wstring_view text) noexcept {
  // Always set, also to nothing: a text left by an earlier call would be taken for the reason of
  // this failure.
  ComPtr<IErrorInfo> info;
  if (!text.empty()) {
    ComPtr<ICreateErrorInfo> create;
    if (SUCCEEDED(CreateErrorInfo(create.Put()))) {
      try {
        create->SetDescription(Bstr(text).Get());
        create->SetSource(const_cast<LPOLESTR>(L"imapi2-virtual"));
        info = create.As<IErrorInfo>();
      } catch (const std::bad_alloc&) {
        // The code goes out without its text.
      }
    }
  }
  SetErrorInfo(0, info.Get());
  return code;
}

HRESULT GuardBody(const Body& body) noexcept {
  try {
    return body();
  } catch (...) {
    return FailWithCurrentException();
  }
}

void ThrowNullOut() { throw Error(E_POINTER, L"An out-parameter is null."); }

HRESULT FailWithCurrentException() noexcept {
  try {
    throw;
  } catch (const Error& error) {
    return Fail(error.code(), error.text());
  } catch (const std::bad_alloc&) {
    return Fail(E_OUTOFMEMORY, {});
  } catch (const std::system_error& error) {
    try {
      // Only codes of the system category are Win32's; others have no HRESULT of their own.
      const bool win32 = error.code().category() == std::system_category();
      return Fail(win32 ? HRESULT_FROM_WIN32(static_cast<DWORD>(error.code().value())) : E_FAIL,
                  Widen(error.what()));
    } catch (...) {
      return Fail(E_OUTOFMEMORY, {});
    }
  } catch (const std::exception& error) {
    try {
      return Fail(E_FAIL, Widen(error.what()));
    } catch (...) {
      return Fail(E_OUTOFMEMORY, {});
    }
  } catch (...) {
    return Fail(E_UNEXPECTED, {});
  }
}

}  // namespace virtual_drive
