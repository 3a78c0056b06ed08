/* bcryptprimitives.dll, as far as Rust's programs want it: every Windows 10 has it, Debian's wine
   does not. For the test alone; never handed out. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
