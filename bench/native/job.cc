#include "plain.h"

#include <shlwapi.h>

#include <cstdio>
#include <stdexcept>

namespace plain {
namespace {

using GetClassObject = HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, void**);

GetClassObject Server(const std::wstring& path) {
  const HMODULE library = LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
  if (library == nullptr) throw std::runtime_error("the virtual drive's library was not loaded");
  const FARPROC found = GetProcAddress(library, "DllGetClassObject");
  if (found == nullptr) throw std::runtime_error("the library has no DllGetClassObject");
  return reinterpret_cast<GetClassObject>(reinterpret_cast<void*>(found));
}

}  // namespace

void Check(HRESULT result, const char* call) {
  if (SUCCEEDED(result)) return;
  char text[160];
  std::snprintf(text, sizeof text, "%s: 0x%08lX", call, static_cast<unsigned long>(result));
  throw std::runtime_error(text);
}

double Now() {
  LARGE_INTEGER frequency;
  LARGE_INTEGER count;
  QueryPerformanceFrequency(&frequency);
  QueryPerformanceCounter(&count);
  return 1000.0 * static_cast<double>(count.QuadPart) / static_cast<double>(frequency.QuadPart);
}

Job::Job(const std::wstring& server, const std::wstring& disc, LONG speed,
         const std::wstring& block_ranges) {
  Ptr<IClassFactory> factory;
  Check(Server(server)(__uuidof(VirtualImapi), __uuidof(IClassFactory), factory.PutVoid()),
        "DllGetClassObject");
  Check(factory->CreateInstance(nullptr, __uuidof(IVirtualImapi), session_.PutVoid()),
        "CreateInstance(VirtualImapi)");
  if (!block_ranges.empty()) {
    Check(session_->SetSwitch(L"block-ranges", block_ranges.c_str()), "SetSwitch");
  }
  Create(__uuidof(MsftFileSystemImage), __uuidof(IFileSystemImage), image_.PutVoid());
  if (disc.empty()) {
    Check(image_->put_FileSystemsToCreate(FsiFileSystemUDF), "put_FileSystemsToCreate");
    Check(image_->put_FreeMediaBlocks(0), "put_FreeMediaBlocks");
    Check(image_->get_Root(root_.Put()), "get_Root");
    return;
  }
  Text id;
  Check(session_->AddDrive(disc.c_str(), IMAPI_MEDIA_TYPE_UNKNOWN, 0, speed, id.Put()), "AddDrive");
  Create(__uuidof(MsftDiscRecorder2), __uuidof(IDiscRecorder2), recorder_.PutVoid());
  Check(recorder_->InitializeDiscRecorder(id.Get()), "InitializeDiscRecorder");
  Create(__uuidof(MsftDiscFormat2Data), __uuidof(IDiscFormat2Data), format_.PutVoid());
  Check(format_->put_Recorder(recorder_.Get()), "put_Recorder");
  const Text name(L"plain");
  Check(format_->put_ClientName(name.Get()), "put_ClientName");
}

void Job::Create(REFCLSID clsid, REFIID iid, void** object) {
  Ptr<IClassFactory> factory;
  Check(session_->GetClassObject(clsid, __uuidof(IClassFactory), factory.PutVoid()),
        "GetClassObject");
  Check(factory->CreateInstance(nullptr, iid, object), "CreateInstance");
}

void Job::Append(const std::wstring& source) {
  SAFEARRAY* interfaces = nullptr;
  Check(format_->get_MultisessionInterfaces(&interfaces), "get_MultisessionInterfaces");
  const HRESULT put = image_->put_MultisessionInterfaces(interfaces);
  SafeArrayDestroy(interfaces);
  Check(put, "put_MultisessionInterfaces");
  FsiFileSystems imported = FsiFileSystemNone;
  Check(image_->ImportFileSystem(&imported), "ImportFileSystem");
  Check(image_->get_Root(root_.Put()), "get_Root");
  Ptr<IStream> file;
  OpenFileStream(source, file.Put());
  const Text path(L"\\added.bin");
  Check(root_->AddFile(path.Get(), file.Get()), "IFsiDirectoryItem::AddFile");
  MakeResult();
}

void Job::MakeResult() {
  Check(image_->CreateResultImage(result_.Put()), "CreateResultImage");
  Check(result_->get_ImageStream(stream_.Put()), "get_ImageStream");
}

void Job::Write() { Check(format_->Write(stream_.Get()), "IDiscFormat2Data::Write"); }

void Job::CopyTo(const std::wstring& target) {
  Ptr<IStream> file;
  Check(SHCreateStreamOnFileEx(target.c_str(), STGM_CREATE | STGM_WRITE | STGM_SHARE_EXCLUSIVE,
                               FILE_ATTRIBUTE_NORMAL, TRUE, nullptr, file.Put()),
        "SHCreateStreamOnFileEx");
  LARGE_INTEGER start = {};
  Check(stream_->Seek(start, STREAM_SEEK_SET, nullptr), "IStream::Seek");
  ULARGE_INTEGER all;
  all.QuadPart = ~0ULL;
  Check(stream_->CopyTo(file.Get(), all, nullptr, nullptr), "IStream::CopyTo");
}

}  // namespace plain
