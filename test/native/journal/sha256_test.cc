#include "imapi/sha256.h"

#include <doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace imapi2;

namespace {

std::string Hex(const Sha256Digest& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::vector<uint8_t> Bytes(std::string_view text) { return {text.begin(), text.end()}; }

}  // namespace

// The examples of NIST's "Secure Hash Standard" pages, and the empty message.
TEST_CASE("SHA-256 gives what the standard's examples say") {
  CHECK(Hex(Sha256Of({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Hex(Sha256Of(Bytes("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Hex(Sha256Of(Bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(Hex(Sha256Of(std::vector<uint8_t>(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not care in which parts the bytes come") {
  std::vector<uint8_t> bytes(300);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i * 7);
  for (size_t size = 0; size <= bytes.size(); ++size) {
    const auto whole = std::span<const uint8_t>(bytes).first(size);
    for (const size_t step : {size_t{1}, size_t{63}, size_t{65}}) {
      Sha256 sha;
      for (size_t at = 0; at < size; at += step) {
        sha.Add(whole.subspan(at, std::min(step, size - at)));
      }
      REQUIRE(sha.Finish() == Sha256Of(whole));
    }
  }
}
