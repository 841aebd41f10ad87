// Node-API functions live in the program that loads the addon, and that program is not always
// called node.exe: Electron has its own name, and so has every renamed or packaged copy of Node.
// The import library therefore delays the binding to "node.exe", and this file binds to whatever
// program is running, once, while the addon is being loaded.
//
// It does so at load and not from the delay-load hook at the first call, because the stubs that
// dlltool writes (binutils 2.40) keep only the integer registers across that first call: the first
// napi_create_double of the process received garbage for its number. A bound function never passes
// through its stub.
//
// MinGW only. node-gyp brings its own hook for MSVC, whose stubs keep every register.

#include <windows.h>

#include <delayimp.h>

extern "C" {
// The linker puts this at the first byte of the loaded library; offsets in the descriptor count
// from here.
extern BYTE __ImageBase[];
// dlltool names the descriptor after the import library, libnode_api.a (cmake/node_api.cmake).
extern ImgDelayDescr __DELAY_IMPORT_DESCRIPTOR_libnode_api_a;
}

namespace {

template <typename T>
T* At(ULONGLONG offset) {
  return reinterpret_cast<T*>(__ImageBase + offset);
}

bool BindToTheRunningProgram() {
  const ImgDelayDescr& import = __DELAY_IMPORT_DESCRIPTOR_libnode_api_a;
  const HMODULE program = GetModuleHandleW(nullptr);

  // A function that the running Node is too old to have keeps its stub. With the handle set,
  // calling that one raises a delay-load exception instead of searching the path for a file named
  // node.exe.
  *At<HMODULE>(import.rvaHmod) = program;

  auto* name = At<IMAGE_THUNK_DATA>(import.rvaINT);
  auto* slot = At<IMAGE_THUNK_DATA>(import.rvaIAT);
  for (; name->u1.AddressOfData != 0; ++name, ++slot) {
    const auto* byName = At<IMAGE_IMPORT_BY_NAME>(name->u1.AddressOfData);
    if (const FARPROC function = GetProcAddress(program, byName->Name)) {
      slot->u1.Function = reinterpret_cast<ULONGLONG>(function);
    }
  }
  return true;
}

[[maybe_unused]] const bool bound = BindToTheRunningProgram();

}  // namespace
