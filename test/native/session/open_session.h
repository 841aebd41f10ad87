#pragma once

#include <windows.h>

#include <imapi2.h>
#include <imapi2fs.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "contract/virtual_imapi.h"
#include "virtual/com/bstr.h"
#include "virtual/com/com_ptr.h"
#include "virtual/com/error.h"
#include "virtual/com/variant_array.h"

// The virtual drive from outside: everything through its entry point and COM interfaces.
STDAPI DllGetClassObject(REFCLSID clsid, REFIID iid, LPVOID* object);
STDAPI DllCanUnloadNow();

namespace virtual_drive::test {

// COM on this thread for the length of a test.
class Apartment {
 public:
  explicit Apartment(DWORD model = COINIT_MULTITHREADED) { Check(CoInitializeEx(nullptr, model)); }
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() { CoUninitialize(); }
};

// A path of a disc that isn't there yet, and that is gone after the test.
class DiscPath {
 public:
  DiscPath() : path_(std::filesystem::temp_directory_path() / Name()) {}
  DiscPath(const DiscPath&) = delete;
  DiscPath& operator=(const DiscPath&) = delete;
  ~DiscPath() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  static std::wstring Name() {
    static int made = 0;
    return L"imapi2-test-" + std::to_wstring(GetCurrentProcessId()) + L"-" +
           std::to_wstring(++made) + L".disc";
  }
  std::filesystem::path path_;
};

class OpenSession {
 public:
  OpenSession() {
    ComPtr<IClassFactory> factory;
    Check(DllGetClassObject(__uuidof(::VirtualImapi), __uuidof(IClassFactory), factory.PutVoid()));
    Check(factory->CreateInstance(nullptr, __uuidof(IVirtualImapi), session_.PutVoid()));
  }

  IVirtualImapi* operator->() const { return session_.Get(); }
  void Close() { session_ = nullptr; }

  std::wstring AddDrive(const std::filesystem::path& disc, LONGLONG sectors = 4096,
                        IMAPI_MEDIA_PHYSICAL_TYPE media = IMAPI_MEDIA_TYPE_DVDPLUSRW,
                        LONG speed = 0) {
    Bstr id;
    Check(
        session_->AddDrive(disc.empty() ? nullptr : disc.c_str(), media, sectors, speed, id.Put()));
    return std::wstring(View(id.Get()));
  }
  template <class T>
  ComPtr<T> Create(REFCLSID clsid) {
    ComPtr<IClassFactory> factory;
    Check(session_->GetClassObject(clsid, __uuidof(IClassFactory), factory.PutVoid()));
    ComPtr<T> object;
    Check(factory->CreateInstance(nullptr, __uuidof(T), object.PutVoid()));
    return object;
  }
  ComPtr<IDiscRecorder2> Recorder(const std::wstring& id) {
    auto recorder = Create<IDiscRecorder2>(__uuidof(MsftDiscRecorder2));
    Check(recorder->InitializeDiscRecorder(Bstr(id).Get()));
    return recorder;
  }
  ComPtr<IDiscFormat2Data> Format(const std::wstring& id) {
    auto format = Create<IDiscFormat2Data>(__uuidof(MsftDiscFormat2Data));
    Check(format->put_Recorder(Recorder(id).Get()));
    Check(format->put_ClientName(Bstr(L"a test").Get()));
    return format;
  }
  LONGLONG Counter(LPCWSTR name) {
    LONGLONG value = -1;
    Check(session_->GetCounter(name, &value));
    return value;
  }
  // Pairs of first LBA and sectors.
  std::vector<LONG> Writes(const std::wstring& id) {
    SAFEARRAY* array = nullptr;
    Check(session_->GetWrites(id.c_str(), &array));
    std::vector<LONG> numbers;
    for (const Variant& element : FromSafeArray(array)) numbers.push_back(element.Get().lVal);
    SafeArrayDestroy(array);
    return numbers;
  }
  void FailAtCall(const std::wstring& id, LPCWSTR call, LONG nth, HRESULT result) {
    const VirtualFault fault = {{call, nth, -1, -1}, VIRTUAL_FAULT_HRESULT, result};
    Check(session_->AddFault(id.c_str(), &fault));
  }
  void FailAtSector(const std::wstring& id, LONGLONG sector, VirtualFaultEffect effect) {
    const VirtualFault fault = {{nullptr, 0, sector, -1}, effect, S_OK};
    Check(session_->AddFault(id.c_str(), &fault));
  }
  void FailAfter(const std::wstring& id, LONGLONG sectors, VirtualFaultEffect effect) {
    const VirtualFault fault = {{nullptr, 0, -1, sectors}, effect, S_OK};
    Check(session_->AddFault(id.c_str(), &fault));
  }

 private:
  ComPtr<IVirtualImapi> session_;
};

}  // namespace virtual_drive::test
