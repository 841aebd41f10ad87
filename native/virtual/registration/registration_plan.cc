#include "virtual/registration/registration_plan.h"

#include <windows.h>

#include <oaidl.h>

#include <array>
#include <memory>
#include <set>
#include <utility>

#include "virtual/com/bstr.h"
#include "virtual/com/error.h"
#include "virtual/com/type_library.h"
#include "virtual/session/class_table.h"

namespace virtual_drive {
namespace {

// oleaut32's marshaler of interfaces that a type library describes.
constexpr const wchar_t* kTypeLibraryMarshaler = L"{00020424-0000-0000-C000-000000000046}";

std::wstring ToText(REFGUID id) {
  std::array<wchar_t, 39> text{};
  StringFromGUID2(id, text.data(), static_cast<int>(text.size()));
  return text.data();
}

std::wstring FolderOf(const std::wstring& path) {
  return path.substr(0, path.find_last_of(L"\\/"));
}

std::wstring NameOf(ITypeInfo& info) {
  Bstr name;
  Check(info.GetDocumentation(MEMBERID_NIL, name.Put(), nullptr, nullptr, nullptr));
  return std::wstring(View(name.Get()));
}

struct Attributes {
  GUID guid;
  TYPEKIND kind;
  WORD flags;
};
Attributes AttributesOf(ITypeInfo& info) {
  TYPEATTR* raw = nullptr;
  Check(info.GetTypeAttr(&raw));
  const Attributes attributes{raw->guid, raw->typekind, raw->wTypeFlags};
  info.ReleaseTypeAttr(raw);
  return attributes;
}

struct Library {
  ComPtr<ITypeLib> types;
  std::wstring id;
  std::wstring name;
  std::size_t resource;
};

class Planner {
 public:
  explicit Planner(std::wstring module) : module_(std::move(module)) {}

  void Add(std::size_t index) {
    Library library{type_libraries_.At(index), {}, {}, index + 1};
    TLIBATTR* attributes = nullptr;
    Check(library.types->GetLibAttr(&attributes));
    library.id = ToText(attributes->guid);
    library.types->ReleaseTLibAttr(attributes);
    Bstr name;
    Check(library.types->GetDocumentation(MEMBERID_NIL, name.Put(), nullptr, nullptr, nullptr));
    library.name = View(name.Get());
    AddLibrary(library);
    for (UINT i = 0; i < library.types->GetTypeInfoCount(); ++i) {
      ComPtr<ITypeInfo> info;
      Check(library.types->GetTypeInfo(i, info.Put()));
      const Attributes about = AttributesOf(*info);
      const bool creatable = (about.flags & TYPEFLAG_FCANCREATE) != 0;
      if (about.kind == TKIND_COCLASS && creatable && FindClass(about.guid)) {
        AddClass(library, ToText(about.guid), NameOf(*info));
      }
      const bool marshaled = (about.flags & (TYPEFLAG_FDUAL | TYPEFLAG_FOLEAUTOMATION)) != 0;
      if ((about.kind == TKIND_DISPATCH || about.kind == TKIND_INTERFACE) && marshaled) {
        AddInterface(library, ToText(about.guid), NameOf(*info));
      }
    }
  }

  std::vector<RegistryEntry> Take() { return std::move(entries_); }

 private:
  void AddLibrary(const Library& library) {
    const std::wstring key = L"TypeLib\\" + library.id;
    const std::wstring version = key + L"\\1.0";
    const RegistryValue file = {version + L"\\0\\win64", L"",
                                module_ + L"\\" + std::to_wstring(library.resource)};
    entries_.push_back({key,
                        file,
                        {{version, L"", library.name + L" (imapi2-virtual)"},
                         {version + L"\\FLAGS", L"", L"0"},
                         {version + L"\\HELPDIR", L"", FolderOf(module_)},
                         file}});
  }

  void AddClass(const Library& library, const std::wstring& clsid, const std::wstring& name) {
    const std::wstring prog_id = library.name + L"." + name;
    const std::wstring versioned = prog_id + L".1";
    const std::wstring key = L"CLSID\\" + clsid;
    const RegistryValue server = {key + L"\\InprocServer32", L"", module_};
    entries_.push_back({key,
                        server,
                        {{key, L"", name},
                         server,
                         // Every object aggregates the free-threaded marshaler.
                         {key + L"\\InprocServer32", L"ThreadingModel", L"Both"},
                         {key + L"\\ProgID", L"", versioned},
                         {key + L"\\VersionIndependentProgID", L"", prog_id},
                         {key + L"\\TypeLib", L"", library.id},
                         {key + L"\\Version", L"", L"1.0"}}});
    const RegistryValue versioned_class = {versioned + L"\\CLSID", L"", clsid};
    entries_.push_back({versioned, versioned_class, {{versioned, L"", name}, versioned_class}});
    const RegistryValue its_class = {prog_id + L"\\CLSID", L"", clsid};
    entries_.push_back(
        {prog_id,
         its_class,
         {{prog_id, L"", name}, its_class, {prog_id + L"\\CurVer", L"", versioned}}});
  }

  void AddInterface(const Library& library, const std::wstring& iid, const std::wstring& name) {
    // One that both libraries describe is the first one's.
    if (!interfaces_.insert(iid).second) return;
    const std::wstring key = L"Interface\\" + iid;
    const RegistryValue described = {key + L"\\TypeLib", L"", library.id};
    entries_.push_back({key,
                        described,
                        {{key, L"", name},
                         {key + L"\\ProxyStubClsid32", L"", kTypeLibraryMarshaler},
                         described,
                         {key + L"\\TypeLib", L"Version", L"1.0"}}});
  }

  const std::wstring module_;
  TypeLibraries type_libraries_;
  std::set<std::wstring> interfaces_;
  std::vector<RegistryEntry> entries_;
};

}  // namespace

std::vector<RegistryEntry> PlanRegistration(const std::wstring& module) {
  Planner planner(module);
  for (std::size_t i = 0; i < TypeLibraries::kCount; ++i) planner.Add(i);
  return planner.Take();
}

std::wstring FileNameOf(std::wstring value) {
  const auto last = value.find_last_of(L"\\/");
  if (last != value.npos && value.find_first_not_of(L"0123456789", last + 1) == value.npos) {
    value.resize(last);
  }
  return value.substr(value.find_last_of(L"\\/") + 1);
}

}  // namespace virtual_drive
