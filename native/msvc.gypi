# What both targets of binding.gyp compile with. Each includes it itself, because lists of a target
# come after those that node-gyp brings, and of two language standards the compiler takes the last.
{
  # gyp takes paths from where they are written: this is native/.
  "include_dirs": ["."],
  # Node's own settings for Windows take exceptions from the STL, which then keeps a pointer in place of an exception's text,
  # and throws what no handler of std::exception catches. Node itself lives without; here COM methods catch everything.
  "defines!": ["_HAS_EXCEPTIONS=0"],
  "defines": [
    "_HAS_EXCEPTIONS=1",
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
        # cmake/hardening.cmake has the same for MinGW: checks of indirect calls, of the stack, and
        # of code that MSVC itself holds to be dangerous.
        "/guard:cf",
        "/sdl",
        "/GS",
        # Each piece of data for itself, so that the linker leaves out what nothing refers to.
        "/Gw",
      ],
      "ExceptionHandling": "1",
      # Not errors: a clone must build with next year's Visual Studio too. MinGW's build is the
      # strict one.
      "WarningLevel": "4",
    },
    "VCLinkerTool": {
      "AdditionalOptions": [
        "/guard:cf",
        "/DYNAMICBASE",
        "/HIGHENTROPYVA",
        "/NXCOMPAT",
        # Nothing that is not referred to, and no two copies of the same.
        "/OPT:REF",
        "/OPT:ICF",
      ],
    },
  },
  # Smaller before faster, as for MinGW (cmake/windows.cmake). Under `configurations`, because Node's
  # own settings for Release come after those of the target.
  "configurations": {
    "Release": {
      "msvs_settings": {
        "VCCLCompilerTool": {
          "Optimization": "1",
          "FavorSizeOrSpeed": "2",
          "InlineFunctionExpansion": "1",
          "EnableFunctionLevelLinking": "true",
          "RuntimeTypeInfo": "false",
        },
      },
    },
  },
  "conditions": [
    # Shadow stacks are x64's.
    ["target_arch=='x64'", {
      "msvs_settings": {"VCLinkerTool": {"AdditionalOptions": ["/CETCOMPAT"]}},
    }],
  ],
}
