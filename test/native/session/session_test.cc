// IVirtualImapi itself, and discs as files.
#include <doctest.h>

#include <fstream>

#include "open_session.h"

namespace virtual_drive::test {
namespace {

HRESULT TryAdd(OpenSession& session, const std::filesystem::path& disc,
               IMAPI_MEDIA_PHYSICAL_TYPE media = IMAPI_MEDIA_TYPE_UNKNOWN, LONGLONG sectors = 0) {
  Bstr id;
  return session->AddDrive(disc.c_str(), media, sectors, 0, id.Put());
}

}  // namespace

TEST_CASE("a disc is one file of its capacity, held exclusively until its session is gone") {
  Apartment apartment;
  DiscPath disc;
  {
    OpenSession session;
    session.AddDrive(disc.path(), 4096);
    CHECK(std::filesystem::file_size(disc.path()) / 2048 == 4096);
    OpenSession other;
    CHECK(TryAdd(other, disc.path()) == HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION));
    // Readers may look.
    CHECK(std::ifstream(disc.path(), std::ios::binary).good());
  }
  OpenSession again;
  CHECK(TryAdd(again, disc.path()) == S_OK);
}

TEST_CASE("an existing disc must be what is asked for") {
  Apartment apartment;
  DiscPath disc;
  { OpenSession().AddDrive(disc.path(), 4096, IMAPI_MEDIA_TYPE_BDRE); }
  OpenSession session;
  CHECK(TryAdd(session, disc.path(), IMAPI_MEDIA_TYPE_DVDPLUSRW) ==
        HRESULT_FROM_WIN32(ERROR_FILE_CORRUPT));
  CHECK(TryAdd(session, disc.path(), IMAPI_MEDIA_TYPE_BDRE, 8192) ==
        HRESULT_FROM_WIN32(ERROR_FILE_CORRUPT));
  CHECK(TryAdd(session, disc.path(), IMAPI_MEDIA_TYPE_BDRE, 4096) == S_OK);
}

TEST_CASE("a file that is no disc is refused and stays as it is") {
  Apartment apartment;
  DiscPath disc;
  const std::string content(10'000, 'x');
  std::ofstream(disc.path(), std::ios::binary) << content;
  OpenSession session;
  CHECK(TryAdd(session, disc.path()) == HRESULT_FROM_WIN32(ERROR_FILE_CORRUPT));
  std::ifstream file(disc.path(), std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == content);
}

TEST_CASE("a full-size BD-RE takes no room while it is blank") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  CHECK(TryAdd(session, disc.path(), IMAPI_MEDIA_TYPE_BDRE, 62'500'864) == S_OK);
  CHECK(std::filesystem::file_size(disc.path()) == 62'500'864ULL * 2048 + 512);
}

TEST_CASE("a disc that can't be made says why") {
  Apartment apartment;
  OpenSession session;
  CHECK(TryAdd(session, L"C:\\no such folder\\disc") == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND));
  CHECK(TryAdd(session, L"C:\\x", IMAPI_MEDIA_TYPE_UNKNOWN, -1) == E_INVALIDARG);
}

TEST_CASE("switches, counters, faults and classes are checked") {
  Apartment apartment;
  OpenSession session;
  CHECK(session->SetSwitch(L"idle-lbas", L"stale") == S_OK);
  CHECK(session->SetSwitch(L"idle-lbas", L"what") == E_INVALIDARG);
  CHECK(session->SetSwitch(L"no-such", L"stale") == E_INVALIDARG);
  LONGLONG value = 0;
  CHECK(session->GetCounter(L"objects", &value) == S_OK);
  CHECK(value == 0);
  CHECK(session->GetCounter(L"what", &value) == E_INVALIDARG);
  const auto id = session.AddDrive({});
  const VirtualFault none = {{nullptr, 0, -1, -1}, VIRTUAL_FAULT_HRESULT, E_FAIL};
  CHECK(session->AddFault(id.c_str(), &none) == E_INVALIDARG);
  CHECK(session->AddFault(L"nobody", &none) == E_INVALIDARG);
  void* object = nullptr;
  // MsftWriteSpeedDescriptor can't be created.
  CHECK(session->GetClassObject(__uuidof(MsftWriteSpeedDescriptor), __uuidof(IClassFactory),
                                &object) == CLASS_E_CLASSNOTAVAILABLE);
}

TEST_CASE("two sessions share nothing") {
  Apartment apartment;
  OpenSession one;
  OpenSession two;
  const auto id = one.AddDrive({});
  LONG count = -1;
  Check(two.Create<IDiscMaster2>(__uuidof(MsftDiscMaster2))->get_Count(&count));
  CHECK(count == 0);
  CHECK(two.AddDrive({}) != id);
  CHECK(two.Counter(L"calls:IDiscMaster2::get_Count") == 1);
  CHECK(one.Counter(L"calls:IDiscMaster2::get_Count") == 0);
}

}  // namespace virtual_drive::test
