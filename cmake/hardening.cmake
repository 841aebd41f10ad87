# What makes a mistake of ours harder to use against who runs it. native/msvc.gypi has the same for
# MSVC, and more: GCC has no Control Flow Guard for Windows, and its linker can't mark a library as
# compatible with shadow stacks (CETCOMPAT), though this code is.
target_compile_options(project_rules INTERFACE
  # A return address that was overwritten ends the process.
  -fstack-protector-strong
  # The C library's copying functions check the size of what they write to, where it is known.
  -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
# Loaded anywhere in the 64-bit address space, and no data is ever run. The linker of binutils 2.36
# and later does so by itself; test/host/package/native-files.test.ts looks at what ships.
target_link_options(project_rules INTERFACE
  -fstack-protector-strong -Wl,--dynamicbase -Wl,--high-entropy-va -Wl,--nxcompat)
