#include "virtual/registration/registry_change.h"

#include <optional>
#include <utility>

#include "virtual/registration/registry_key.h"

namespace virtual_drive {
namespace {

LSTATUS Write(HKEY root, const RegistryValue& value, const std::wstring& text) {
  return RegSetKeyValueW(root, value.key.c_str(), value.name.c_str(), REG_SZ, text.c_str(),
                         static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t)));
}

// Whatever type it has. None where there is none.
struct Kept {
  DWORD type;
  std::vector<BYTE> data;
};
std::optional<Kept> Read(HKEY root, const RegistryValue& value) {
  const RegistryKey key = OpenKey(root, value.key, KEY_QUERY_VALUE);
  if (!key) return std::nullopt;
  Kept kept{};
  DWORD bytes = 0;
  LSTATUS status =
      RegQueryValueExW(key.Get(), value.name.c_str(), nullptr, &kept.type, nullptr, &bytes);
  if (status == ERROR_FILE_NOT_FOUND) return std::nullopt;
  CheckRegistry(status, value.key);
  kept.data.resize(bytes);
  status = RegQueryValueExW(key.Get(), value.name.c_str(), nullptr, &kept.type, kept.data.data(),
                            &bytes);
  CheckRegistry(status, value.key);
  return kept;
}

}  // namespace

RegistryChange::~RegistryChange() {
  // Each does what it can: a registry that fails here too is beyond help.
  for (auto undo = undo_.rbegin(); undo != undo_.rend(); ++undo) (*undo)();
}

void RegistryChange::MakeKey(const std::wstring& key) {
  for (std::size_t end = 0; end != key.npos;) {
    end = key.find(L'\\', end == 0 ? 0 : end + 1);
    std::wstring part = key.substr(0, end);
    HKEY made = nullptr;
    DWORD disposition = 0;
    const LSTATUS status = RegCreateKeyExW(root_, part.c_str(), 0, nullptr, 0, KEY_SET_VALUE,
                                           nullptr, &made, &disposition);
    CheckRegistry(status, part);
    const RegistryKey owned(made);
    if (disposition != REG_CREATED_NEW_KEY) continue;
    undo_.emplace_back(
        [root = root_, part = std::move(part)] { RegDeleteKeyW(root, part.c_str()); });
  }
}

void RegistryChange::Set(const RegistryValue& value) {
  MakeKey(value.key);
  std::optional<Kept> before = Read(root_, value);
  undo_.emplace_back([root = root_, value, before = std::move(before)] {
    if (before) {
      RegSetKeyValueW(root, value.key.c_str(), value.name.c_str(), before->type,
                      before->data.data(), static_cast<DWORD>(before->data.size()));
    } else {
      RegDeleteKeyValueW(root, value.key.c_str(), value.name.c_str());
    }
  });
  CheckRegistry(Write(root_, value, value.text), value.key);
}

void RegistryChange::Remove(const RegistryValue& value) {
  std::optional<Kept> before = Read(root_, value);
  if (!before) return;
  const LSTATUS status = RegDeleteKeyValueW(root_, value.key.c_str(), value.name.c_str());
  CheckRegistry(status, value.key);
  undo_.emplace_back([root = root_, value, before = std::move(*before)] {
    RegSetKeyValueW(root, value.key.c_str(), value.name.c_str(), before.type, before.data.data(),
                    static_cast<DWORD>(before.data.size()));
  });
}

void RegistryChange::RemoveIfEmpty(const std::wstring& key) {
  DWORD keys = 0;
  DWORD values = 0;
  {
    const RegistryKey open = OpenKey(root_, key, KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS);
    if (open) {
      CheckRegistry(RegQueryInfoKeyW(open.Get(), nullptr, nullptr, nullptr, &keys, nullptr, nullptr,
                                     &values, nullptr, nullptr, nullptr, nullptr),
                    key);
      if (keys != 0 || values != 0) return;
    }
  }
  const LSTATUS status = RegDeleteKeyW(root_, key.c_str());
  if (status != ERROR_FILE_NOT_FOUND) {
    CheckRegistry(status, key);
    undo_.emplace_back([root = root_, key] {
      HKEY made = nullptr;
      if (RegCreateKeyExW(root, key.c_str(), 0, nullptr, 0, KEY_SET_VALUE, nullptr, &made,
                          nullptr) == ERROR_SUCCESS) {
        RegCloseKey(made);
      }
    });
  }
  const auto parent = key.find_last_of(L'\\');
  if (parent != key.npos) RemoveIfEmpty(key.substr(0, parent));
}

}  // namespace virtual_drive
