#include "virtual/image/fsi_path.h"

#include <windows.h>

#include <algorithm>

#include "contract/imapi_hresults.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/utf16.h"
#include "virtual/tree/name.h"
#include "virtual/tree/path.h"

namespace virtual_drive {
namespace {

constexpr std::u16string_view kSeparators = u"\\/";
// No file on Windows has them, and its UDF driver would show other names in their place.
constexpr std::u16string_view kReserved = u"<>:\"|?*";

}  // namespace

void RequireName(std::u16string_view name, bool restricted) {
  const tree::NameProblem problem = tree::ProblemWithName(name);
  if (problem != tree::NameProblem::kNone)
    throw fsi_errors::InvalidPath(name, tree::Describe(problem));
  if (name.find_first_of(kReserved) != std::u16string_view::npos) {
    throw fsi_errors::InvalidPath(name, "holds a character that Windows doesn't allow in names");
  }
  if (restricted && std::ranges::any_of(name, [](char16_t unit) { return unit > 0x7E; })) {
    throw Error(hresult::IMAPI_E_RESTRICTED_NAME_VIOLATION,
                L"The name '" + ToWide(name) + L"' holds characters beyond ASCII.");
  }
}

void RequireStreamName(std::u16string_view name) {
  // UDF 3.3.5 keeps the latter for streams that it defines itself.
  if (tree::ProblemWithStreamName(name) != tree::NameProblem::kNone || name.starts_with(u"*UDF"))
    throw fsi_errors::InvalidParameter(L"name", L"no named stream can have it");
}

FsiPlace PlaceForNew(const std::shared_ptr<tree::Directory>& from, std::u16string_view path,
                     bool restricted) {
  const std::size_t last = path.find_last_not_of(kSeparators);
  if (last == std::u16string_view::npos) throw fsi_errors::InvalidPath(path, "names nothing");
  const std::u16string_view trimmed = path.substr(0, last + 1);
  const std::size_t separator = trimmed.find_last_of(kSeparators);
  const bool direct = separator == std::u16string_view::npos;
  const std::u16string_view above = direct ? std::u16string_view() : trimmed.substr(0, separator);
  const std::u16string_view name = direct ? trimmed : trimmed.substr(separator + 1);
  RequireName(name, restricted);

  const std::shared_ptr<tree::Node> directory = tree::FindByPath(from, above);
  if (!directory) throw fsi_errors::DirectoryNotFound(FullPath(*from, above));
  if (!directory->is_directory()) throw fsi_errors::NotADirectory(FullPath(*from, above));
  FsiPlace place{std::static_pointer_cast<tree::Directory>(directory), std::u16string(name)};
  if (place.directory->Find(name)) throw fsi_errors::NameTaken(FullPath(*from, trimmed));
  return place;
}

std::u16string FullPath(const tree::Directory& from, std::u16string_view path) {
  std::u16string full = tree::PathOf(from);
  const std::size_t first = path.find_first_not_of(kSeparators);
  if (first == std::u16string_view::npos) return full;
  if (full.back() != u'\\') full += u'\\';
  return full.append(path.substr(first));
}

}  // namespace virtual_drive
