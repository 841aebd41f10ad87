// Prints what a type library says, one JSON object a line, for type-library.test.ts. A program and not a Node addon, so
// that nothing of ours stands between the file and oleaut32, which is what late-bound clients use too.
//   type_library_dump.exe FILE.tlb
#include <windows.h>

#include <oleauto.h>

#include <cstdio>
#include <memory>

namespace {

struct Releaser {
  void operator()(IUnknown* object) const { object->Release(); }
};
template <typename Interface>
using Owned = std::unique_ptr<Interface, Releaser>;

void PrintGuid(const GUID& id) {
  std::printf("\"%08lX-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X\"", id.Data1, id.Data2, id.Data3,
              id.Data4[0], id.Data4[1], id.Data4[2], id.Data4[3], id.Data4[4], id.Data4[5],
              id.Data4[6], id.Data4[7]);
}

void PrintName(ITypeInfo& type, MEMBERID member) {
  BSTR name = nullptr;
  type.GetDocumentation(member, &name, nullptr, nullptr, nullptr);
  std::printf("\"%ls\"", name ? name : L"");
  SysFreeString(name);
}

void PrintMethods(ITypeInfo& type, const TYPEATTR& about) {
  std::printf(", \"methods\": [");
  for (UINT i = 0; i < about.cFuncs; ++i) {
    FUNCDESC* function = nullptr;
    if (FAILED(type.GetFuncDesc(i, &function))) continue;
    std::printf("%s{\"name\": ", i ? ", " : "");
    PrintName(type, function->memid);
    std::printf(", \"dispid\": %ld, \"kind\": %d, \"offset\": %d, \"flags\": %d}", function->memid,
                function->invkind, function->oVft, function->wFuncFlags);
    type.ReleaseFuncDesc(function);
  }
  std::printf("]");
}

void PrintImplemented(ITypeInfo& type, const TYPEATTR& about) {
  std::printf(", \"implements\": [");
  for (UINT i = 0; i < about.cImplTypes; ++i) {
    HREFTYPE reference = 0;
    INT flags = 0;
    ITypeInfo* raw = nullptr;
    if (FAILED(type.GetRefTypeOfImplType(i, &reference)) || FAILED(type.GetImplTypeFlags(i, &flags)) ||
        FAILED(type.GetRefTypeInfo(reference, &raw))) {
      continue;
    }
    const Owned<ITypeInfo> implemented(raw);
    std::printf("%s{\"name\": ", i ? ", " : "");
    PrintName(*implemented, MEMBERID_NIL);
    std::printf(", \"flags\": %d}", flags);
  }
  std::printf("]");
}

void PrintType(ITypeInfo& type) {
  TYPEATTR* about = nullptr;
  if (FAILED(type.GetTypeAttr(&about))) return;
  std::printf("{\"name\": ");
  PrintName(type, MEMBERID_NIL);
  std::printf(", \"kind\": %d, \"flags\": %d, \"guid\": ", about->typekind, about->wTypeFlags);
  PrintGuid(about->guid);
  PrintMethods(type, *about);
  PrintImplemented(type, *about);
  std::printf("}\n");
  // A dual interface shows its dispatch face first; its vtable face hangs behind it.
  const bool dual = about->typekind == TKIND_DISPATCH && (about->wTypeFlags & TYPEFLAG_FDUAL) != 0;
  type.ReleaseTypeAttr(about);
  HREFTYPE reference = 0;
  ITypeInfo* raw = nullptr;
  if (dual && SUCCEEDED(type.GetRefTypeOfImplType(static_cast<UINT>(-1), &reference)) &&
      SUCCEEDED(type.GetRefTypeInfo(reference, &raw))) {
    const Owned<ITypeInfo> vtable_face(raw);
    PrintType(*vtable_face);
  }
}

}  // namespace

int wmain(int count, wchar_t** arguments) {
  ITypeLib* raw = nullptr;
  if (count != 2 || FAILED(LoadTypeLibEx(arguments[1], REGKIND_NONE, &raw))) return 1;
  const Owned<ITypeLib> library(raw);
  TLIBATTR* about = nullptr;
  if (FAILED(library->GetLibAttr(&about))) return 1;
  std::printf("{\"library\": ");
  PrintGuid(about->guid);
  std::printf(", \"major\": %d, \"minor\": %d}\n", about->wMajorVerNum, about->wMinorVerNum);
  library->ReleaseTLibAttr(about);
  for (UINT i = 0; i < library->GetTypeInfoCount(); ++i) {
    ITypeInfo* type = nullptr;
    if (FAILED(library->GetTypeInfo(i, &type))) return 1;
    const Owned<ITypeInfo> owned(type);
    PrintType(*owned);
  }
  return 0;
}
