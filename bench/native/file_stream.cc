#include <atomic>
#include <mutex>
#include <stdexcept>

#include "plain.h"

namespace plain {
namespace {

// A file by its positions. SHCreateStreamOnFileEx moves the file's pointer for each read, by which
// a burn of many small ranges took half as long again: that would not be IDiscFormat2Data's time.
class FileStream final : public IStream {
 public:
  explicit FileStream(HANDLE file) : file_(file) {}
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) override {
    if (object == nullptr) return E_POINTER;
    const bool known =
        iid == __uuidof(IUnknown) || iid == __uuidof(ISequentialStream) || iid == __uuidof(IStream);
    *object = known ? this : nullptr;
    if (!known) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return ++count_; }
  ULONG STDMETHODCALLTYPE Release() override {
    const ULONG left = --count_;
    if (left == 0) delete this;
    return left;
  }

  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG size, ULONG* read) override {
    const std::lock_guard lock(mutex_);
    OVERLAPPED place = {};
    place.Offset = static_cast<DWORD>(position_);
    place.OffsetHigh = static_cast<DWORD>(position_ >> 32);
    DWORD done = 0;
    if (!ReadFile(file_, buffer, size, &done, &place) && GetLastError() != ERROR_HANDLE_EOF) {
      return HRESULT_FROM_WIN32(GetLastError());
    }
    position_ += done;
    if (read != nullptr) *read = done;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD origin,
                                 ULARGE_INTEGER* position) override {
    const std::lock_guard lock(mutex_);
    ULONGLONG from = 0;
    if (origin == STREAM_SEEK_CUR) from = position_;
    if (origin == STREAM_SEEK_END) from = Size();
    position_ = from + static_cast<ULONGLONG>(move.QuadPart);
    if (position != nullptr) position->QuadPart = position_;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD) override {
    *status = {};
    status->type = STGTY_STREAM;
    status->cbSize.QuadPart = Size();
    return S_OK;
  }

  // IMAPI2FS reads its sources, at positions, and asks how large they are: nothing else is called.
  HRESULT STDMETHODCALLTYPE Write(const void*, ULONG, ULONG*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE CopyTo(IStream*, ULARGE_INTEGER, ULARGE_INTEGER*,
                                   ULARGE_INTEGER*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Commit(DWORD) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE Revert() override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Clone(IStream**) override { return E_NOTIMPL; }

 private:
  ~FileStream() { CloseHandle(file_); }

  ULONGLONG Size() const {
    LARGE_INTEGER size = {};
    GetFileSizeEx(file_, &size);
    return static_cast<ULONGLONG>(size.QuadPart);
  }

  const HANDLE file_;
  std::atomic<ULONG> count_{0};
  std::mutex mutex_;
  ULONGLONG position_ = 0;
};

}  // namespace

void OpenFileStream(const std::wstring& path, IStream** stream) {
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, nullptr);
  if (file == INVALID_HANDLE_VALUE) throw std::runtime_error("CreateFileW");
  *stream = new FileStream(file);
  (*stream)->AddRef();
}

}  // namespace plain
