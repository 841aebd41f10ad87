#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace virtual_drive::iso {

// Which identifiers a hierarchy of directories has.
enum class NameRules {
  kLevel1,  // 8.3 d-characters (ECMA-119 10.1)
  kLevel2,  // 31 characters, the dot of a file's extension included (ECMA-119 10.2, 7.5.1)
  kJoliet,  // 64 units of UCS-2, without * / : ; ? and the backslash
};

struct NameRequest {
  std::u16string_view name;
  bool directory = false;
};

// The identifiers of all entries of one directory, without version number, at the index of their
// requests. No two are equal. A name that is allowed as it is stays so; a name that was cut or
// changed and then is somebody else's ends in a number instead: "LONGNAM2.TXT", "long name~2.txt".
std::vector<std::u16string> MakeNames(const std::vector<NameRequest>& entries, NameRules rules);

// Whether a name has no more characters than interchange level 1 gives it (ECMA-119 10.1).
bool FitsLevel1(std::u16string_view name, bool directory) noexcept;

// d-characters of a volume's name (ECMA-119 7.4.1), at most `most`.
std::u16string DCharacters(std::u16string_view name, std::size_t most);

// The order of directory records, of their identifiers (ECMA-119 9.3): a file's name and then its
// extension, a directory's as a whole, the shorter one filled up with spaces.
bool ComesBefore(const NameRequest& left, const NameRequest& right) noexcept;

}  // namespace virtual_drive::iso
