// Some Windows programs (everything written in Rust, so Jest's resolver too) take random numbers
// from bcryptprimitives.dll, which Wine lacks before version 9. SystemFunction036 is the older name
// of the same service.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  return SystemFunction036(buffer, (ULONG)length);
}
