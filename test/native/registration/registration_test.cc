// Registration, in a registry of the test's own: HKEY_LOCAL_MACHINE and HKEY_CURRENT_USER are
// elsewhere while it runs (RegOverridePredefKey), so that nothing is registered on this machine.
#include "virtual/registration/registration.h"

#include <doctest.h>

#include <map>

#include "../session/open_session.h"
#include "virtual/registration/registry_key.h"

namespace virtual_drive::test {
namespace {

class OwnRegistry {
 public:
  OwnRegistry() {
    name_ = L"Software\\imapi2-test-" + std::to_wstring(GetCurrentProcessId());
    RegCreateKeyExW(HKEY_CURRENT_USER, (name_ + L"\\machine").c_str(), 0, nullptr, 0,
                    KEY_ALL_ACCESS, nullptr, &machine_, nullptr);
    RegCreateKeyExW(HKEY_CURRENT_USER, (name_ + L"\\user").c_str(), 0, nullptr, 0, KEY_ALL_ACCESS,
                    nullptr, &user_, nullptr);
    HKEY made = nullptr;
    for (const HKEY root : {machine_, user_}) {
      RegCreateKeyExW(root, L"Software\\Classes\\CLSID\\{other}", 0, nullptr, 0, KEY_ALL_ACCESS,
                      nullptr, &made, nullptr);
      RegCloseKey(made);
    }
    REQUIRE(RegOverridePredefKey(HKEY_LOCAL_MACHINE, machine_) == ERROR_SUCCESS);
    REQUIRE(RegOverridePredefKey(HKEY_CURRENT_USER, user_) == ERROR_SUCCESS);
  }
  OwnRegistry(const OwnRegistry&) = delete;
  OwnRegistry& operator=(const OwnRegistry&) = delete;
  ~OwnRegistry() {
    RegOverridePredefKey(HKEY_LOCAL_MACHINE, nullptr);
    RegOverridePredefKey(HKEY_CURRENT_USER, nullptr);
    RegCloseKey(machine_);
    RegCloseKey(user_);
    RegDeleteTreeW(HKEY_CURRENT_USER, name_.c_str());
  }

  void Write(HKEY root, const wchar_t* key, const wchar_t* text) {
    RegSetKeyValueW(root, (std::wstring(L"Software\\Classes\\") + key).c_str(), nullptr, REG_SZ,
                    text, static_cast<DWORD>((std::wstring(text).size() + 1) * sizeof(wchar_t)));
  }
  // Every key and value of both roots.
  std::map<std::wstring, std::wstring> All() const {
    std::map<std::wstring, std::wstring> all;
    Collect(machine_, L"machine", all);
    Collect(user_, L"user", all);
    return all;
  }

 private:
  static void Collect(HKEY key, const std::wstring& path,
                      std::map<std::wstring, std::wstring>& all) {
    all[path] = L"(key)";
    wchar_t name[256];
    for (DWORD i = 0;; ++i) {
      DWORD length = 256;
      if (RegEnumValueW(key, i, name, &length, nullptr, nullptr, nullptr, nullptr) != 0) break;
      all[path + L" @" + name] = ReadText(key, name).value_or(L"(no text)");
    }
    for (DWORD i = 0;; ++i) {
      DWORD length = 256;
      if (RegEnumKeyExW(key, i, name, &length, nullptr, nullptr, nullptr, nullptr) != 0) break;
      Collect(OpenKey(key, name, KEY_READ).Get(), path + L"\\" + name, all);
    }
  }

