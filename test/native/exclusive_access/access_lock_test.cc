// Exclusive access to a drive, as IDiscRecorder2::AcquireExclusiveAccess has it: to a recorder
// object, counted; and another program that wants it too.
#include "virtual/recorder/access_lock.h"

#include <doctest.h>

namespace virtual_drive {
namespace {

// Two recorder objects of one drive.
const int kFirst = 0;
const int kSecond = 0;

}  // namespace

TEST_CASE("the holder may acquire again, and holds until it has released as often") {
  AccessLock lock;
  CHECK(lock.Admits(&kSecond));
  CHECK_FALSE(lock.Acquire(&kFirst, L"first"));
  CHECK_FALSE(lock.Acquire(&kFirst, L"again"));
  CHECK(lock.owner() == L"first");
  CHECK(lock.Acquire(&kSecond, L"second") == L"first");
  CHECK(lock.Release(&kFirst));
  CHECK_FALSE(lock.Admits(&kSecond));
  CHECK(lock.Admits(&kFirst));
  CHECK(lock.Release(&kFirst));
  CHECK(lock.owner().empty());
  CHECK_FALSE(lock.Acquire(&kSecond, L"second"));
}

TEST_CASE("nobody releases what another holds, or what nobody does") {
  AccessLock lock;
  CHECK_FALSE(lock.Release(&kFirst));
  lock.Acquire(&kFirst, L"first");
  CHECK_FALSE(lock.Release(&kSecond));
  lock.ReleaseAll(&kSecond);
  CHECK(lock.owner() == L"first");
}

TEST_CASE("a recorder that goes leaves nothing held") {
  AccessLock lock;
  for (int i = 0; i < 3; ++i) lock.Acquire(&kFirst, L"first");
  lock.ReleaseAll(&kFirst);
  CHECK(lock.Admits(&kSecond));
}

TEST_CASE("another program takes a free drive, and gives it back after so many refused attempts") {
  AccessLock lock;
  lock.AcquireByStranger(L"other.exe", 2);
  CHECK_FALSE(lock.Admits(&kFirst));
  CHECK(lock.Acquire(&kFirst, L"first") == L"other.exe");
  CHECK(lock.Acquire(&kFirst, L"first") == L"other.exe");  // the last one is refused as well
  CHECK_FALSE(lock.Acquire(&kFirst, L"first"));
  lock.ReleaseAll(&kFirst);
  CHECK(lock.owner().empty());  // it came once
}

TEST_CASE("another program waits for a drive that is held, and keeps it until it is told to go") {
  AccessLock lock;
  lock.Acquire(&kFirst, L"first");
  lock.AcquireByStranger(L"other.exe", 0);
  CHECK(lock.owner() == L"first");
  CHECK(lock.Release(&kFirst));
  for (int i = 0; i < 100; ++i) CHECK(lock.Acquire(&kFirst, L"first") == L"other.exe");
  lock.ReleaseByStranger();
  CHECK_FALSE(lock.Acquire(&kFirst, L"first"));
}

TEST_CASE("another program that gives up waiting takes nothing from the holder") {
  AccessLock lock;
  lock.Acquire(&kFirst, L"first");
  lock.AcquireByStranger(L"other.exe", 0);
  lock.ReleaseByStranger();
  CHECK(lock.owner() == L"first");
  lock.Release(&kFirst);
  CHECK(lock.Admits(&kSecond));
}

}  // namespace virtual_drive
