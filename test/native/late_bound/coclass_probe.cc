// Tells what a late-bound client finds of IMAPI2's coclasses, for coclasses.test.ts: whether each
// can be had, which interfaces it answers, and which number each member's name has.
//
//   coclass_probe.exe ASKED ANSWERS
//
// Both files have a line for a thing, its words separated by spaces. Asked: `class NAME CLSID`, and
// below it `interface IID` or `dual IID`, with `member NAME` below that. Answered: the same lines,
// each with the HRESULT, for a dual interface also the IID of its type information, for a member
// its number.
#include <windows.h>

#include <imapi2fs.h>
#include <oleauto.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "late_bound.h"

namespace late_bound {
namespace {

std::wstring Widen(const std::string& text) { return {text.begin(), text.end()}; }

std::string ToText(REFGUID id) {
  wchar_t text[39];
  StringFromGUID2(id, text, 39);
  std::string narrow;
  for (const wchar_t* c = text; *c; ++c) narrow.push_back(static_cast<char>(*c));
  return narrow;
}

// What a property gives that the type library restricts: only C++ can ask, through the vtable.
template <class Interface, class Enumerator>
Value Restricted(const Object& object, HRESULT (STDMETHODCALLTYPE Interface::*get)(Enumerator**)) {
  Interface* asked = nullptr;
  Enumerator* enumerator = nullptr;
  Value value;
  if (FAILED(object.Pointer()->QueryInterface(__uuidof(Interface),
                                              reinterpret_cast<void**>(&asked)))) {
    return value;
  }
  if (SUCCEEDED((asked->*get)(&enumerator))) {
    value = Value::OfUnknown(enumerator);
    enumerator->Release();
  }
  asked->Release();
  return value;
}

// The objects that nobody can create, found as a client finds them: on a disc of two sessions.
std::map<std::string, Value> MakeOthers() {
  const Object recorder = CreateObject(L"IMAPI2.MsftDiscRecorder2");
  recorder.Call(L"InitializeDiscRecorder",
                {CreateObject(L"IMAPI2.MsftDiscMaster2").Get(L"Item", {LONG{0}})});
  const Object format = CreateObject(L"IMAPI2.MsftDiscFormat2Data");
  format.Put(L"Recorder", recorder.AsValue());
  format.Put(L"ClientName", L"probe");
  std::map<std::string, Value> found;
  for (int session = 0; session < 2; ++session) {
    const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
    image.Put(L"MultisessionInterfaces", format.Get(L"MultisessionInterfaces"));
    if (session > 0) image.Call(L"ImportFileSystem");
    const Object root(image.Get(L"Root"));
    const std::wstring name = L"file" + std::to_wstring(session);
    root.Call(L"AddFile", {name, CreateUnknown(L"IMAPI2.MsftStreamZero")});
    const Object result(image.Call(L"CreateResultImage"));
    found["FsiDirectoryItem"] = root.AsValue();
    found["EnumFsiItems"] = Restricted(root, &IFsiDirectoryItem::get_EnumFsiItems);
    found["FsiFileItem"] = root.Get(L"Item", {name});
    found["FsiNamedStreams"] =
        Restricted(Object(found["FsiFileItem"]), &IFsiFileItem2::get_FsiNamedStreams);
    found["FileSystemImageResult"] = result.AsValue();
    found["FsiStream"] = result.Get(L"ImageStream");
    const Object progress(result.Get(L"ProgressItems"));
    found["ProgressItems"] = progress.AsValue();
    found["EnumProgressItems"] = Restricted(progress, &IProgressItems::get_EnumProgressItems);
    found["ProgressItem"] = progress.Each().at(0);
    if (session > 0) {
      const Object list(result.Get(L"ModifiedBlocks"));
      found["BlockRangeList"] = list.AsValue();
      found["BlockRange"] = list.Get(L"BlockRanges").elements().at(0);
    }
    format.Call(L"Write", {found["FsiStream"]});
  }
  found["MsftWriteSpeedDescriptor"] =
      format.Get(L"SupportedWriteSpeedDescriptors").elements().at(0);
  // The settings below have both kinds there.
  const auto multisession = format.Get(L"MultisessionInterfaces").elements();
  for (const Value& element : multisession) {
    IUnknown* random_write = nullptr;
    const bool is_random = SUCCEEDED(Object(element).Pointer()->QueryInterface(
        __uuidof(IMultisessionRandomWrite), reinterpret_cast<void**>(&random_write)));
    if (is_random) random_write->Release();
    found[is_random ? "MsftMultisessionRandomWrite" : "MsftMultisessionSequential"] = element;
  }
  return found;
}

class Probe {
 public:
  Probe(std::istream& asked, std::ostream& answers) : asked_(asked), answers_(answers) {}

