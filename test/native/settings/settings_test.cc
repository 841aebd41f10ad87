#include "virtual/session/settings.h"

#include <doctest.h>

namespace virtual_drive {
namespace {

std::string ErrorOf(std::string_view text) {
  try {
    ParseSettings(text);
  } catch (const SettingsError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("settings are drives and switches, a statement a line") {
  const Settings settings = ParseSettings(
      "\xEF\xBB\xBF# mine; all of them\r\n"
      "drive disc=\"C:\\my discs\\a;b.disc\" media=bd-re sectors=16384 speed=680\r\n"
      "\r\n"
      "  drive\r\n"
      "switch tray-close=ready idle-lbas=stale\r\n");
  REQUIRE(settings.drives.size() == 2);
  CHECK(settings.drives[0].disc == "C:\\my discs\\a;b.disc");
  CHECK(settings.drives[0].media == 19);
  CHECK(settings.drives[0].sectors == 16384);
  CHECK(settings.drives[0].sectors_per_second == 680);
  CHECK(settings.drives[1].disc.empty());
  CHECK(settings.drives[1].media == 0);
  REQUIRE(settings.switches.size() == 2);
  CHECK(settings.switches[1] == std::pair<std::string, std::string>("idle-lbas", "stale"));
}

TEST_CASE("tabs are spaces, and a comment may be the last line and have no end") {
  const Settings settings = ParseSettings("\tdrive\tdisc=a.disc\tspeed=1\n# no line follows");
  REQUIRE(settings.drives.size() == 1);
  CHECK(settings.drives[0].disc == "a.disc");
  CHECK(settings.drives[0].sectors_per_second == 1);
}

TEST_CASE("a semicolon ends a statement, for a variable that has no lines") {
  const Settings settings = ParseSettings("drive disc=a.disc;drive media=dvd+rw; ;switch a=b;");
  REQUIRE(settings.drives.size() == 2);
  CHECK(settings.drives[0].disc == "a.disc");
  CHECK(settings.drives[1].media == 7);
  CHECK(settings.switches.size() == 1);
  CHECK(ParseSettings("").drives.empty());
}

TEST_CASE("what is wrong is told with its line") {
  CHECK(ErrorOf("drive\ndrvie") ==
        "line 2: there is no 'drvie'; a line begins with drive, switch or #");
  CHECK(ErrorOf("drive disc") == "line 1: 'disc' has no value; it is written disc=…");
  CHECK(ErrorOf("drive disc media=dvd+rw") == "line 1: 'disc' has no value; it is written disc=…");
  CHECK(ErrorOf("switch =ready") == "line 1: there is no name before '='");
  CHECK(ErrorOf("drive disc=") == "line 1: 'disc' is the path of a file, not nothing");
  CHECK(ErrorOf("drive disc=\"a") ==
        "line 1: the value of 'disc' begins with a quotation mark and has none at its end");
  CHECK(ErrorOf("drive disc=\"a\nb\"") ==
        "line 1: the value of 'disc' begins with a quotation mark and has none at its end");
  CHECK(ErrorOf("drive disc=\"a\"b") ==
        "line 1: after the quoted value of 'disc' there is no space");
  CHECK(ErrorOf("drive disc=a disc=b") == "line 1: 'disc' is given twice");
  CHECK(ErrorOf("#\n#\ndrive media=vhs") ==
        "line 3: there is no medium 'vhs'; names of media are like dvd+rw and bd-re");
  // What a drive finds where it can't tell; nobody can put one in.
  CHECK(ErrorOf("drive media=unknown") ==
        "line 1: there is no medium 'unknown'; names of media are like dvd+rw and bd-re");
  CHECK(ErrorOf("drive color=red") ==
        "line 1: a drive has no 'color'; it has disc, media, sectors and speed");
  CHECK(ErrorOf("drive disc=\"a\";drive speed=0") ==
        "line 1: 'speed' is a whole number from 1 to 2147483647, not '0'");
  for (const char* number : {"0", "-1", "x", "12x", "2147483648", "99999999999999999999", ""}) {
    CHECK(ErrorOf(std::string("drive sectors=") + number) ==
          "line 1: 'sectors' is a whole number from 1 to 2147483647, not '" + std::string(number) +
              "'");
  }
  CHECK(ErrorOf("switch") == "line 1: a switch is written switch name=value");
  CHECK(ErrorOf("=x") == "line 1: there is no ''; a line begins with drive, switch or #");
}

}  // namespace virtual_drive