  std::wstring name_;
  HKEY machine_ = nullptr;
  HKEY user_ = nullptr;
};

constexpr const wchar_t* kModule = L"C:\\some folder\\imapi2-virtual.node";
constexpr const wchar_t* kMaster = L"CLSID\\{2735412E-7F64-5B0F-8F00-5D77AFBE261E}";

HRESULT TryRegister(RegistrationScope scope, const std::vector<RegistryEntry>& plan,
                    std::wstring* text = nullptr) {
  try {
    Register(scope, plan);
    return S_OK;
  } catch (const Error& error) {
    if (text) *text = error.text();
    return error.code();
  }
}

}  // namespace

TEST_CASE("what is registered is taken away again, exactly") {
  Apartment apartment;
  OwnRegistry registry;
  const auto plan = PlanRegistration(kModule);
  const auto before = registry.All();
  for (const auto scope : {RegistrationScope::kMachine, RegistrationScope::kUser}) {
    const bool machine = scope == RegistrationScope::kMachine;
    const std::wstring classes =
        (machine ? L"machine" : L"user") + std::wstring(L"\\Software\\Classes\\");
    Register(scope, plan);
    auto all = registry.All();
    CHECK(all[classes + kMaster + L"\\InprocServer32 @"] == kModule);
    CHECK(all[classes + kMaster + L"\\InprocServer32 @ThreadingModel"] == L"Both");
    CHECK(all[classes + kMaster + L"\\ProgID @"] == L"IMAPI2.MsftDiscMaster2.1");
    CHECK(all[classes + L"IMAPI2FS.MsftFileSystemImage\\CLSID @"] ==
          L"{2C941FC5-975B-59BE-A960-9A2A262853A5}");
    CHECK(all[classes + L"IMAPI2FS.MsftFileSystemImage\\CurVer @"] ==
          L"IMAPI2FS.MsftFileSystemImage.1");
    CHECK(all[classes + L"TypeLib\\{2C941FD0-975B-59BE-A960-9A2A262853A5}\\1.0\\0\\win64 @"] ==
          std::wstring(kModule) + L"\\2");
    // IDiscMaster2.
    CHECK(all[classes + L"Interface\\{27354130-7F64-5B0F-8F00-5D77AFBE261E}\\ProxyStubClsid32 @"] ==
          L"{00020424-0000-0000-C000-000000000046}");
    Register(scope, plan);  // again: the same
    CHECK(registry.All() == all);
    Unregister(scope, plan);
    CHECK(registry.All() == before);
    Unregister(scope, plan);
    CHECK(registry.All() == before);
  }
}

TEST_CASE("where IMAPI2 is somebody else's, nothing is touched, whoever has it") {
  Apartment apartment;
  const auto plan = PlanRegistration(kModule);
  for (const HKEY root : {HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER}) {
    for (const auto& [key, text] : std::map<std::wstring, std::wstring>{
             {std::wstring(kMaster) + L"\\InprocServer32", L"C:\\windows\\system32\\imapi2.dll"},
             {L"IMAPI2.MsftRawCDImageCreator\\CLSID", L"{00000000-0000-0000-0000-000000000001}"},
             {L"TypeLib\\{2C941FD0-975B-59BE-A960-9A2A262853A5}\\1.0\\0\\win64",
              L"C:\\windows\\system32\\imapi2fs.dll"}}) {
      OwnRegistry registry;
      registry.Write(root, key.c_str(), text.c_str());
      const auto before = registry.All();
      std::wstring why;
      CHECK(TryRegister(RegistrationScope::kMachine, plan, &why) ==
            HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS));
      CHECK(why.find(text) != std::wstring::npos);
      CHECK(TryRegister(RegistrationScope::kUser, plan) ==
            HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS));
      Unregister(RegistrationScope::kMachine, plan);
      Unregister(RegistrationScope::kUser, plan);
      CHECK(registry.All() == before);
    }
  }
}

TEST_CASE("a registration that fails half way leaves nothing behind, and an older one as it was") {
  Apartment apartment;
  OwnRegistry registry;
  auto plan = PlanRegistration(kModule);
  // A name that no key can have: over 255 characters.
  auto broken = PlanRegistration(L"D:\\elsewhere\\imapi2-virtual.node");
  broken[broken.size() / 2].values.push_back({L"x\\" + std::wstring(300, L'k'), L"", L"y"});
  const auto before = registry.All();
  CHECK(FAILED(TryRegister(RegistrationScope::kMachine, broken)));
  CHECK(registry.All() == before);
  Register(RegistrationScope::kMachine, plan);
  const auto registered = registry.All();
  CHECK(FAILED(TryRegister(RegistrationScope::kMachine, broken)));
  CHECK(registry.All() == registered);
}

TEST_CASE("a copy of the library elsewhere replaces a registration, or ends it") {
  Apartment apartment;
  OwnRegistry registry;
  const auto before = registry.All();
  Register(RegistrationScope::kUser, PlanRegistration(kModule));
  const auto moved = PlanRegistration(L"D:\\elsewhere\\IMAPI2-Virtual.node");
  CHECK(TryRegister(RegistrationScope::kUser, moved) == S_OK);
  CHECK(registry.All()[L"user\\Software\\Classes\\" + std::wstring(kMaster) +
                       L"\\InprocServer32 @"] == L"D:\\elsewhere\\IMAPI2-Virtual.node");
  Unregister(RegistrationScope::kUser, PlanRegistration(kModule));
  CHECK(registry.All() == before);
}

}  // namespace virtual_drive::test
