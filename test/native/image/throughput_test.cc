#include <chrono>

#include "image_under_test.h"
#include "read_only_source.h"
#include "virtual/image/stream_cursor.h"

namespace image_test {
namespace {

// A gigabyte that costs nothing to read.
class ZeroStream final : public virtual_drive::tree::ContentSource {
 public:
  std::uint64_t Size() const override { return 1ull << 30; }
  void Read(std::uint64_t, std::span<std::byte> buffer) override {
    std::ranges::fill(buffer, std::byte{'z'});
  }
};

// The same as a caller's stream.
class LargeStream final : public ReadOnlySource {
 public:
  HRESULT STDMETHODCALLTYPE Read(void* buffer, ULONG bytes, ULONG* read) noexcept override {
    return cursor_.Read(buffer, bytes, read);
  }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER move, DWORD origin,
                                 ULARGE_INTEGER* position) noexcept override {
    return cursor_.Seek(move, origin, position);
  }
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD flags) noexcept override {
    return cursor_.Stat(status, flags);
  }

 private:
  virtual_drive::StreamCursor cursor_{std::make_shared<ZeroStream>(), L"zeros"};
};

}  // namespace

TEST_CASE("file data goes through the image stream at the speed of its source") {
  const CountedSession counted;
  LargeStream large;
  const auto image = NewImage(counted);
  REQUIRE(image->put_FreeMediaBlocks(0) == S_OK);
  REQUIRE(RootOf(image)->AddFile(Bstr(L"large").Get(), &large) == S_OK);
  const auto stream = StreamOf(Result(image));
  std::vector<std::byte> buffer(1 << 20);
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t total = 0;
  for (ULONG read = 1; read != 0; total += read) {
    REQUIRE(SUCCEEDED(stream->Read(buffer.data(), static_cast<ULONG>(buffer.size()), &read)));
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  CHECK(total == SizeOf(stream));
  const double speed = static_cast<double>(total >> 20) / seconds.count();
  MESSAGE(speed << " MB/s");
}

}  // namespace image_test
