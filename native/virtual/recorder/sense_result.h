#pragma once

#include <windows.h>

#include <span>

namespace virtual_drive {

// What IMAPI2 makes of sense data (docs/imapi2.md, Sense data): S_OK where there is none, E_FAIL
// where the table has no entry. Takes fixed-format sense data and the opcode that it answers.
HRESULT SenseToResult(std::span<const BYTE, 18> sense, BYTE opcode) noexcept;

}  // namespace virtual_drive
