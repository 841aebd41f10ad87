#include "late_bound.h"

#include <objbase.h>

#include <algorithm>

namespace late_bound {
namespace {

void Check(HRESULT result, const char* what) {
  if (SUCCEEDED(result)) return;
  char text[160];
  std::snprintf(text, sizeof(text), "%s: 0x%08lx", what, static_cast<unsigned long>(result));
  throw std::runtime_error(text);
}

std::string Narrow(const std::wstring& text) {
  std::string narrow;
  for (const wchar_t c : text) narrow.push_back(c < 0x80 ? static_cast<char>(c) : '?');
  return narrow;
}

constexpr const wchar_t* kVariable = L"IMAPI2_VIRTUAL_DRIVES";

}  // namespace

std::vector<Value> Value::elements() const {
  if (value_.vt != (VT_ARRAY | VT_VARIANT)) throw std::runtime_error("no array of VARIANTs");
  LONG first = 0;
  LONG last = -1;
  SafeArrayGetLBound(value_.parray, 1, &first);
  SafeArrayGetUBound(value_.parray, 1, &last);
  std::vector<Value> all;
  for (LONG i = first; i <= last; ++i) {
    Value element;
    Check(SafeArrayGetElement(value_.parray, &i, element.Put()), "SafeArrayGetElement");
    all.push_back(std::move(element));
  }
  return all;
}

Object::Object(const Value& value) {
  if (value.type() == VT_DISPATCH && value.Get().pdispVal) {
    object_ = value.Get().pdispVal;
    object_->AddRef();
  } else if (value.type() == VT_UNKNOWN && value.Get().punkVal) {
    Check(value.Get().punkVal->QueryInterface(IID_IDispatch, reinterpret_cast<void**>(&object_)),
          "IDispatch");
  } else {
    throw std::runtime_error("no object");
  }
}

Outcome Object::TryInvoke(const wchar_t* name, WORD flags, std::vector<Value> arguments) const {
  return TryNamed(name, flags, std::move(arguments), {});
}

Outcome Object::TryNamed(const wchar_t* name, WORD flags, std::vector<Value> arguments,
                         const std::vector<const wchar_t*>& names) const {
  std::vector<LPOLESTR> all = {const_cast<LPOLESTR>(name)};
  for (const wchar_t* argument : names) all.push_back(const_cast<LPOLESTR>(argument));
  std::vector<DISPID> ids(all.size());
  const HRESULT found = object_->GetIDsOfNames(IID_NULL, all.data(), static_cast<UINT>(all.size()),
                                               LOCALE_USER_DEFAULT, ids.data());
  if (FAILED(found)) return {found, {}, S_OK, {}};
  std::vector<VARIANTARG> last_first;
  for (auto at = arguments.rbegin(); at != arguments.rend(); ++at) last_first.push_back(at->Get());
  std::vector<DISPID> named(ids.rbegin(), ids.rend() - 1);
  if ((flags & (DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF)) != 0) {
    named.insert(named.begin(), DISPID_PROPERTYPUT);
  }
  DISPPARAMS parameters = {last_first.data(), named.data(), static_cast<UINT>(last_first.size()),
                           static_cast<UINT>(named.size())};
  Outcome outcome{S_OK, {}, S_OK, {}};
  EXCEPINFO exception = {};
  UINT bad = 0;
  outcome.result = object_->Invoke(ids[0], IID_NULL, LOCALE_USER_DEFAULT, flags, &parameters,
                                   outcome.value.Put(), &exception, &bad);
  outcome.raised = exception.scode;
  if (exception.bstrDescription) outcome.description = exception.bstrDescription;
  SysFreeString(exception.bstrDescription);
  SysFreeString(exception.bstrSource);
  SysFreeString(exception.bstrHelpFile);
  return outcome;
}

Value Object::Call(const wchar_t* name, std::vector<Value> arguments) const {
  // As VBScript does, which can't tell a method from a property with arguments.
  Outcome outcome = TryInvoke(name, DISPATCH_METHOD | DISPATCH_PROPERTYGET, std::move(arguments));
  const HRESULT result = outcome.result == DISP_E_EXCEPTION ? outcome.raised : outcome.result;
  Check(result, (Narrow(name) + " (" + Narrow(outcome.description) + ")").c_str());
  return std::move(outcome.value);
}

Value Object::Get(const wchar_t* name, std::vector<Value> arguments) const {
  return Call(name, std::move(arguments));
}

void Object::Put(const wchar_t* name, const Value& value) const {
  const Outcome outcome = TryInvoke(name, DISPATCH_PROPERTYPUT, {value});
  const HRESULT result = outcome.result == DISP_E_EXCEPTION ? outcome.raised : outcome.result;
  Check(result, (Narrow(name) + " = (" + Narrow(outcome.description) + ")").c_str());
}

HRESULT Object::PutRef(const wchar_t* name, const Value& value) const {
  return TryInvoke(name, DISPATCH_PROPERTYPUTREF, {value}).result;
}

std::vector<Value> Object::Each() const {
  DISPPARAMS none = {};
  Value enumerator;
  Check(object_->Invoke(DISPID_NEWENUM, IID_NULL, LOCALE_USER_DEFAULT,
                        DISPATCH_METHOD | DISPATCH_PROPERTYGET, &none, enumerator.Put(), nullptr,
                        nullptr),
        "DISPID_NEWENUM");
  IEnumVARIANT* raw = nullptr;
  Check(enumerator.Get().punkVal->QueryInterface(IID_IEnumVARIANT, reinterpret_cast<void**>(&raw)),
        "IEnumVARIANT");
  std::vector<Value> all;
  Value element;
  while (raw->Next(1, element.Put(), nullptr) == S_OK) all.push_back(element);
  raw->Release();
  return all;
}

Value Object::AsValue() const {
  Value value;
  object_->AddRef();
  VARIANT* variant = value.Put();
  variant->vt = VT_DISPATCH;
  variant->pdispVal = object_;
  return value;
}

std::filesystem::path LibraryFolder() {
  wchar_t path[MAX_PATH];
  GetModuleFileNameW(nullptr, path, MAX_PATH);
  const auto build = std::filesystem::path(path).parent_path();
  return (build / L".." / L".." / L"prebuilds" / L"win32-x64").lexically_normal();
}

Host::Host(DWORD model) {
  Check(CoInitializeEx(nullptr, model), "CoInitializeEx");
  const std::wstring manifest = (LibraryFolder() / L"imapi2-virtual.manifest").wstring();
  ACTCTXW about = {};
  about.cbSize = sizeof(about);
  about.lpSource = manifest.c_str();
  context_ = CreateActCtxW(&about);
  if (context_ == INVALID_HANDLE_VALUE || !ActivateActCtx(context_, &cookie_)) {
    throw std::runtime_error("the manifest gives no activation context");
  }
}

Host::~Host() {
  DeactivateActCtx(0, cookie_);
  ReleaseActCtx(context_);
  CoUninitialize();
}

namespace {

void* Create(const wchar_t* prog_id, REFIID iid) {
  CLSID clsid;
  Check(CLSIDFromProgID(prog_id, &clsid), Narrow(prog_id).c_str());
  void* object = nullptr;
  Check(CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, iid, &object),
        Narrow(prog_id).c_str());
  return object;
}

}  // namespace

Object CreateObject(const wchar_t* prog_id) {
  return Object(static_cast<IDispatch*>(Create(prog_id, IID_IDispatch)));
}

Value CreateUnknown(const wchar_t* prog_id) {
  auto* object = static_cast<IUnknown*>(Create(prog_id, IID_IUnknown));
  Value value = Value::OfUnknown(object);
  object->Release();
  return value;
}

DrivesSetting::DrivesSetting(const std::wstring& settings) {
  SetEnvironmentVariableW(kVariable, settings.c_str());
}
DrivesSetting::~DrivesSetting() { SetEnvironmentVariableW(kVariable, nullptr); }

DiscFile::DiscFile() {
  static int made = 0;
  path_ = std::filesystem::temp_directory_path() /
          (L"imapi2-late-" + std::to_wstring(GetCurrentProcessId()) + L"-" +
           std::to_wstring(++made) + L".disc");
}
DiscFile::~DiscFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace late_bound
