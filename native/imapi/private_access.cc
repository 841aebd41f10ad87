#include "imapi/private_access.h"

#include "com/com_error.h"
#include "com/win_handle.h"

namespace imapi2 {
namespace {

void Require(BOOL done, const char* operation) {
  if (!done) com::ThrowLastError(operation);
}

// A TOKEN_USER, with the identifier that it points at.
std::vector<std::byte> ReadUser() {
  HANDLE opened = nullptr;
  Require(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened), "OpenProcessToken");
  const com::WinHandle token(opened);
  DWORD size = 0;
  GetTokenInformation(token.Get(), TokenUser, nullptr, 0, &size);
  std::vector<std::byte> user(size);
  Require(GetTokenInformation(token.Get(), TokenUser, user.data(), size, &size),
          "GetTokenInformation");
  return user;
}

}  // namespace

PrivateAccess::PrivateAccess() : user_(ReadUser()) {
  // The user and not the owner: what an elevated process makes is owned by all administrators, and
  // the same user must be able to resume without being one.
  const PSID user = reinterpret_cast<const TOKEN_USER*>(user_.data())->User.Sid;
  list_.resize(sizeof(ACL) + sizeof(ACCESS_ALLOWED_ACE) + GetLengthSid(user));
  auto* const list = reinterpret_cast<ACL*>(list_.data());
  Require(InitializeAcl(list, static_cast<DWORD>(list_.size()), ACL_REVISION), "InitializeAcl");
  Require(AddAccessAllowedAce(list, ACL_REVISION, FILE_ALL_ACCESS, user), "AddAccessAllowedAce");
  Require(InitializeSecurityDescriptor(&descriptor_, SECURITY_DESCRIPTOR_REVISION),
          "InitializeSecurityDescriptor");
  Require(SetSecurityDescriptorDacl(&descriptor_, TRUE, list, FALSE), "SetSecurityDescriptorDacl");
  Require(SetSecurityDescriptorControl(&descriptor_, SE_DACL_PROTECTED, SE_DACL_PROTECTED),
          "SetSecurityDescriptorControl");
  attributes_ = {.nLength = sizeof(attributes_),
                 .lpSecurityDescriptor = &descriptor_,
                 .bInheritHandle = FALSE};
}

}  // namespace imapi2
