// The plain C++ side of the benchmark: what somebody writes who calls IMAPI2 by hand. It shares
// nothing with the package but the contract, and gets the virtual drive from the library that
// ships.
#pragma once

#include <windows.h>

#include <imapi2.h>
#include <imapi2fs.h>
#include <oleauto.h>
#include <unknwn.h>

#include <string>
#include <vector>

#include "contract/virtual_imapi.h"

namespace plain {

// Owns one reference.
template <typename T>
class Ptr {
 public:
  Ptr() noexcept = default;
  Ptr(const Ptr&) = delete;
  Ptr& operator=(const Ptr&) = delete;
  ~Ptr() { Reset(); }

  void Reset() noexcept {
    if (pointer_ != nullptr) pointer_->Release();
    pointer_ = nullptr;
  }
  T* Get() const noexcept { return pointer_; }
  T* operator->() const noexcept { return pointer_; }
  T** Put() noexcept {
    Reset();
    return &pointer_;
  }
  void** PutVoid() noexcept { return reinterpret_cast<void**>(Put()); }

 private:
  T* pointer_ = nullptr;
};

class Text {
 public:
  explicit Text(const std::wstring& text) : text_(SysAllocString(text.c_str())) {}
  Text() noexcept = default;
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  ~Text() { SysFreeString(text_); }
  BSTR Get() const noexcept { return text_; }
  BSTR* Put() noexcept { return &text_; }

 private:
  BSTR text_ = nullptr;
};

// Throws std::runtime_error with the call's name and the HRESULT.
void Check(HRESULT result, const char* call);

// A stream over the file's bytes, which is not shared with writers.
void OpenFileStream(const std::wstring& path, IStream** stream);

// Milliseconds since some moment.
double Now();

struct Times {
  DATE created;
  DATE accessed;
  DATE modified;
};

// One drive and one image, from `Open` to the end.
class Job {
 public:
  // `server`: full path of imapi2-virtual.node. Without a disc there is no drive, only images.
  Job(const std::wstring& server, const std::wstring& disc, LONG speed,
      const std::wstring& block_ranges);

  // Imports what is on the disc, adds the file and makes the result.
  void Append(const std::wstring& source);

  // ModifiedBlocks, read to the last element through the vtable, into memory of our own.
  std::vector<LONG> ModifiedBlocks();
  // The same list made and let go, and none of it read: what the other side of COM takes by itself.
  void MakeModifiedBlocks();
  void Write();
  void CopyTo(const std::wstring& target);
  // As many files of a few bytes, in folders of 1,000: the calls that image.add(bytes, path) makes,
  // without the package around them.
  void AddFiles(int count);
  // The folders in a folder, and the small files in those: the same of addTree.
  void AddTree(const std::wstring& source);
  void MakeResult();

 private:
  // The caller destroys it.
  SAFEARRAY* RangeArray();
  void Create(REFCLSID clsid, REFIID iid, void** object);
  // Makes it in the root; what is added next comes into it.
  void EnterFolder(const std::wstring& name);
  void AddFile(const std::wstring& name, const std::string& content, const Times& times);

  Ptr<IVirtualImapi> session_;
  Ptr<IDiscRecorder2> recorder_;
  Ptr<IDiscFormat2Data> format_;
  Ptr<IFileSystemImage> image_;
  Ptr<IFsiDirectoryItem> root_;
  std::wstring folder_name_;
  Ptr<IFsiDirectoryItem> folder_;
  Ptr<IFileSystemImageResult> result_;
  Ptr<IStream> stream_;
};

}  // namespace plain