  void Run() {
    others_ = MakeOthers();
    for (std::string line; std::getline(asked_, line);) {
      std::istringstream words(line);
      std::string kind;
      std::string name;
      std::string id;
      words >> kind >> name >> id;
      answers_ << line << ' ';
      if (kind == "class") FindClass(name, id);
      if (kind == "interface") FindInterface(name, false);
      if (kind == "dual") FindInterface(name, true);
      if (kind == "member") FindMember(name);
      answers_ << '\n';
    }
  }

 private:
  void Tell(HRESULT result) {
    char text[16];
    std::snprintf(text, sizeof(text), "0x%08lX", static_cast<unsigned long>(result));
    answers_ << text;
  }

  void FindClass(const std::string& name, const std::string& id) {
    object_ = Value();
    if (const auto other = others_.find(name); other != others_.end()) {
      object_ = other->second;
      Tell(S_OK);
      return;
    }
    CLSID clsid;
    IUnknown* created = nullptr;
    HRESULT result = CLSIDFromString(Widen(id).c_str(), &clsid);
    if (SUCCEEDED(result)) {
      result = CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, IID_IUnknown,
                                reinterpret_cast<void**>(&created));
    }
    Tell(result);
    if (FAILED(result)) return;
    object_ = Value::OfUnknown(created);
    created->Release();
  }

  void FindInterface(const std::string& id, bool dual) {
    interface_ = Value();
    IID iid;
    IUnknown* found = nullptr;
    HRESULT result = CLSIDFromString(Widen(id).c_str(), &iid);
    // A VT_DISPATCH and a VT_UNKNOWN hold their pointer in the same place.
    if (SUCCEEDED(result) && !object_.Get().punkVal) result = E_POINTER;
    if (SUCCEEDED(result)) {
      result = object_.Get().punkVal->QueryInterface(iid, reinterpret_cast<void**>(&found));
    }
    Tell(result);
    if (FAILED(result)) return;
    interface_ = Value::OfUnknown(found);
    found->Release();
    if (dual) answers_ << ' ' << TypeOf();
  }

  // Every dual interface of an object has its own IDispatch: the one asked for, and no other's.
  IDispatch* Dispatch() const { return static_cast<IDispatch*>(interface_.Get().punkVal); }

  std::string TypeOf() {
    std::string text;
    ITypeInfo* info = nullptr;
    if (FAILED(Dispatch()->GetTypeInfo(0, LOCALE_USER_DEFAULT, &info))) return "failed";
    TYPEATTR* about = nullptr;
    if (SUCCEEDED(info->GetTypeAttr(&about))) {
      text = ToText(about->guid);
      info->ReleaseTypeAttr(about);
    }
    info->Release();
    return text;
  }

  void FindMember(const std::string& name) {
    if (!interface_.Get().punkVal) return Tell(E_POINTER);
    std::wstring wide = Widen(name);
    LPOLESTR names = wide.data();
    DISPID id = DISPID_UNKNOWN;
    Tell(Dispatch()->GetIDsOfNames(IID_NULL, &names, 1, LOCALE_USER_DEFAULT, &id));
    answers_ << ' ' << id;
  }

  std::istream& asked_;
  std::ostream& answers_;
  std::map<std::string, Value> others_;
  Value object_;
  Value interface_;
};

}  // namespace
}  // namespace late_bound

int wmain(int count, wchar_t** arguments) {
  if (count != 3) return 2;
  try {
    const late_bound::Host host;
    const late_bound::DiscFile disc;
    const late_bound::DrivesSetting drives(disc.Setting() +
                                           L"; switch multisession=random-write-and-sequential");
    std::ifstream asked{std::filesystem::path(arguments[1])};
    std::ofstream answers{std::filesystem::path(arguments[2])};
    late_bound::Probe(asked, answers).Run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
