#include "image_under_test.h"

namespace image_test {
namespace {

HRESULT Put(const CountedSession& counted, SAFEARRAY* owned) {
  return NewImage(counted)->put_MultisessionInterfaces(InterfaceArray(owned).Get());
}

SAFEARRAY* VectorOf(VARTYPE type, ULONG elements) {
  return SafeArrayCreateVector(type, 0, elements);
}

SAFEARRAY* OneElement(VARIANT element) {
  SAFEARRAY* array = VectorOf(VT_VARIANT, 1);
  LONG index = 0;
  SafeArrayPutElement(array, &index, &element);
  return array;
}

}  // namespace

TEST_CASE("malformed MultisessionInterfaces are refused, and nothing is held") {
  const CountedSession counted;
  constexpr auto kBad = static_cast<HRESULT>(0xC0AAB162);
  CHECK(NewImage(counted)->put_MultisessionInterfaces(nullptr) == kBad);
  CHECK(Put(counted, VectorOf(VT_VARIANT, 0)) == Code(0xC0AAB15C));
  CHECK(Put(counted, VectorOf(VT_I4, 2)) == kBad);
  CHECK(Put(counted, VectorOf(VT_BSTR, 1)) == kBad);
  CHECK(Put(counted, VectorOf(VT_VARIANT, 1)) == kBad);  // VT_EMPTY
  SAFEARRAYBOUND bounds[2] = {{1, 0}, {1, 0}};
  CHECK(Put(counted, SafeArrayCreate(VT_VARIANT, 2, bounds)) == kBad);

  VARIANT element;
  VariantInit(&element);
  element.vt = VT_DISPATCH;
  CHECK(Put(counted, OneElement(element)) == kBad);  // null
  MemoryDrive drive(1024);
  element.pdispVal = &drive.recorder;  // an object, but no IMultisession
  CHECK(Put(counted, OneElement(element)) == kBad);
  CHECK(drive.references() == 0);
}

TEST_CASE("the interface in use is taken, else the first that is supported") {
  const CountedSession counted;
  MemoryDrive first(1024);
  MemoryDrive second(1024);
  const auto put = [&] {
    return NewImage(counted)->put_MultisessionInterfaces(
        InterfaceArray({&first.multisession, &second.multisession}).Get());
  };
  CHECK(put() == Code(0xC0AAB162));  // two in use
  first.multisession.in_use = false;
  CHECK(put() == S_OK);
  second.multisession.supported = false;
  CHECK(put() == Code(0xC0AAB15B));  // in use, but not supported
  second.multisession.in_use = false;
  CHECK(put() == S_OK);
  first.multisession.supported = false;
  CHECK(put() == Code(0xC0AAB15C));
  first.multisession.supported = true;
  first.multisession.write_unit = 0;
  CHECK(put() == Code(0xC0AAB162));
  CHECK(first.references() == 0);
  CHECK(second.references() == 0);
}

TEST_CASE("VT_UNKNOWN elements and other lower bounds are taken, and the array is given back") {
  const CountedSession counted;
  MemoryDrive drive(1024);
  {
    const auto image = NewImage(counted);
    VARIANT element;
    VariantInit(&element);
    element.vt = VT_UNKNOWN;
    element.punkVal = &drive.multisession;
    SAFEARRAYBOUND bound;
    bound.lLbound = -3;
    bound.cElements = 1;
    const InterfaceArray array(SafeArrayCreate(VT_VARIANT, 1, &bound));
    LONG index = -3;
    REQUIRE(SafeArrayPutElement(array.Get(), &index, &element) == S_OK);
    REQUIRE(image->put_MultisessionInterfaces(array.Get()) == S_OK);
    SAFEARRAY* raw = nullptr;
    REQUIRE(image->get_MultisessionInterfaces(&raw) == S_OK);
    const InterfaceArray back(raw);
    CHECK(virtual_drive::FromSafeArray(raw).size() == 1);
  }
  CHECK(drive.references() == 0);
}

}  // namespace image_test
