// Sinks and objects in the apartments that clients have.
#include <doctest.h>

#include <thread>

#include "../session/open_session.h"
#include "event_sink.h"

namespace virtual_drive::test {

TEST_CASE("a sink of a single-threaded apartment is called on its own thread") {
  Apartment apartment;
  OpenSession session;
  const auto master = session.Create<IDiscMaster2>(__uuidof(MsftDiscMaster2));
  const HANDLE advised = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  // Only the test's own thread checks: doctest's thread_local state doesn't survive other threads
  // under MinGW.
  DWORD sink_thread = 0;
  DWORD called_on = 0;
  ULONG references_left = 0;
  std::thread ui([&] {
    const Apartment single(COINIT_APARTMENTTHREADED);
    sink_thread = GetCurrentThreadId();
    EventSink sink(__uuidof(DDiscMaster2Events));
    sink.on_event = [&](DISPID, std::vector<VARIANT>) { called_on = GetCurrentThreadId(); };
    {
      const Advised connection(master.Get(), __uuidof(DDiscMaster2Events), &sink);
      SetEvent(advised);
      MSG message;
      while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
    }
    references_left = sink.references;
  });
  WaitForSingleObject(advised, INFINITE);
  session.AddDrive({});
  // Not from within the event: an apartment that ends while a call to it is being answered hangs
  // Wine's caller.
  PostThreadMessageW(sink_thread, WM_QUIT, 0, 0);
  ui.join();
  CloseHandle(advised);
  CHECK(references_left == 1);
  CHECK(called_on == sink_thread);
  CHECK(called_on != GetCurrentThreadId());
}

TEST_CASE("objects are free-threaded: another apartment gets the object itself") {
  Apartment apartment;
  OpenSession session;
  const auto master = session.Create<IDiscMaster2>(__uuidof(MsftDiscMaster2));
  ComPtr<IStream> marshalled;
  Check(CoMarshalInterThreadInterfaceInStream(__uuidof(IDiscMaster2), master.Get(),
                                              marshalled.Put()));
  const IDiscMaster2* seen = nullptr;
  std::thread other([&] {
    const Apartment single(COINIT_APARTMENTTHREADED);
    ComPtr<IDiscMaster2> same;
    Check(CoGetInterfaceAndReleaseStream(marshalled.Detach(), __uuidof(IDiscMaster2),
                                         same.PutVoid()));
    seen = same.Get();
  });
  other.join();
  CHECK(seen == master.Get());
}

TEST_CASE("connection points are found, listed and checked") {
  Apartment apartment;
  OpenSession session;
  const auto master = session.Create<IDiscMaster2>(__uuidof(MsftDiscMaster2));
  const auto container = master.As<IConnectionPointContainer>();
  REQUIRE(container);
  ComPtr<IEnumConnectionPoints> points;
  Check(container->EnumConnectionPoints(points.Put()));
  ComPtr<IConnectionPoint> point;
  ULONG fetched = 0;
  CHECK(points->Next(1, point.Put(), &fetched) == S_OK);
  IID iid{};
  Check(point->GetConnectionInterface(&iid));
  CHECK(iid == __uuidof(DDiscMaster2Events));
  EventSink wrong(__uuidof(DDiscFormat2DataEvents));
  DWORD cookie = 0;
  CHECK(point->Advise(&wrong, &cookie) ==
        static_cast<HRESULT>(0x80040202));                         // CONNECT_E_CANNOTCONNECT
  CHECK(point->Unadvise(77) == static_cast<HRESULT>(0x80040200));  // CONNECT_E_NOCONNECTION
  CHECK(wrong.references == 1);
}

}  // namespace virtual_drive::test
