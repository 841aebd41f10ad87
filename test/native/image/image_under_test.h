#pragma once

#include <windows.h>

#include <doctest.h>
#include <imapi2fs.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../session/last_error_text.h"
#include "memory_drive.h"
#include "text_stream.h"
#include "virtual/com/bstr.h"
#include "virtual/com/com_ptr.h"
#include "virtual/com/variant.h"
#include "virtual/com/variant_array.h"
#include "virtual/image/file_system_image.h"
#include "virtual/session/session.h"

namespace image_test {

using virtual_drive::Bstr;
using virtual_drive::ComPtr;
using virtual_drive::Session;
using virtual_drive::Variant;
using virtual_drive::test::LastErrorText;

inline constexpr auto Code(std::uint32_t code) { return static_cast<HRESULT>(code); }

// A session whose objects and source handles must all be gone at the end; declared before
// everything that they hold.
struct CountedSession {
  std::shared_ptr<Session> session = Session::Make();
  ~CountedSession() {
    CHECK(session->objects() == 0);
    CHECK(session->source_handles().count() == 0);
  }
};

inline ComPtr<IFileSystemImage3> NewImage(const CountedSession& counted) {
  ComPtr<IFileSystemImage3> image;
  REQUIRE(virtual_drive::CreateFileSystemImage(counted.session, __uuidof(IFileSystemImage3),
                                               image.PutVoid()) == S_OK);
  return image;
}

inline ComPtr<IFsiDirectoryItem2> RootOf(const ComPtr<IFileSystemImage3>& image) {
  ComPtr<IFsiDirectoryItem> root;
  REQUIRE(image->get_Root(root.Put()) == S_OK);
  return root.As<IFsiDirectoryItem2>();
}

inline HRESULT AddFile(const ComPtr<IFileSystemImage3>& image, std::wstring_view path,
                       TextStream& text) {
  return RootOf(image)->AddFile(Bstr(path).Get(), &text);
}

// Owns a caller's array of interfaces.
class InterfaceArray {
 public:
  explicit InterfaceArray(const std::vector<IDispatch*>& objects) {
    std::vector<Variant> elements;
    for (IDispatch* object : objects)
      elements.push_back(Variant::OfDispatch(ComPtr<IDispatch>(object)));
    array_ = virtual_drive::ToSafeArray(std::move(elements));
  }
  explicit InterfaceArray(SAFEARRAY* owned) : array_(owned) {}
  InterfaceArray(const InterfaceArray&) = delete;
  InterfaceArray& operator=(const InterfaceArray&) = delete;
  ~InterfaceArray() { SafeArrayDestroy(array_); }
  SAFEARRAY* Get() const { return array_; }

