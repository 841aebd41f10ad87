#include "virtual/tree/name.h"

#include <algorithm>

#include "virtual/tree/upper_case.h"

namespace virtual_drive::tree {
namespace {

NameProblem ProblemWithLength(std::u16string_view name) noexcept {
  const bool wide = std::ranges::any_of(name, [](char16_t unit) { return unit > 0xFF; });
  return name.size() > (wide ? 127u : 254u) ? NameProblem::kTooLong : NameProblem::kNone;
}

}  // namespace

NameProblem ProblemWithName(std::u16string_view name) noexcept {
  if (name.empty()) return NameProblem::kEmpty;
  if (name == u"." || name == u"..") return NameProblem::kDotOrDotDot;
  for (const char16_t unit : name) {
    if (unit == u'\\' || unit == u'/') return NameProblem::kSeparator;
    if (unit < 0x20 || unit == 0x7F) return NameProblem::kControlCharacter;
  }
  return ProblemWithLength(name);
}

NameProblem ProblemWithStreamName(std::u16string_view name) noexcept {
  if (name.empty()) return NameProblem::kEmpty;
  if (name.find_first_of(u"\\/:") != std::u16string_view::npos) return NameProblem::kSeparator;
  if (name.find(u'\0') != std::u16string_view::npos) return NameProblem::kControlCharacter;
  return ProblemWithLength(name);
}

const char* Describe(NameProblem problem) noexcept {
  switch (problem) {
    case NameProblem::kNone:
      return "is allowed";
    case NameProblem::kEmpty:
      return "is empty";
    case NameProblem::kDotOrDotDot:
      return "names the directory itself or its parent";
    case NameProblem::kSeparator:
      return "holds a path separator";
    case NameProblem::kControlCharacter:
      return "holds a control character";
    case NameProblem::kTooLong:
      return "is longer than 254 bytes of OSTA CS0";
  }
  return "";
}

int CompareIgnoringCase(std::u16string_view left, std::u16string_view right) noexcept {
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (left[i] == right[i]) continue;
    const char16_t l = UpperCase(left[i]);
    const char16_t r = UpperCase(right[i]);
    if (l != r) return l < r ? -1 : 1;
  }
  if (left.size() == right.size()) return 0;
  return left.size() < right.size() ? -1 : 1;
}

}  // namespace virtual_drive::tree
