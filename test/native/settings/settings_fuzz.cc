// Fuzz target: the settings that a person writes for the virtual drive.
#ifdef SETTINGS_FUZZ
#include <string>
#include <string_view>

#include "../fuzz_bytes.h"
#include "virtual/session/settings.h"

namespace {

using virtual_drive::ParseSettings;
using virtual_drive::Settings;
using virtual_drive::SettingsError;

// What the words of a statement have to be, so that few inputs end at the first one.
constexpr std::string_view kWords[] = {
    "drive", "switch", " ",        "\n",       "disc=",    "media=bd-re", "media=",
    ";",     "\"",     "sectors=", "speed=",   "#",        "=",           "tray-close=ready",
    "16384", "680",    "\r\n",     "my discs", "a.disc\"", "2147483648",  "99999999999999999999",
};

std::string Composed(FuzzBytes& input) {
  std::string text;
  while (!input.empty()) {
    const std::uint32_t choice = input.UpTo(static_cast<std::uint32_t>(std::size(kWords)));
    if (choice < std::size(kWords))
      text += kWords[choice];
    else
      text.push_back(static_cast<char>(input.Byte()));
  }
  return text;
}

void Try(std::string_view text) {
  constexpr std::int32_t kLastMedium = 19;
  try {
    const Settings settings = ParseSettings(text);
    Require(settings.drives.size() + settings.switches.size() <= text.size());
    for (const Settings::Drive& drive : settings.drives) {
      Require(drive.media >= 0 && drive.media <= kLastMedium);
      Require(drive.sectors >= 0 && drive.sectors_per_second >= 0);
    }
    for (const auto& [name, value] : settings.switches) Require(!name.empty());
  } catch (const SettingsError& error) {
    Require(!std::string_view(error.what()).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Try({reinterpret_cast<const char*>(data), size});
  FuzzBytes input(data, size);
  Try(Composed(input));
  return 0;
}
#endif
