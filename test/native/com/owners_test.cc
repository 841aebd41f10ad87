#include "com/com_ptr.h"

#include <doctest.h>

#include <utility>

#include "com/apartment.h"
#include "com/bstr.h"
#include "com/co_task_memory.h"
#include "com/com_error.h"
#include "com/library.h"
#include "com/variant.h"
#include "com/win_handle.h"
#include "counted_object.h"

namespace com = imapi2::com;
using com_tests::alive;
using com_tests::CountedObject;
using com_tests::References;

TEST_CASE("a ComPtr holds one reference, and the last one ends the object") {
  {
    auto first = com::MakeObject<CountedObject>();
    CHECK(alive == 1);
    CHECK(References(first.Get()) == 1);
    const auto second = first;
    CHECK(References(first.Get()) == 2);
    const auto moved = std::move(first);
    CHECK_FALSE(first);
    CHECK(References(moved.Get()) == 2);
  }
  CHECK(alive == 0);
}

TEST_CASE("a ComPtr is assigned to itself and to nothing") {
  auto pointer = com::MakeObject<CountedObject>();
  const auto& same = pointer;
  pointer = same;
  CHECK(References(pointer.Get()) == 1);
  pointer = nullptr;
  CHECK(alive == 0);
}

TEST_CASE("detach gives the reference away, attach takes it over") {
  auto pointer = com::MakeObject<CountedObject>();
  CountedObject* raw = pointer.Detach();
  CHECK(alive == 1);
  const auto owner = com::ComPtr<CountedObject>::Attach(raw);
  CHECK(References(owner.Get()) == 1);
}

TEST_CASE(
    "an object answers its interfaces, IUnknown and the free-threaded marshaler, and no others") {
  const auto object = com::MakeObject<CountedObject>();
  const com::ComPtr<IPersist> persist(object.Get());
  const auto unknown = persist.TryAs<IUnknown>();
  REQUIRE(unknown);
  CHECK(persist.TryAs<IMarshal>());
  CHECK_FALSE(persist.TryAs<IStream>());
  CHECK(References(object.Get()) == 3);
}

TEST_CASE("a Bstr keeps zeros and tells null from nothing") {
  const com::Bstr text(std::wstring_view(L"a\0b", 3));
  CHECK(text.View().size() == 3);
  CHECK(com::Bstr().View().empty());
  com::Bstr moved = com::Bstr(L"x");
  CHECK(moved.Text() == L"x");
}

TEST_CASE("a Variant releases what it holds") {
  {
    com::Variant value;
    V_VT(value.Put()) = VT_UNKNOWN;
    V_UNKNOWN(const_cast<VARIANT*>(&value.Get())) = com::MakeObject<CountedObject>().Detach();
    CHECK(com::ObjectOf(value.Get()) != nullptr);
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}

TEST_CASE("a number is read from any kind of number") {
  VARIANT value;
  V_VT(&value) = VT_UI4;
  V_UI4(&value) = 7;
  CHECK(com::LongOf(value) == 7);
  V_VT(&value) = VT_I2;
  V_I2(&value) = -3;
  CHECK(com::LongOf(value) == -3);
  V_VT(&value) = VT_NULL;
  CHECK_FALSE(com::LongOf(value));
}

TEST_CASE("a failed call is kept whole") {
  ICreateErrorInfo* create = nullptr;
  REQUIRE(SUCCEEDED(CreateErrorInfo(&create)));
  const auto owner = com::ComPtr<ICreateErrorInfo>::Attach(create);
  std::wstring text = L"the file 'x' is too large";
  create->SetDescription(text.data());
  const auto info = owner.TryAs<IErrorInfo>();
  SetErrorInfo(0, info.Get());
  try {
    com::Check(E_ACCESSDENIED, "IThing::Do");
    FAIL("it must throw");
  } catch (const com::ComError& error) {
    CHECK(error.code() == E_ACCESSDENIED);
    CHECK(error.operation() == "IThing::Do");
    CHECK(error.text() == text);
  }
  // Taken: the next failure does not inherit it.
  try {
    com::Check(E_ACCESSDENIED, "IThing::Do");
  } catch (const com::ComError& error) {
    CHECK(error.text() != text);
    CHECK_FALSE(error.text().empty());
  }
}

TEST_CASE("a success other than S_OK is handed back, an expected failure is no exception") {
  CHECK(com::Check(S_FALSE, "IThing::Do") == S_FALSE);
  CHECK(com::Expect(S_FALSE));
  CHECK_FALSE(com::Expect(E_NOTIMPL));
}

TEST_CASE("memory, handles and libraries are given back") {
  com::CoTaskMemory<BYTE> memory;
  *memory.Put() = static_cast<BYTE*>(CoTaskMemAlloc(16));
  CHECK(memory.Get() != nullptr);
  CHECK_FALSE(com::WinHandle(INVALID_HANDLE_VALUE));
  HANDLE event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  { const com::WinHandle owner(event); }
  DWORD flags = 0;
  CHECK_FALSE(GetHandleInformation(event, &flags));
  CHECK(com::Library(LoadLibraryW(L"version.dll")));
}

TEST_CASE("an apartment is left as often as it is joined") {
  const com::Apartment outer;
  { const com::Apartment inner; }
  APTTYPE type = APTTYPE_CURRENT;
  APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
  CHECK(SUCCEEDED(CoGetApartmentType(&type, &qualifier)));
  CHECK(type == APTTYPE_MTA);
}
