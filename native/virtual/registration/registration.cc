#include "virtual/registration/registration.h"

#include <optional>

#include "virtual/com/error.h"
#include "virtual/registration/registry_change.h"
#include "virtual/registration/registry_key.h"

namespace virtual_drive {
namespace {

constexpr const wchar_t* kClasses = L"Software\\Classes";

HKEY RootOf(RegistrationScope scope) {
  return scope == RegistrationScope::kMachine ? HKEY_LOCAL_MACHINE : HKEY_CURRENT_USER;
}

bool SameText(const std::wstring& a, const std::wstring& b) {
  return CompareStringOrdinal(a.c_str(), -1, b.c_str(), -1, TRUE) == CSTR_EQUAL;
}

enum class Owner { kNobody, kUs, kOther };

struct Ownership {
  Owner owner;
  std::wstring text;  // of the value that tells whose it is
};

Ownership OwnerOf(HKEY classes, const RegistryEntry& entry) {
  if (!OpenKey(classes, entry.key, KEY_READ)) return {Owner::kNobody, {}};
  const RegistryKey key = OpenKey(classes, entry.owner.key, KEY_READ);
  const std::optional<std::wstring> text =
      key ? ReadText(key.Get(), entry.owner.name) : std::nullopt;
  if (!text) return {Owner::kOther, {}};
  // By the file's name: a copy elsewhere is us too, and may replace a registration or end it.
  const bool ours = SameText(FileNameOf(*text), FileNameOf(entry.owner.text));
  return {ours ? Owner::kUs : Owner::kOther, *text};
}

void RefuseForeign(HKEY classes, const std::vector<RegistryEntry>& plan) {
  for (const RegistryEntry& entry : plan) {
    const Ownership found = OwnerOf(classes, entry);
    if (found.owner != Owner::kOther) continue;
    throw Error(HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS),
                L"IMAPI2 is registered here already (" + entry.key + L", " +
                    (found.text.empty() ? L"of an unknown server" : found.text) +
                    L"), and nothing was changed. Use the activation context of "
                    L"imapi2-virtual.manifest to have the virtual drive beside it.");
  }
}

}  // namespace

void Register(RegistrationScope scope, const std::vector<RegistryEntry>& plan) {
  for (const HKEY root : {HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER}) {
    if (const RegistryKey classes = OpenKey(root, kClasses, KEY_READ)) {
      RefuseForeign(classes.Get(), plan);
    }
  }
  // Below the root and not below Software\Classes, which a new user may not have yet.
  RegistryChange change(RootOf(scope));
  try {
    for (const RegistryEntry& entry : plan) {
      for (RegistryValue value : entry.values) {
        value.key = std::wstring(kClasses) + L"\\" + value.key;
        change.Set(value);
      }
    }
  } catch (const Error& error) {
    if (error.code() != E_ACCESSDENIED || scope != RegistrationScope::kMachine) throw;
    throw Error(E_ACCESSDENIED,
                L"Only an administrator can register the virtual drive for everybody. For yourself "
                L"alone: regsvr32 /n /i:user imapi2-virtual.node");
  }
  change.Keep();
}

void Unregister(RegistrationScope scope, const std::vector<RegistryEntry>& plan) {
  const RegistryKey classes = OpenKey(RootOf(scope), kClasses, KEY_READ | KEY_WRITE);
  if (!classes) return;
  RegistryChange change(classes.Get());
  for (auto entry = plan.rbegin(); entry != plan.rend(); ++entry) {
    if (OwnerOf(classes.Get(), *entry).owner != Owner::kUs) continue;
    for (const RegistryValue& value : entry->values) change.Remove(value);
    for (auto value = entry->values.rbegin(); value != entry->values.rend(); ++value) {
      change.RemoveIfEmpty(value->key);
    }
  }
  change.Keep();
}

}  // namespace virtual_drive
