// Fuzz target: names as OSTA CS0, their rules, their order, and paths of them.
#ifdef NAMES_FUZZ
#include <memory>
#include <string>
#include <vector>

#include "../fuzz_bytes.h"
#include "virtual/tree/name.h"
#include "virtual/tree/node.h"
#include "virtual/tree/path.h"
#include "virtual/udf/osta_cs0.h"

namespace {

namespace tree = virtual_drive::tree;
namespace udf = virtual_drive::udf;

std::u16string TakeText(FuzzBytes& input) {
  std::u16string text;
  const bool wide = input.Byte() % 2 == 0;
  for (std::uint32_t left = input.UpTo(0x1FF); left > 0 && !input.empty(); --left) {
    text.push_back(static_cast<char16_t>(wide ? input.Number16() : input.Byte()));
  }
  return text;
}

void TryBytes(std::span<const std::byte> bytes) {
  if (!bytes.empty()) udf::GetDstring(bytes);
  const auto text = udf::Decode(bytes);
  if (!text) return;
  std::vector<std::byte> encoded;
  udf::Encode(*text, encoded);
  Require(encoded.size() == udf::EncodedSize(*text));
  Require(udf::Decode(encoded) == text);
}

void TryField(const std::u16string& text, std::size_t size) {
  std::vector<std::byte> field(size);
  udf::PutDstring(field, text);
  const auto kept = udf::GetDstring(field);
  Require(kept.has_value() && text.starts_with(*kept));
  if (udf::EncodedSize(text) < size) Require(*kept == text);
}

int Sign(int number) { return (number > 0) - (number < 0); }

void TryOrder(const std::u16string& a, const std::u16string& b, const std::u16string& c) {
  using tree::CompareIgnoringCase;
  Require(CompareIgnoringCase(a, a) == 0);
  Require(Sign(CompareIgnoringCase(a, b)) == -Sign(CompareIgnoringCase(b, a)));
  if (CompareIgnoringCase(a, b) <= 0 && CompareIgnoringCase(b, c) <= 0) {
    Require(CompareIgnoringCase(a, c) <= 0);
  }
}

void TryName(const std::u16string& name) {
  if (tree::ProblemWithName(name) != tree::NameProblem::kNone) return;
  Require(udf::EncodedSize(name) <= 255);
  const auto root = std::make_shared<tree::Directory>();
  const auto folder = std::make_shared<tree::Directory>(name);
  const auto file = std::make_shared<tree::File>(name);
  root->Add(folder);
  folder->Add(file);
  Require(tree::FindByPath(root, tree::PathOf(*file)) == file);
  Require(tree::FindByPath(root, u"/" + name + u"//" + name + u"\\") == file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  TryBytes(std::as_bytes(std::span(data, size)));
  FuzzBytes input(data, size);
  const std::u16string a = TakeText(input);
  const std::u16string b = TakeText(input);
  const std::u16string c = TakeText(input);
  TryField(a, 2 + b.size() % 126);
  TryOrder(a, b, c);
  TryName(a);
  const auto root = std::make_shared<tree::Directory>();
  Require(tree::FindByPath(root, a) == nullptr || a.find_first_not_of(u"/\\") == a.npos);
  return 0;
}
#endif
