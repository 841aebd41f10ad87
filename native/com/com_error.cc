#include "com/com_error.h"

#include <oleauto.h>

#include "com/bstr.h"
#include "com/com_ptr.h"
#include "com/system_text.h"

namespace imapi2::com {
namespace {

// Takes the thread's error info, which also clears it: that of the call that has just failed, or
// none, because every call before it has cleared what it left (Microsoft's page of
// ISupportErrorInfo lets a call that succeeds leave it as it was, and an object that knows none
// always does). IMAPI2FS fills file names into this text and leaves the message table's inserts
// unfilled, so this one goes first.
std::wstring TakeErrorInfo() noexcept {
  ComPtr<IErrorInfo> info;
  if (GetErrorInfo(0, info.Put()) != S_OK) return {};
  Bstr description;
  if (FAILED(info->GetDescription(description.Put()))) return {};
  return description.Text();
}

}  // namespace

HRESULT Check(HRESULT result, const char* operation) {
  if (SUCCEEDED(result)) {
    SetErrorInfo(0, nullptr);
    return result;
  }
  std::wstring text = TakeErrorInfo();
  // A server that did not fill its message's inserts ("%1!ls!") says no more than the message
  // table.
  if (text.find(L"%1!") != std::wstring::npos) text.clear();
  if (text.empty()) text = SystemText(result);
  throw ComError(result, operation, std::move(text));
}

bool Expect(HRESULT result) noexcept {
  SetErrorInfo(0, nullptr);
  return SUCCEEDED(result);
}

void ThrowLastError(const char* operation) {
  const HRESULT code = HRESULT_FROM_WIN32(GetLastError());
  throw ComError(code, operation, SystemText(code));
}

}  // namespace imapi2::com
