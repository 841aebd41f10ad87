// Texts of failures that nobody gave an IErrorInfo. The messages are those of the virtual drive,
// which are resources of this program too.
#include "com/system_text.h"

#include <doctest.h>
#include <oleauto.h>

#include "com/com_error.h"
#include "contract/imapi_hresults.h"

namespace imapi2::com {
namespace {

struct AddedMessages {
  AddedMessages() { AddMessages(GetModuleHandleW(nullptr)); }
  AddedMessages(const AddedMessages&) = delete;
  AddedMessages& operator=(const AddedMessages&) = delete;
  ~AddedMessages() { AddMessages(nullptr); }
};

// Windows has the first say, and its IMAPI2, where it has one, words them otherwise.
bool HasImapi2() { return !SystemText(hresult::IMAPI_E_DATA_TOO_BIG).empty(); }

}  // namespace

TEST_CASE("a code that nobody knows has no text") {
  CHECK(SystemText(static_cast<HRESULT>(0xC0AAFFFF)).empty());
  const AddedMessages messages;
  CHECK(SystemText(static_cast<HRESULT>(0xC0AAFFFF)).empty());
}

TEST_CASE("the system's own text goes before a module's") {
  const std::wstring system = SystemText(E_ACCESSDENIED);
  CHECK_FALSE(system.empty());
  const AddedMessages messages;
  CHECK((SystemText(E_ACCESSDENIED) == system));
}

TEST_CASE("a message's inserts are covered, whatever their kind") {
  if (HasImapi2()) return;
  const AddedMessages messages;
  CHECK((SystemText(hresult::IMAPI_E_DATA_TOO_BIG) ==
         L"The file is too large for the file system '\u2026'."));
  CHECK((SystemText(hresult::IMAPI_E_DATA_STREAM_INCONSISTENCY) ==
         L"The stream of file '\u2026' has changed: expected \u2026 bytes, found \u2026."));
  CHECK((SystemText(hresult::IMAPI_E_READONLY) == L"The file system image is read-only."));
  // Of the system's: "%1 is not a valid Win32 application."
  CHECK(SystemText(HRESULT_FROM_WIN32(ERROR_BAD_EXE_FORMAT)).find(L'%') == std::wstring::npos);
}

TEST_CASE("what names an item of the image has a message with an insert") {
  if (HasImapi2()) return;
  const AddedMessages messages;
  for (const HRESULT code :
       {hresult::IMAPI_E_NOT_FILE, hresult::IMAPI_E_NOT_DIR, hresult::IMAPI_E_DIR_NOT_EMPTY,
        hresult::IMAPI_E_NOT_IN_FILE_SYSTEM, hresult::IMAPI_E_INVALID_PATH,
        hresult::IMAPI_E_RESTRICTED_NAME_VIOLATION, hresult::IMAPI_E_DUP_NAME,
        hresult::IMAPI_E_NO_UNIQUE_NAME, hresult::IMAPI_E_ITEM_NOT_FOUND,
        hresult::IMAPI_E_FILE_NOT_FOUND, hresult::IMAPI_E_DIR_NOT_FOUND,
        hresult::IMAPI_E_IMAGE_SIZE_LIMIT, hresult::IMAPI_E_DATA_STREAM_READ_FAILURE,
        hresult::IMAPI_E_DATA_STREAM_CREATE_FAILURE, hresult::IMAPI_E_DIRECTORY_READ_FAILURE,
        hresult::IMAPI_E_ISO9660_LEVELS}) {
    const std::wstring text = SystemText(code);
    CHECK(text.find(L'\u2026') != std::wstring::npos);
    CHECK(text.find(L'%') == std::wstring::npos);
  }
}

TEST_CASE("a failure has its text from the message table where it has no IErrorInfo") {
  if (HasImapi2()) return;
  const AddedMessages messages;
  try {
    SetErrorInfo(0, nullptr);
    Check(hresult::IMAPI_E_INVALID_PARAM, "a call");
    FAIL("succeeded");
  } catch (const ComError& error) {
    CHECK((error.text() == L"The parameter '\u2026' has a value that is not valid."));
  }
}

}  // namespace imapi2::com
