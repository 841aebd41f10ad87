#include "imapi/journal_file.h"

#include <aclapi.h>
#include <doctest.h>

#include <array>
#include <string>

#include "com/win_handle.h"

namespace {

std::wstring ScratchFile(const wchar_t* name) {
  std::array<wchar_t, MAX_PATH> folder = {};
  GetTempPathW(static_cast<DWORD>(folder.size()), folder.data());
  return std::wstring(folder.data()) + L"imapi2-" + std::to_wstring(GetCurrentProcessId()) + name;
}

bool IsUser(PSID identifier) {
  HANDLE token = nullptr;
  REQUIRE(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token));
  const imapi2::com::WinHandle owner(token);
  std::array<std::byte, 256> user = {};
  DWORD size = 0;
  REQUIRE(
      GetTokenInformation(token, TokenUser, user.data(), static_cast<DWORD>(user.size()), &size));
  // The system itself may do anything anyway.
  return EqualSid(identifier, reinterpret_cast<TOKEN_USER*>(user.data())->User.Sid) ||
         IsWellKnownSid(identifier, WinLocalSystemSid);
}

struct Rights {
  int user = 0;
  int others = 0;
};

Rights RightsOf(std::wstring path) {
  PACL list = nullptr;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  REQUIRE(GetNamedSecurityInfoW(path.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr,
                                nullptr, &list, nullptr, &descriptor) == ERROR_SUCCESS);
  REQUIRE(list != nullptr);
  Rights rights;
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    REQUIRE(GetAce(list, i, &entry));
    auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Header.AceType != ACCESS_ALLOWED_ACE_TYPE || allowed->Mask == 0) continue;
    ++(IsUser(&allowed->SidStart) ? rights.user : rights.others);
  }
  LocalFree(descriptor);
  return rights;
}

}  // namespace

TEST_CASE("a journal is its user's alone, from its first byte on") {
  const std::wstring path = ScratchFile(L".journal");
  const std::wstring partial = path + L".partial";
  // One that somebody left open to everybody is not written into.
  imapi2::com::WinHandle open(CreateFileW(partial.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS,
                                          FILE_ATTRIBUTE_NORMAL, nullptr));
  REQUIRE(open);
  CHECK(RightsOf(partial).others > 0);
  open = imapi2::com::WinHandle();

  Rights while_written;
  auto file = imapi2::JournalFile::Create(path, false, [&](const imapi2::ByteSink& write) {
    write(std::array<uint8_t, 3>{1, 2, 3});
    while_written = RightsOf(partial);
  });
  for (const Rights& rights : {while_written, RightsOf(path)}) {
    CHECK(rights.user > 0);
    CHECK(rights.others == 0);
  }
  CHECK(file.Size() == 3);
  CHECK(file.Remove());
}