 private:
  SAFEARRAY* array_;
};

inline HRESULT SetDrive(const ComPtr<IFileSystemImage3>& image, MemoryDrive& drive) {
  return image->put_MultisessionInterfaces(InterfaceArray({&drive.multisession}).Get());
}

inline void Import(const ComPtr<IFileSystemImage3>& image, MemoryDrive& drive) {
  REQUIRE(SetDrive(image, drive) == S_OK);
  FsiFileSystems imported = FsiFileSystemNone;
  REQUIRE(image->ImportFileSystem(&imported) == S_OK);
  REQUIRE(imported == FsiFileSystemUDF);
}

inline ComPtr<IFileSystemImageResult> Result(const ComPtr<IFileSystemImage3>& image) {
  ComPtr<IFileSystemImageResult> result;
  REQUIRE(image->CreateResultImage(result.Put()) == S_OK);
  return result;
}

inline ComPtr<IStream> StreamOf(const ComPtr<IFileSystemImageResult>& result) {
  ComPtr<IStream> stream;
  REQUIRE(result->get_ImageStream(stream.Put()) == S_OK);
  return stream;
}

inline std::vector<std::byte> ReadAt(const ComPtr<IStream>& stream, std::uint64_t offset,
                                     std::size_t bytes) {
  LARGE_INTEGER position;
  position.QuadPart = static_cast<LONGLONG>(offset);
  REQUIRE(stream->Seek(position, STREAM_SEEK_SET, nullptr) == S_OK);
  std::vector<std::byte> buffer(bytes, std::byte{0xEE});  // what isn't filled shows
  ULONG read = 0;
  REQUIRE(stream->Read(buffer.data(), static_cast<ULONG>(bytes), &read) == S_OK);
  REQUIRE(read == bytes);
  return buffer;
}

inline std::uint64_t SizeOf(const ComPtr<IStream>& stream) {
  STATSTG status;
  REQUIRE(stream->Stat(&status, STATFLAG_NONAME) == S_OK);
  return status.cbSize.QuadPart;
}

struct Range {
  LONG start;
  LONG end;
  bool operator==(const Range&) const = default;
};

inline std::vector<Range> RangesOf(const ComPtr<IBlockRangeList>& list) {
  SAFEARRAY* raw = nullptr;
  REQUIRE(list->get_BlockRanges(&raw) == S_OK);
  const InterfaceArray array(raw);
  std::vector<Range> ranges;
  for (const Variant& element : virtual_drive::FromSafeArray(raw)) {
    ComPtr<IBlockRange> object;
    IUnknown* unknown = element.Get().vt == VT_DISPATCH ? element.Get().pdispVal : nullptr;
    REQUIRE(unknown);
    REQUIRE(unknown->QueryInterface(__uuidof(IBlockRange), object.PutVoid()) == S_OK);
    Range range{};
    REQUIRE(object->get_StartLba(&range.start) == S_OK);
    REQUIRE(object->get_EndLba(&range.end) == S_OK);
    ranges.push_back(range);
  }
  return ranges;
}

// What IDiscFormat2Data::Write does with a stream: the ranges in their order if it has some, else
// all of it. The number of sectors written.
inline std::uint32_t Burn(const ComPtr<IStream>& stream, MemoryDrive& drive) {
  std::vector<Range> ranges{{0, static_cast<LONG>(SizeOf(stream) / kSector) - 1}};
  if (const auto list = stream.As<IBlockRangeList>()) ranges = RangesOf(list);
  std::uint32_t written = 0;
  for (const Range& range : ranges) {
    const auto sectors = static_cast<std::size_t>(range.end - range.start + 1);
    const auto bytes =
        ReadAt(stream, static_cast<std::uint64_t>(range.start) * kSector, sectors * kSector);
    std::ranges::copy(bytes,
                      drive.disc.At(static_cast<std::uint32_t>(range.start), sectors).begin());
    written += static_cast<std::uint32_t>(sectors);
  }
  return written;
}

// A first session with \first.txt and \folder\second.txt. FsiFileSystemNone: of IMAPI2FS's own
// choice.
inline void BurnFirstSession(const CountedSession& counted, MemoryDrive& drive,
                             int file_systems = FsiFileSystemNone) {
  TextStream first("the first file");
  TextStream second(std::string(5000, '2'));
  {
    const auto image = NewImage(counted);
    REQUIRE(image->put_FreeMediaBlocks(static_cast<LONG>(drive.disc.sectors())) == S_OK);
    REQUIRE(image->put_VolumeName(Bstr(L"FIRST").Get()) == S_OK);
    if (file_systems != FsiFileSystemNone) {
      const auto value = static_cast<FsiFileSystems>(file_systems);
      REQUIRE(image->put_FileSystemsToCreate(value) == S_OK);
    }
    REQUIRE(AddFile(image, L"first.txt", first) == S_OK);
    REQUIRE(RootOf(image)->AddDirectory(Bstr(L"folder").Get()) == S_OK);
    REQUIRE(AddFile(image, L"\\folder\\second.txt", second) == S_OK);
    Burn(StreamOf(Result(image)), drive);
  }
  CHECK(first.references() == 0);
  CHECK(second.references() == 0);
}

}  // namespace image_test
