#include "virtual/com/bstr.h"

#include <new>

namespace virtual_drive {

Bstr::Bstr(std::wstring_view text)
    : text_(SysAllocStringLen(text.data(), static_cast<UINT>(text.size()))) {
  if (!text_) throw std::bad_alloc();
}

}  // namespace virtual_drive
