#include "virtual/image/iso_image_manager.h"

#include <cstdint>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/image/file_source.h"
#include "virtual/image/read_only_stream.h"
#include "virtual/image/source_tree.h"
#include "virtual/image/stream_source.h"
#include "virtual/iso/recognition.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive {
namespace {

class StreamSectors final : public udf::SectorSource {
 public:
  explicit StreamSectors(StreamSource& stream) : stream_(stream) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    stream_.Read(std::uint64_t{lba} * udf::kBlockSize, buffer);
  }

 private:
  StreamSource& stream_;
};

}  // namespace

HRESULT IsoImageManager::get_Path(BSTR* path) noexcept {
  return session()->Call("IIsoImageManager::get_Path", [&]() -> HRESULT {
    ClearOut(path);
    const std::scoped_lock lock(mutex_);
    *path = Bstr(path_).Detach();
    return S_OK;
  });
}

HRESULT IsoImageManager::get_Stream(IStream** stream) noexcept {
  return session()->Call("IIsoImageManager::get_Stream", [&]() -> HRESULT {
    ClearOut(stream);
    const std::scoped_lock lock(mutex_);
    if (stream_) stream_.CopyTo(stream);
    return S_OK;
  });
}

HRESULT IsoImageManager::SetPath(BSTR path) noexcept {
  return session()->Call("IIsoImageManager::SetPath", [&]() -> HRESULT {
    std::wstring given(View(path));
    const std::wstring full = LongPath(given);
    if (GetFileAttributesW(full.c_str()) == INVALID_FILE_ATTRIBUTES) {
      const HRESULT code = HRESULT_FROM_WIN32(GetLastError());
      throw Error(code, L"The image file '" + given + L"' can't be found.");
    }
    auto source = std::make_shared<FileSource>(session(), full);
    const auto made = MakeObject<ContentStream>(session(), std::move(source), given);
    ComPtr<IStream> stream(made.Get());
    const std::scoped_lock lock(mutex_);
    path_ = std::move(given);
    std::swap(stream_, stream);
    return S_OK;
  });
}

HRESULT IsoImageManager::SetStream(IStream* stream) noexcept {
  return session()->Call("IIsoImageManager::SetStream", [&]() -> HRESULT {
    if (!stream) throw Error(E_POINTER, L"The image's stream is null.");
    ComPtr<IStream> given(stream);
    const std::scoped_lock lock(mutex_);
    path_.clear();
    std::swap(stream_, given);
    return S_OK;
  });
}

// In the order of the criteria of the reference page.
HRESULT IsoImageManager::Validate() noexcept {
  return session()->Call("IIsoImageManager::Validate", [&]() -> HRESULT {
    ComPtr<IStream> stream;
    {
      const std::scoped_lock lock(mutex_);
      stream = stream_;
    }
    if (!stream) {
      throw Error(hresult::IMAPI_E_IMAGEMANAGER_NO_IMAGE,
                  L"SetPath or SetStream has to be called first.");
    }
    StreamSource source(std::move(stream), u"image");
    const std::uint64_t bytes = source.Size();
    if (bytes % udf::kBlockSize != 0) {
      throw Error(hresult::IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED,
                  L"The image's size is not a multiple of 2048 bytes.");
    }
    if (bytes / udf::kBlockSize > MAXLONG) {
      throw Error(hresult::IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG,
                  L"The image has more sectors than a LONG can count.");
    }
    StreamSectors sectors(source);
    if (!iso::HasVolumeDescriptor(sectors, static_cast<std::uint32_t>(bytes / udf::kBlockSize))) {
      throw Error(hresult::IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND,
                  L"The image holds no volume descriptor of ISO 9660 or UDF.");
    }
    return S_OK;
  });
}

}  // namespace virtual_drive
