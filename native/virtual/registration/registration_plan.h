#pragma once

#include <string>
#include <vector>

namespace virtual_drive {

// A value of the registry; the unnamed one of its key where `name` is empty.
struct RegistryValue {
  std::wstring key;  // below Software\Classes
  std::wstring name;
  std::wstring text;
};

// One thing that is registered: a class, a name of one, a type library, or an interface.
struct RegistryEntry {
  std::wstring key;     // all its values are at or below this
  RegistryValue owner;  // of the values, the one that tells whose it is
  std::vector<RegistryValue> values;
};

// What regsvr32 writes for the library at the path `module`: the classes of the type libraries that
// the class table has too, their ProgIDs, the two type libraries, and the interfaces that
// oleaut32 marshals by them. Throws Error.
std::vector<RegistryEntry> PlanRegistration(const std::wstring& module);

// The file that a value of the kind of `owner` names: an InprocServer32, or the win64 of a type
// library ("path\2" means its second TYPELIB resource).
std::wstring FileNameOf(std::wstring value);

}  // namespace virtual_drive
