// MsftStreamZero, Prng001, Concatenate and Interleave, through COM.
#include <doctest.h>

#include <cstring>

#include "../session/open_session.h"

namespace virtual_drive::test {
namespace {

std::string ReadAll(IStream* stream, ULONG most = 1 << 16) {
  std::string text(most, '\0');
  ULONG read = 0;
  Check(stream->Read(text.data(), most, &read));
  text.resize(read);
  return text;
}

void SeekTo(IStream* stream, LONGLONG offset, DWORD origin = STREAM_SEEK_SET) {
  LARGE_INTEGER to;
  to.QuadPart = offset;
  Check(stream->Seek(to, origin, nullptr));
}

ULONGLONG SizeOf(IStream* stream) {
  STATSTG status = {};
  Check(stream->Stat(&status, STATFLAG_NONAME));
  return status.cbSize.QuadPart;
}

void SetSize(IStream* stream, ULONGLONG size) {
  ULARGE_INTEGER wanted;
  wanted.QuadPart = size;
  Check(stream->SetSize(wanted));
}

ComPtr<IStream> TextStream(std::string_view text) {
  ComPtr<IStream> stream;
  Check(CreateStreamOnHGlobal(nullptr, TRUE, stream.Put()));
  Check(stream->Write(text.data(), static_cast<ULONG>(text.size()), nullptr));
  return stream;
}

}  // namespace

TEST_CASE("MsftStreamZero has as many zeros as SetSize says, at 64-bit positions") {
  Apartment apartment;
  OpenSession session;
  const auto stream = session.Create<IStream>(__uuidof(MsftStreamZero));
  CHECK(SizeOf(stream.Get()) == 0);
  constexpr ULONGLONG kSize = 100'000'000'000;
  SetSize(stream.Get(), kSize);
  CHECK(SizeOf(stream.Get()) == kSize);
  SeekTo(stream.Get(), -5, STREAM_SEEK_END);
  char buffer[8] = {1, 1, 1, 1, 1, 1, 1, 1};
  ULONG read = 0;
  CHECK(stream->Read(buffer, 8, &read) == S_FALSE);
  CHECK(read == 5);
  CHECK(std::memcmp(buffer, "\0\0\0\0\0\1\1\1", 8) == 0);
  CHECK(stream->Write(buffer, 1, nullptr) == STG_E_ACCESSDENIED);
  ULARGE_INTEGER too_large;
  too_large.QuadPart = ~0ULL;
  CHECK(stream->SetSize(too_large) == STG_E_INVALIDFUNCTION);
  CHECK(SizeOf(stream.Get()) == kSize);
}

TEST_CASE("MsftStreamPrng001 repeats itself for a seed, and setting one goes to the start") {
  Apartment apartment;
  OpenSession session;
  const auto stream = session.Create<IStreamPseudoRandomBased>(__uuidof(MsftStreamPrng001));
  SetSize(stream.Get(), 1000);
  const std::string unseeded = ReadAll(stream.Get());
  CHECK(unseeded.size() == 1000);
  CHECK(stream->put_Seed(42) == S_OK);
  ULONG seed = 0;
  CHECK(stream->get_Seed(&seed) == S_OK);
  CHECK(seed == 42);
  const std::string whole = ReadAll(stream.Get());
  CHECK(whole.size() == 1000);
  CHECK(whole != unseeded);
  SeekTo(stream.Get(), 321);
  ComPtr<IStream> clone;
  CHECK(stream->Clone(clone.Put()) == S_OK);
  CHECK(ReadAll(stream.Get()) == whole.substr(321));
  CHECK(ReadAll(clone.Get()) == whole.substr(321));
  SetSize(stream.Get(), 1500);
  CHECK(ReadAll(stream.Get()).size() == 500);
  CHECK(SizeOf(clone.Get()) == 1000);
  ULONG values[] = {1, 2};
  ULONG* got = values;
  ULONG count = 9;
  CHECK(stream->put_ExtendedSeed(values, 2) == E_NOTIMPL);
  CHECK(stream->get_ExtendedSeed(&got, &count) == E_NOTIMPL);
  CHECK(got == nullptr);
  CHECK(stream->get_Seed(nullptr) == E_POINTER);
}

TEST_CASE("MsftStreamConcatenate reads its parts one after the other") {
  Apartment apartment;
  OpenSession session;
  const auto stream = session.Create<IStreamConcatenate>(__uuidof(MsftStreamConcatenate));
  CHECK(ReadAll(stream.Get()).empty());
  const auto a = TextStream("abc");
  const auto b = TextStream("defg");
  const auto empty = TextStream("");
  CHECK(stream->Initialize(a.Get(), b.Get()) == S_OK);
  CHECK(ReadAll(stream.Get(), 5) == "abcde");
  CHECK(stream->Append(empty.Get()) == S_OK);
  IStream* more[] = {a.Get(), b.Get()};
  CHECK(stream->Append2(more, 2) == S_OK);
  CHECK(ReadAll(stream.Get()) == "fgabcdefg");
  ComPtr<IStream> clone;
  SeekTo(stream.Get(), 6);
  CHECK(stream->Clone(clone.Put()) == S_OK);
  CHECK(stream->Initialize2(more, 1) == S_OK);
  CHECK(SizeOf(stream.Get()) == 3);
  CHECK(ReadAll(clone.Get()) == "gabcdefg");
  const auto copy = TextStream("");
  ULARGE_INTEGER all;
  all.QuadPart = ~0ULL;
  ULARGE_INTEGER read;
  ULARGE_INTEGER written;
  CHECK(stream->CopyTo(copy.Get(), all, &read, &written) == S_OK);
  CHECK(read.QuadPart == 3);
  CHECK(written.QuadPart == 3);
  SeekTo(copy.Get(), 0);
  CHECK(ReadAll(copy.Get()) == "abc");
}

TEST_CASE("bad parts are refused and change nothing") {
  Apartment apartment;
  OpenSession session;
  const auto stream = session.Create<IStreamConcatenate>(__uuidof(MsftStreamConcatenate));
  const auto a = TextStream("abc");
  IStream* streams[] = {a.Get(), nullptr};
  CHECK(stream->Initialize2(streams, 1) == S_OK);
  CHECK(stream->Initialize(a.Get(), nullptr) == E_POINTER);
  CHECK(stream->Append2(streams, 2) == E_POINTER);
  CHECK(stream->Append2(nullptr, 1) == E_POINTER);
  CHECK(stream->Append2(streams, 0) == E_INVALIDARG);
  CHECK(stream->Append(stream.Get()) == E_INVALIDARG);
  const auto endless = session.Create<IStream>(__uuidof(MsftStreamZero));
  SetSize(endless.Get(), 0x7FFFFFFFFFFFFFFF);
  CHECK(stream->Append(endless.Get()) == E_INVALIDARG);
  CHECK(ReadAll(stream.Get()) == "abc");
  // A part that has become shorter is an error, not an early end.
  const auto shrinks = TextStream("12345");
  CHECK(stream->Append(shrinks.Get()) == S_OK);
  SetSize(shrinks.Get(), 2);
  SeekTo(stream.Get(), 0);
  char buffer[16];
  ULONG got = 0;
  CHECK(stream->Read(buffer, sizeof(buffer), &got) == STG_E_READFAULT);
  CHECK(got == 0);
}

TEST_CASE("MsftStreamInterleave reads its parts by turns") {
  Apartment apartment;
  OpenSession session;
  const auto stream = session.Create<IStreamInterleave>(__uuidof(MsftStreamInterleave));
  const auto a = TextStream("AAAABBBBCCCC");
  const auto b = TextStream("112233");
  IStream* streams[] = {a.Get(), b.Get()};
  ULONG sizes[] = {4, 2};
  CHECK(stream->Initialize(streams, sizes, 2) == S_OK);
  CHECK(ReadAll(stream.Get()) == "AAAA11BBBB22CCCC33");
  SeekTo(stream.Get(), 9);
  ComPtr<IStream> clone;
  CHECK(stream->Clone(clone.Put()) == S_OK);
  CHECK(ReadAll(clone.Get(), 4) == "B22C");
  ULONG zero[] = {4, 0};
  CHECK(stream->Initialize(streams, zero, 2) == E_INVALIDARG);
  CHECK(stream->Initialize(streams, nullptr, 2) == E_POINTER);
  CHECK(ReadAll(stream.Get(), 4) == "B22C");
}

TEST_CASE("streams let go of their parts") {
  Apartment apartment;
  OpenSession session;
  const auto part = session.Create<IStream>(__uuidof(MsftStreamZero));
  const LONGLONG before = session.Counter(L"objects");
  {
    const auto stream = session.Create<IStreamConcatenate>(__uuidof(MsftStreamConcatenate));
    CHECK(stream->Initialize(part.Get(), part.Get()) == S_OK);
    ComPtr<IStream> clone;
    CHECK(stream->Clone(clone.Put()) == S_OK);
    CHECK(session.Counter(L"objects") == before + 2);
  }
  CHECK(session.Counter(L"objects") == before);
}

}  // namespace virtual_drive::test
