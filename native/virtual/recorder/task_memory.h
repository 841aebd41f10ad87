#pragma once

#include <windows.h>

#include <objbase.h>

#include <algorithm>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace virtual_drive {

// A buffer that a caller frees by CoTaskMemFree, as the Get methods of IDiscRecorder2Ex give them.
template <class T, class U>
void CopyToTaskMemory(std::span<const U> elements, T** data, ULONG* count) {
  static_assert(std::is_trivially_copyable_v<T>);
  // Never of size 0, so that success is never null.
  void* memory = CoTaskMemAlloc(std::max<std::size_t>(1, elements.size() * sizeof(T)));
  if (!memory) throw std::bad_alloc();
  *data = static_cast<T*>(memory);
  std::transform(elements.begin(), elements.end(), *data,
                 [](U element) { return static_cast<T>(element); });
  *count = static_cast<ULONG>(elements.size());
}

}  // namespace virtual_drive
