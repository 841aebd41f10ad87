# What both targets of binding.gyp compile with. Each includes it itself, because lists of a target
# come after those that node-gyp brings, and of two language standards the compiler takes the last.
{
  "include_dirs": ["native"],
  "defines": [
    "UNICODE",
    "_UNICODE",
    "WIN32_LEAN_AND_MEAN",
    "NOMINMAX",
    "_WIN32_WINNT=0x0601",
  ],
  "msvs_settings": {
    "VCCLCompilerTool": {
      "AdditionalOptions": [
        "/std:c++20",
        "/permissive-",
        "/Zc:__cplusplus",
        "/utf-8",
        # Headers included with <> are others', and not held to our warnings.
        "/external:anglebrackets",
        "/external:W0",
      ],
      "ExceptionHandling": "1",
      # Not errors: a clone must build with next year's Visual Studio too. MinGW's build is the
      # strict one.
      "WarningLevel": "4",
    },
  },
}
