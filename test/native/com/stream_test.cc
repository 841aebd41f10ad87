#include "com/memory_stream.h"

#include <doctest.h>

#include <array>
#include <numeric>

#include "com/com_error.h"
#include "com/stream_reader.h"
#include "imapi/burn_stream.h"
#include "imapi/cancel_token.h"

namespace com = imapi2::com;

namespace {

com::ComPtr<IStream> Bytes(size_t count) {
  std::vector<uint8_t> bytes(count);
  std::iota(bytes.begin(), bytes.end(), uint8_t{0});
  return com::ComPtr<IStream>(com::MakeObject<com::MemoryStream>(std::move(bytes)).Get());
}

HRESULT SeekTo(IStream* stream, LONGLONG move, DWORD origin, ULONGLONG* position = nullptr) {
  LARGE_INTEGER place;
  place.QuadPart = move;
  ULARGE_INTEGER now = {};
  const HRESULT result = stream->Seek(place, origin, &now);
  if (position != nullptr) *position = now.QuadPart;
  return result;
}

}  // namespace

TEST_CASE("a stream reads to its end and says so") {
  const auto stream = Bytes(10);
  std::array<uint8_t, 8> buffer;
  ULONG read = 0;
  CHECK(stream->Read(buffer.data(), 8, &read) == S_OK);
  CHECK(read == 8);
  CHECK(stream->Read(buffer.data(), 8, &read) == S_FALSE);
  CHECK(read == 2);
  CHECK(buffer[0] == 8);
  CHECK(stream->Read(buffer.data(), 8, &read) == S_FALSE);
  CHECK(read == 0);
}

TEST_CASE("positions have 64 bits and never become negative") {
  const auto stream = Bytes(10);
  ULONGLONG position = 0;
  CHECK(SUCCEEDED(SeekTo(stream.Get(), int64_t{1} << 40, STREAM_SEEK_SET, &position)));
  CHECK(position == uint64_t{1} << 40);
  CHECK(SUCCEEDED(SeekTo(stream.Get(), -3, STREAM_SEEK_END, &position)));
  CHECK(position == 7);
  CHECK(FAILED(SeekTo(stream.Get(), -8, STREAM_SEEK_CUR)));
  CHECK(FAILED(SeekTo(stream.Get(), 0, 9)));
}

TEST_CASE("a stream says its size, whoever asks and how, and takes no change") {
  const auto stream = Bytes(10);
  STATSTG stat = {};
  CHECK(SUCCEEDED(stream->Stat(&stat, STATFLAG_NONAME)));
  CHECK(stat.cbSize.QuadPart == 10);
  CHECK(stream->Write("x", 1, nullptr) == STG_E_ACCESSDENIED);
  CHECK(stream.TryAs<ISequentialStream>());
}

TEST_CASE("a reader reads at any place, and a stream that ends too early is a failure") {
  com::StreamReader reader(Bytes(100));
  std::array<uint8_t, 4> buffer;
  reader.ReadAt(50, buffer);
  CHECK(buffer[0] == 50);
  reader.ReadAt(2, buffer);
  CHECK(buffer[0] == 2);
  CHECK(reader.Size() == 100);
  CHECK_THROWS_AS(reader.ReadAt(98, buffer), com::ComError);
}

TEST_CASE("a stream for a caller's ranges is IStream and IBlockRangeList at once, one object") {
  com::StreamReader image(Bytes(4096));
  const auto cancel = std::make_shared<imapi2::CancelToken>();
  const auto stream = imapi2::WithBlockRanges(image, {{0, 1}}, cancel);
  const auto list = stream.TryAs<IBlockRangeList>();
  REQUIRE(list);
  CHECK(list.TryAs<IUnknown>().Get() == stream.TryAs<IUnknown>().Get());
  CHECK(stream.TryAs<IDispatch>());
  CHECK(stream.TryAs<ISequentialStream>());
}

TEST_CASE(
    "a stream for a whole burn hides the list, and a cancel that no event heeds stops its reads") {
  com::StreamReader image(Bytes(4096));
  const auto cancel = std::make_shared<imapi2::CancelToken>();
  const auto ranged = imapi2::WithBlockRanges(image, {{0, 1}}, cancel);
  com::StreamReader listed(ranged);
  const auto hidden = imapi2::HideBlockRanges(listed, cancel);
  CHECK_FALSE(hidden.TryAs<IBlockRangeList>());
  std::array<uint8_t, 4> buffer;
  CHECK(SUCCEEDED(hidden->Read(buffer.data(), 4, nullptr)));
  cancel->Request();
  // CancelWrite is to come first, and does with the next event.
  CHECK(SUCCEEDED(hidden->Read(buffer.data(), 4, nullptr)));
  CHECK_FALSE(cancel->obeyed());
  Sleep(2100);
  CHECK(FAILED(hidden->Read(buffer.data(), 4, nullptr)));
  CHECK(cancel->obeyed());
}
