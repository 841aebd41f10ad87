#include "virtual/iso/names.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "virtual/tree/upper_case.h"

namespace virtual_drive::iso {
namespace {

constexpr std::size_t kMostJolietUnits = 64;

struct Parts {
  std::u16string_view stem;
  std::u16string_view extension;  // without its dot
};

// A leading dot begins no extension: ".profile" is a stem. Nor does one at the end, with nothing
// behind it.
Parts Split(std::u16string_view name, bool directory) {
  const std::size_t dot = directory ? std::u16string_view::npos : name.rfind(u'.');
  if (dot == std::u16string_view::npos || dot == 0 || dot + 1 == name.size()) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

char16_t ToDCharacter(char16_t unit) {
  const char16_t upper = tree::UpperCase(unit);
  const bool allowed =
      (upper >= u'A' && upper <= u'Z') || (upper >= u'0' && upper <= u'9') || upper == u'_';
  return allowed ? upper : u'_';
}

char16_t ToJoliet(char16_t unit) {
  return std::u16string_view(u"*/:;?\\").find(unit) == std::u16string_view::npos ? unit : u'_';
}

bool IsHighSurrogate(char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; }

// Never inside a surrogate pair.
std::u16string_view Cut(std::u16string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  if (most > 0 && IsHighSurrogate(text[most - 1])) --most;
  return text.substr(0, most);
}

std::u16string Map(std::u16string_view text, NameRules rules) {
  std::u16string mapped(text);
  std::ranges::transform(mapped, mapped.begin(),
                         rules == NameRules::kJoliet ? ToJoliet : ToDCharacter);
  return mapped;
}

// How much of a name there may be beside an extension.
struct Room {
  std::size_t stem;
  std::size_t extension;
  std::size_t both;  // without the dot
};

Room RoomOf(const Parts& parts, bool directory, NameRules rules) {
  if (rules == NameRules::kLevel1) return directory ? Room{8, 0, 8} : Room{8, 3, 11};
  // ECMA-119 7.5.1: 30 without the dot, which is always there; 31 of a directory (7.6.3).
  const std::size_t all = rules == NameRules::kJoliet ? kMostJolietUnits : directory ? 31 : 30;
  const std::size_t dot = rules == NameRules::kJoliet && !parts.extension.empty() ? 1 : 0;
  const std::size_t extension = std::min(parts.extension.size(), (all - dot) / 2);
  const std::size_t stem = all - dot - extension;
  return {stem, std::max(extension, all - dot - std::min(parts.stem.size(), stem)), all - dot};
}

// One directory's names.
class Namer {
 public:
  Namer(NameRules rules, std::size_t count) : rules_(rules) { taken_.reserve(count); }

  std::u16string Wanted(const NameRequest& request) const {
    const Parts parts = Split(request.name, request.directory);
    const Room room = RoomOf(parts, request.directory, rules_);
    return Join(Cut(parts.stem, room.stem), Cut(parts.extension, room.extension), {});
  }

  // Whether nothing of the name is lost but, in d-characters, its case.
  bool Kept(const NameRequest& request, const std::u16string& wanted) const {
    if (rules_ == NameRules::kJoliet) return wanted == request.name;
    return std::ranges::equal(wanted, request.name, {}, {}, tree::UpperCase);
  }

  bool Take(const std::u16string& name) { return taken_.insert(Key(name)).second; }

  std::u16string Numbered(const NameRequest& request, const std::u16string& wanted) {
    const Parts parts = Split(request.name, request.directory);
    const Room room = RoomOf(parts, request.directory, rules_);
    // Kept for each wanted name: a directory may have 100,000 that begin alike.
    for (std::uint32_t& number = last_number_.try_emplace(Key(wanted), 1).first->second;;) {
      const std::string digits = std::to_string(++number);
      std::u16string end(rules_ == NameRules::kJoliet ? 1 : 0, u'~');
      end.append(digits.begin(), digits.end());
      const std::u16string_view stem = Cut(parts.stem, room.stem - end.size());
      const std::size_t left = room.both - stem.size() - end.size();
      std::u16string name = Join(stem, Cut(parts.extension, std::min(room.extension, left)), end);
      if (Take(name)) return name;
    }
  }

 private:
  std::u16string Join(std::u16string_view stem, std::u16string_view extension,
                      const std::u16string& end) const {
    std::u16string name = Map(stem, rules_) + end;
    if (!extension.empty()) name += u'.' + Map(extension, rules_);
    return name;
  }

  static std::u16string Key(std::u16string_view name) {
    std::u16string key(name);
    std::ranges::transform(key, key.begin(), tree::UpperCase);
    return key;
  }

  const NameRules rules_;
  std::unordered_set<std::u16string> taken_;
  std::unordered_map<std::u16string, std::uint32_t> last_number_;
};

char16_t UnitAt(std::u16string_view text, std::size_t index) {
  return index < text.size() ? text[index] : u' ';
}

int ComparePadded(std::u16string_view left, std::u16string_view right) {
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    if (UnitAt(left, i) != UnitAt(right, i)) return UnitAt(left, i) < UnitAt(right, i) ? -1 : 1;
  }
  return 0;
}

}  // namespace

std::vector<std::u16string> MakeNames(const std::vector<NameRequest>& entries, NameRules rules) {
  Namer namer(rules, entries.size());
  std::vector<std::u16string> names;
  names.reserve(entries.size());
  std::vector<bool> done(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    names.push_back(namer.Wanted(entries[i]));
    done[i] = namer.Kept(entries[i], names[i]) && namer.Take(names[i]);
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (done[i] || namer.Take(names[i])) continue;
    names[i] = namer.Numbered(entries[i], names[i]);
  }
  return names;
}

bool FitsLevel1(std::u16string_view name, bool directory) noexcept {
  const Parts parts = Split(name, directory);
  const Room room = RoomOf(parts, directory, NameRules::kLevel1);
  return parts.stem.size() <= room.stem && parts.extension.size() <= room.extension;
}

std::u16string DCharacters(std::u16string_view name, std::size_t most) {
  return Map(name.substr(0, most), NameRules::kLevel1);
}

bool ComesBefore(const NameRequest& left, const NameRequest& right) noexcept {
  const Parts a = Split(left.name, left.directory);
  const Parts b = Split(right.name, right.directory);
  const int stems = ComparePadded(a.stem, b.stem);
  return stems != 0 ? stems < 0 : ComparePadded(a.extension, b.extension) < 0;
}

}  // namespace virtual_drive::iso
