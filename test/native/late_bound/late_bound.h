#pragma once

#include <windows.h>

#include <oleauto.h>

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// A client that has nothing but IDispatch and names, as a script host is: written without a header
// of either side, and without IMAPI2's.
namespace late_bound {

// Owns a VARIANT.
class Value {
 public:
  Value() noexcept { VariantInit(&value_); }
  Value(const wchar_t* text) : Value() {
    value_.vt = VT_BSTR;
    value_.bstrVal = SysAllocString(text);
  }
  Value(const std::wstring& text) : Value(text.c_str()) {}
  Value(LONG number) noexcept : Value() {
    value_.vt = VT_I4;
    value_.lVal = number;
  }
  Value(bool truth) noexcept : Value() {
    value_.vt = VT_BOOL;
    value_.boolVal = truth ? VARIANT_TRUE : VARIANT_FALSE;
  }
  Value(const Value& other) : Value() { VariantCopy(&value_, const_cast<VARIANT*>(&other.value_)); }
  Value(Value&& other) noexcept : Value() { std::swap(value_, other.value_); }
  Value& operator=(Value other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Value() { VariantClear(&value_); }

  static Value OfUnknown(IUnknown* object) {
    Value value;
    object->AddRef();
    value.value_.vt = VT_UNKNOWN;
    value.value_.punkVal = object;
    return value;
  }

  VARIANT* Put() noexcept {
    VariantClear(&value_);
    return &value_;
  }
  const VARIANT& Get() const noexcept { return value_; }
  VARTYPE type() const noexcept { return value_.vt; }
  LONG number() const {
    VARIANT number;
    VariantInit(&number);
    if (FAILED(VariantChangeType(&number, const_cast<VARIANT*>(&value_), 0, VT_I4))) {
      throw std::runtime_error("no number");
    }
    return number.lVal;
  }
  bool truth() const noexcept { return value_.vt == VT_BOOL && value_.boolVal != VARIANT_FALSE; }
  std::wstring text() const {
    return value_.vt == VT_BSTR && value_.bstrVal ? value_.bstrVal : std::wstring();
  }
  // The elements of an array of VARIANTs.
  std::vector<Value> elements() const;

 private:
  VARIANT value_;
};

// How a call ended.
struct Outcome {
  HRESULT result;
  Value value;
  HRESULT raised = S_OK;     // EXCEPINFO's code, where result is DISP_E_EXCEPTION
  std::wstring description;  // EXCEPINFO's text
};

class Object {
 public:
  Object() = default;
  explicit Object(IDispatch* owned) noexcept : object_(owned) {}
  // What a property or method gave. Throws where that is no object.
  explicit Object(const Value& value);
  Object(const Object& other) noexcept : object_(other.object_) {
    if (object_) object_->AddRef();
  }
  Object& operator=(Object other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Object() {
    if (object_) object_->Release();
  }

  Outcome TryInvoke(const wchar_t* name, WORD flags, std::vector<Value> arguments) const;
  // `names`: of the arguments at the end of the list.
  Outcome TryNamed(const wchar_t* name, WORD flags, std::vector<Value> arguments,
                   const std::vector<const wchar_t*>& names) const;
  // Throw where it fails.
  Value Call(const wchar_t* name, std::vector<Value> arguments = {}) const;
  Value Get(const wchar_t* name, std::vector<Value> arguments = {}) const;
  void Put(const wchar_t* name, const Value& value) const;
  // Set: an object by reference, as `Set x.Recorder = y` of a script may.
  HRESULT PutRef(const wchar_t* name, const Value& value) const;
  // What For Each goes through.
  std::vector<Value> Each() const;

  Value AsValue() const;
  IDispatch* Pointer() const noexcept { return object_; }

 private:
  IDispatch* object_ = nullptr;
};

// COM on this thread, and the activation context of the manifest that ships beside the library.
class Host {
 public:
  explicit Host(DWORD model = COINIT_APARTMENTTHREADED);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host();

 private:
  HANDLE context_;
  ULONG_PTR cookie_ = 0;
};

// The folder of the library that ships.
std::filesystem::path LibraryFolder();

// CreateObject of a script. Throws where there is no such class.
Object CreateObject(const wchar_t* prog_id);
// Of a class that has no IDispatch.
Value CreateUnknown(const wchar_t* prog_id);

// The virtual drive's settings for the objects that are made while this lives.
class DrivesSetting {
 public:
  explicit DrivesSetting(const std::wstring& settings);
  DrivesSetting(const DrivesSetting&) = delete;
  DrivesSetting& operator=(const DrivesSetting&) = delete;
  ~DrivesSetting();
};

// A disc's path; the file goes with this.
class DiscFile {
 public:
  DiscFile();
  DiscFile(const DiscFile&) = delete;
  DiscFile& operator=(const DiscFile&) = delete;
  ~DiscFile();
  std::wstring Setting() const { return L"drive disc=\"" + path_.wstring() + L"\" sectors=4096"; }

 private:
  std::filesystem::path path_;
};

}  // namespace late_bound
