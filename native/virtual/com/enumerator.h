#pragma once

#include <windows.h>

#include <imapi2fs.h>
#include <oaidl.h>
#include <ocidl.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "virtual/com/error.h"
#include "virtual/com/object.h"
#include "virtual/com/variant.h"
#include "virtual/session/method.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// How an enumerator's element is kept, and how a caller gets its own copy.
struct VariantElement {
  using Kept = Variant;
  using Given = VARIANT;
  static HRESULT Copy(const Kept& from, Given* to) noexcept {
    return Guard([&]() -> HRESULT {
      VariantInit(to);
      from.CopyTo(to);
      return S_OK;
    });
  }
  static void Clear(Given* given) noexcept { VariantClear(given); }
};

template <class Interface>
struct PointerElement {
  using Kept = ComPtr<Interface>;
  using Given = Interface*;
  static HRESULT Copy(const Kept& from, Given* to) noexcept {
    from.CopyTo(to);
    return S_OK;
  }
  static void Clear(Given* given) noexcept { (*given)->Release(); }
};

// An enumerator's methods, as counters and faults name them.
struct EnumeratorCalls {
  Method next;
  Method skip;
  Method reset;
  Method clone;
};
// Of others there are no names yet, and so no enumerator.
template <class EnumInterface>
inline constexpr std::nullptr_t kEnumeratorCalls = nullptr;
template <>
inline constexpr EnumeratorCalls kEnumeratorCalls<IEnumVARIANT> = {
    "IEnumVARIANT::Next", "IEnumVARIANT::Skip", "IEnumVARIANT::Reset", "IEnumVARIANT::Clone"};
template <>
inline constexpr EnumeratorCalls kEnumeratorCalls<IEnumFsiItems> = {
    "IEnumFsiItems::Next", "IEnumFsiItems::Skip", "IEnumFsiItems::Reset", "IEnumFsiItems::Clone"};
template <>
inline constexpr EnumeratorCalls kEnumeratorCalls<IEnumProgressItems> = {
    "IEnumProgressItems::Next", "IEnumProgressItems::Skip", "IEnumProgressItems::Reset",
    "IEnumProgressItems::Clone"};
template <>
inline constexpr EnumeratorCalls kEnumeratorCalls<IEnumConnections> = {
    "IEnumConnections::Next", "IEnumConnections::Skip", "IEnumConnections::Reset",
    "IEnumConnections::Clone"};
template <>
inline constexpr EnumeratorCalls kEnumeratorCalls<IEnumConnectionPoints> = {
    "IEnumConnectionPoints::Next", "IEnumConnectionPoints::Skip", "IEnumConnectionPoints::Reset",
    "IEnumConnectionPoints::Clone"};

// IEnumXxxx over a snapshot, which clones share. The documented contract of IEnumVARIANT: S_FALSE
// when fewer than asked.
template <class EnumInterface, class Element>
class Enumerator final : public Object<Plain<EnumInterface>> {
 public:
  using Elements = std::shared_ptr<const std::vector<typename Element::Kept>>;

  Enumerator(std::shared_ptr<Session> session, Elements elements, std::size_t position = 0)
      : Object<Plain<EnumInterface>>(std::move(session)),
        elements_(std::move(elements)),
        position_(position) {}

  HRESULT STDMETHODCALLTYPE Next(ULONG count, typename Element::Given* out,
                                 ULONG* fetched) noexcept override {
    if (fetched) *fetched = 0;
    if (!out || (!fetched && count != 1)) return E_POINTER;
    return this->session()->Call(kCalls.next, [&]() -> HRESULT {
      const std::lock_guard lock(mutex_);
      const std::size_t left = elements_->size() - position_;
      const ULONG number = static_cast<ULONG>(std::min<std::size_t>(count, left));
      for (ULONG i = 0; i < number; ++i) {
        const HRESULT result = Element::Copy((*elements_)[position_ + i], &out[i]);
        if (FAILED(result)) {
          while (i-- > 0) Element::Clear(&out[i]);
          return result;
        }
      }
      position_ += number;
      if (fetched) *fetched = number;
      return number == count ? S_OK : S_FALSE;
    });
  }

  HRESULT STDMETHODCALLTYPE Skip(ULONG count) noexcept override {
    return this->session()->Call(kCalls.skip, [&]() -> HRESULT {
      const std::lock_guard lock(mutex_);
      const std::size_t left = elements_->size() - position_;
      position_ += std::min<std::size_t>(count, left);
      return count <= left ? S_OK : S_FALSE;
    });
  }

  HRESULT STDMETHODCALLTYPE Reset() noexcept override {
    return this->session()->Call(kCalls.reset, [&]() -> HRESULT {
      const std::lock_guard lock(mutex_);
      position_ = 0;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE Clone(EnumInterface** copy) noexcept override {
    return this->session()->Call(kCalls.clone, [&]() -> HRESULT {
      ClearOut(copy);
      const std::lock_guard lock(mutex_);
      *copy = MakeObject<Enumerator>(this->session(), elements_, position_).Detach();
      return S_OK;
    });
  }

 private:
  static constexpr EnumeratorCalls kCalls = kEnumeratorCalls<EnumInterface>;

  const Elements elements_;
  std::mutex mutex_;
  std::size_t position_;
};

// A new enumerator for an out-parameter.
template <class EnumInterface, class Element>
EnumInterface* NewEnumerator(std::shared_ptr<Session> session,
                             std::vector<typename Element::Kept> elements) {
  using Elements = std::vector<typename Element::Kept>;
  return MakeObject<Enumerator<EnumInterface, Element>>(
             std::move(session), std::make_shared<const Elements>(std::move(elements)))
      .Detach();
}

// For _NewEnum.
inline IEnumVARIANT* NewVariantEnumerator(std::shared_ptr<Session> session,
                                          std::vector<Variant> elements) {
  return NewEnumerator<IEnumVARIANT, VariantElement>(std::move(session), std::move(elements));
}

}  // namespace virtual_drive
