#include "imapi/burn_stream.h"

#include "contract/imapi_hresults.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <span>
#include <utility>

#include "com/com_error.h"
#include "com/read_only_stream.h"
#include "com/system_text.h"
#include "com/text.h"
#include "com/win_handle.h"
#include "imapi/block_range_list.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/source_file.h"

namespace imapi2 {
namespace {

// IMAPI2 tells of a write every half second (docs/imapi2.md, Events), and CancelWrite is called
// then. Four events that did not come are an answer: the stream, which the write can't do without,
// ends it. Less than any ending waits for a burn.
constexpr auto kEventPatience = std::chrono::seconds(2);

// Reads through the image's StreamReader, so that its position is set for each read.
template <typename... Extra>
class ImageReader : public com::ReadOnlyStream<Extra...> {
 public:
  ImageReader(com::StreamReader& image, std::shared_ptr<const CancelToken> cancel,
              ReadObserver observer = {})
      : image_(com::ComPtr<IStream>(image.Get())),
        size_(image_.Size()),
        cancel_(std::move(cancel)),
        observer_(std::move(observer)) {}

 private:
  uint64_t Size() const noexcept override { return size_; }
  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    if (cancel_->requested_for(kEventPatience)) {
      cancel_->Obey();
      return hresult::E_IMAPI_REQUEST_CANCELLED;
    }
    try {
      if (observer_) observer_(offset, size);
      image_.ReadAt(offset, {static_cast<uint8_t*>(buffer), size});
      *read = size;
      return S_OK;
    } catch (const com::ComError& error) {
      return error.code();
    } catch (...) {
      return E_UNEXPECTED;
    }
  }

  // The burn has the image on lease: nobody else moves the position meanwhile.
  com::StreamReader image_;
  const uint64_t size_;
  const std::shared_ptr<const CancelToken> cancel_;
  const ReadObserver observer_;
};

using PlainStream = ImageReader<>;

// IBlockRangeList is an object of its own, answered by the stream's QueryInterface:
// IDiscFormat2Data asks the stream for it, and both have an IUnknown and a count in common.
class RangedStream final : public ImageReader<IBlockRangeList> {
 public:
  RangedStream(com::StreamReader& image, BlockRanges ranges,
               std::shared_ptr<const CancelToken> cancel, ReadObserver observer)
      : ImageReader(image, std::move(cancel), std::move(observer)), ranges_(std::move(ranges)) {}

  HRESULT STDMETHODCALLTYPE get_BlockRanges(SAFEARRAY** value) override {
    return MakeBlockRangeArray(ranges_, value);
  }
  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT* count) override {
    if (count == nullptr) return E_POINTER;
    *count = 0;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo** info) override {
    if (info != nullptr) *info = nullptr;
    return DISP_E_BADINDEX;
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR*, UINT, LCID, DISPID*) override {
    return DISP_E_UNKNOWNNAME;
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS*, VARIANT* result,
                                   EXCEPINFO*, UINT*) override {
    if (id != DISPID_IBLOCKRANGELIST_BLOCKRANGES) return DISP_E_MEMBERNOTFOUND;
    if (result == nullptr) return E_POINTER;
    VariantInit(result);
    const HRESULT made = MakeBlockRangeArray(ranges_, &V_ARRAY(result));
    if (SUCCEEDED(made)) V_VT(result) = VT_ARRAY | VT_VARIANT;
    return made;
  }

 protected:
  void* FindBase(REFIID iid) noexcept override {
    if (iid == __uuidof(IDispatch)) {
      return static_cast<IDispatch*>(static_cast<IBlockRangeList*>(this));
    }
    return ImageReader::FindBase(iid);
  }

 private:
  const BlockRanges ranges_;
};

class TailedImage final : public com::ReadOnlyStream<> {
 public:
  TailedImage(com::StreamReader& image, std::vector<uint8_t> tail)
      : image_(com::ComPtr<IStream>(image.Get())),
        image_size_(image_.Size()),
        tail_(std::move(tail)) {}

 private:
  uint64_t Size() const noexcept override { return image_size_ + tail_.size(); }
  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    const std::span bytes(static_cast<uint8_t*>(buffer), size);
    const uint64_t left = offset < image_size_ ? image_size_ - offset : 0;
    const auto inside = static_cast<size_t>(std::min<uint64_t>(left, size));
    try {
      if (inside > 0) image_.ReadAt(offset, bytes.first(inside));
    } catch (const com::ComError& error) {
      return error.code();
    } catch (...) {
      return E_UNEXPECTED;
    }
    if (inside < size) {
      std::memcpy(bytes.data() + inside, tail_.data() + (offset + inside - image_size_),
                  size - inside);
    }
    *read = size;
    return S_OK;
  }

  com::StreamReader image_;
  const uint64_t image_size_;
  const std::vector<uint8_t> tail_;
};

class FileStream final : public com::ReadOnlyStream<> {
 public:
  FileStream(com::WinHandle file, uint64_t size) : file_(std::move(file)), size_(size) {}

 private:
  uint64_t Size() const noexcept override { return size_; }
  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    OVERLAPPED place = {};
    place.Offset = static_cast<DWORD>(offset);
    place.OffsetHigh = static_cast<DWORD>(offset >> 32);
    DWORD done = 0;
    if (!ReadFile(file_.Get(), buffer, size, &done, &place)) {
      return HRESULT_FROM_WIN32(GetLastError());
    }
    *read = done;
    return S_OK;
  }

  const com::WinHandle file_;
  const uint64_t size_;
};

}  // namespace

com::ComPtr<IStream> HideBlockRanges(com::StreamReader& image,
                                     std::shared_ptr<const CancelToken> cancel) {
  return com::ComPtr<IStream>::Attach(new PlainStream(image, std::move(cancel)));
}

com::ComPtr<IStream> WithBlockRanges(com::StreamReader& image, BlockRanges ranges,
                                     std::shared_ptr<const CancelToken> cancel,
                                     ReadObserver observer) {
  return com::ComPtr<IStream>::Attach(
      new RangedStream(image, std::move(ranges), std::move(cancel), std::move(observer)));
}

com::ComPtr<IStream> WithTail(com::StreamReader& image, std::vector<uint8_t> tail) {
  return com::ComPtr<IStream>::Attach(new TailedImage(image, std::move(tail)));
}

com::ComPtr<IStream> OpenIsoFile(const std::wstring& path) {
  com::WinHandle file(CreateFileW(LongPath(path).c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, nullptr));
  LARGE_INTEGER size = {};
  if (!file || !GetFileSizeEx(file.Get(), &size)) {
    const std::string system = com::ToUtf8(com::SystemText(HRESULT_FROM_WIN32(GetLastError())));
    throw Error(code::kSourceUnreadable, "CreateFileW",
                "The image file '" + com::ToUtf8(path) + "' could not be opened" +
                    (system.empty() ? "" : ": " + system));
  }
  return com::ComPtr<IStream>::Attach(
      new FileStream(std::move(file), static_cast<uint64_t>(size.QuadPart)));
}

}  // namespace imapi2
