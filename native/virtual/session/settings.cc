#include "virtual/session/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace virtual_drive {
namespace {

// IMAPI_MEDIA_PHYSICAL_TYPE: a name's place is its number. The names are those of the package's
// MediaType.
constexpr std::array<std::string_view, 20> kMedia = {
    "unknown",   "cd-rom",   "cd-r",      "cd-rw",  "dvd-rom",  "dvd-ram", "dvd+r",
    "dvd+rw",    "dvd+r-dl", "dvd-r",     "dvd-rw", "dvd-r-dl", "disk",    "dvd+rw-dl",
    "hddvd-rom", "hddvd-r",  "hddvd-ram", "bd-rom", "bd-r",     "bd-re",
};

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool EndsStatement(char c) { return c == '\n' || c == ';'; }

struct Pair {
  std::string key;
  std::string value;
};

// Walks through the text word by word.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // the byte order mark of some editors
  }

  // The next statement's first word; none at the end of the text. Comments are no statements.
  std::optional<std::string> Keyword() {
    for (;;) {
      while (at_ < text_.size() && (IsBlank(text_[at_]) || EndsStatement(text_[at_]))) Step();
      if (at_ == text_.size()) return std::nullopt;
      if (text_[at_] != '#') return Word();
      while (at_ < text_.size() && text_[at_] != '\n') Step();
    }
  }

  // The next key=value of the statement; none at its end.
  std::optional<Pair> NextPair() {
    while (at_ < text_.size() && IsBlank(text_[at_])) Step();
    if (at_ == text_.size() || EndsStatement(text_[at_])) return std::nullopt;
    Pair pair{Word(), {}};
    if (pair.key.empty()) Fail("there is no name before '='");
    if (at_ == text_.size() || text_[at_] != '=') {
      Fail("'" + pair.key + "' has no value; it is written " + pair.key + "=…");
    }
    Step();
    pair.value = at_ < text_.size() && text_[at_] == '"' ? Quoted(pair.key) : Bare();
    return pair;
  }

  [[noreturn]] void Fail(const std::string& what) const {
    throw SettingsError("line " + std::to_string(line_) + ": " + what);
  }

 private:
  void Step() {
    if (text_[at_++] == '\n') ++line_;
  }
  std::string Word() {
    return Until([](char c) { return c == '='; });
  }
  std::string Bare() {
    return Until([](char) { return false; });
  }
  template <class Ends>
  std::string Until(Ends ends) {
    const std::size_t start = at_;
    while (at_ < text_.size() && !IsBlank(text_[at_]) && !EndsStatement(text_[at_]) &&
           !ends(text_[at_])) {
      ++at_;
    }
    return std::string(text_.substr(start, at_ - start));
  }
  // No escapes: what has a quotation mark in it is no path of Windows.
  std::string Quoted(const std::string& key) {
    const std::size_t start = ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') ++at_;
    if (at_ == text_.size() || text_[at_] != '"') {
      Fail("the value of '" + key + "' begins with a quotation mark and has none at its end");
    }
    std::string value(text_.substr(start, at_ - start));
    ++at_;
    if (at_ < text_.size() && !IsBlank(text_[at_]) && !EndsStatement(text_[at_])) {
      Fail("after the quoted value of '" + key + "' there is no space");
    }
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

std::int64_t ToNumber(const Reader& reader, const Pair& pair, std::int64_t most) {
  std::int64_t number = 0;
  const char* const end = pair.value.data() + pair.value.size();
  const auto [stopped, error] = std::from_chars(pair.value.data(), end, number);
  if (error != std::errc() || stopped != end || number < 1 || number > most) {
    reader.Fail("'" + pair.key + "' is a whole number from 1 to " + std::to_string(most) +
                ", not '" + pair.value + "'");
  }
  return number;
}

std::int32_t ToMedia(const Reader& reader, const std::string& value) {
  const auto found = std::ranges::find(kMedia, value);
  if (found == kMedia.end() || found == kMedia.begin()) {
    reader.Fail("there is no medium '" + value + "'; names of media are like dvd+rw and bd-re");
  }
  return static_cast<std::int32_t>(found - kMedia.begin());
}

Settings::Drive ReadDrive(Reader& reader) {
  Settings::Drive drive;
  std::vector<std::string> seen;
  while (const auto pair = reader.NextPair()) {
    if (std::ranges::find(seen, pair->key) != seen.end()) {
      reader.Fail("'" + pair->key + "' is given twice");
    }
    seen.push_back(pair->key);
    if (pair->key == "disc") {
      if (pair->value.empty()) reader.Fail("'disc' is the path of a file, not nothing");
      drive.disc = pair->value;
    } else if (pair->key == "media") {
      drive.media = ToMedia(reader, pair->value);
    } else if (pair->key == "sectors") {
      // An LBA is a LONG in IMAPI2.
      drive.sectors = ToNumber(reader, *pair, std::numeric_limits<std::int32_t>::max());
    } else if (pair->key == "speed") {
      drive.sectors_per_second = static_cast<std::int32_t>(
          ToNumber(reader, *pair, std::numeric_limits<std::int32_t>::max()));
    } else {
      reader.Fail("a drive has no '" + pair->key + "'; it has disc, media, sectors and speed");
    }
  }
  return drive;
}

}  // namespace

Settings ParseSettings(std::string_view text) {
  Settings settings;
  Reader reader(text);
  while (const auto keyword = reader.Keyword()) {
    if (*keyword == "drive") {
      settings.drives.push_back(ReadDrive(reader));
    } else if (*keyword == "switch") {
      bool any = false;
      while (auto pair = reader.NextPair()) {
        settings.switches.emplace_back(std::move(pair->key), std::move(pair->value));
        any = true;
      }
      if (!any) reader.Fail("a switch is written switch name=value");
    } else {
      reader.Fail("there is no '" + *keyword + "'; a line begins with drive, switch or #");
    }
  }
  return settings;
}

}  // namespace virtual_drive
