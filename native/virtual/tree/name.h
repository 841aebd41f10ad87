#pragma once

#include <string_view>

namespace virtual_drive::tree {

enum class NameProblem {
  kNone,
  kEmpty,
  kDotOrDotDot,       // "." and ".." name the directory itself and its parent
  kSeparator,         // holds '\' or '/'
  kControlCharacter,  // holds a character below U+0020 (NUL included) or U+007F
  kTooLong,           // over 254 bytes of OSTA CS0
};

// Why a name can't be given to a file or a directory. UDF keeps a name in one length byte, of which
// the first byte it counts is the compression id (ECMA-167 4/14.4.4, UDF 2.1.1): 254 characters
// when all of them are below U+0100, otherwise 127 UTF-16 units.
NameProblem ProblemWithName(std::u16string_view name) noexcept;

// The same of a named stream: what NTFS allows in the name of one (MS-FSCC 2.1.5.3), as long as
// UDF's names may be. kSeparator: ':' too.
NameProblem ProblemWithStreamName(std::u16string_view name) noexcept;

// One English clause, "is empty", to follow the name in a message.
const char* Describe(NameProblem problem) noexcept;

// Order of names as Windows compares them: unit by unit, after mapping each to upper case, whatever
// the locale. Negative, zero or positive.
int CompareIgnoringCase(std::u16string_view left, std::u16string_view right) noexcept;

}  // namespace virtual_drive::tree
