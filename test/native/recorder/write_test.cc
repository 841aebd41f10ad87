// IDiscFormat2Data::Write over a hand-made stream.
#include <doctest.h>

#include <set>
#include <thread>

#include "contract/imapi_hresults.h"
#include "event_sink.h"
#include "made_stream.h"
#include "one_drive.h"

namespace virtual_drive::test {
namespace {

std::vector<std::uint8_t> ReadSectors(IDiscRecorder2* recorder, std::uint32_t lba,
                                      std::uint16_t count, HRESULT* result = nullptr) {
  ComPtr<IDiscRecorder2Ex> commands;
  Check(recorder->QueryInterface(__uuidof(IDiscRecorder2Ex), commands.PutVoid()));
  BYTE cdb[10] = {0x28,
                  0,
                  static_cast<BYTE>(lba >> 24),
                  static_cast<BYTE>(lba >> 16),
                  static_cast<BYTE>(lba >> 8),
                  static_cast<BYTE>(lba),
                  0,
                  static_cast<BYTE>(count >> 8),
                  static_cast<BYTE>(count),
                  0};
  BYTE sense[18] = {};
  std::vector<std::uint8_t> data(std::size_t{count} * 2048);
  ULONG fetched = 0;
  const HRESULT sent = commands->SendCommandGetDataFromDevice(
      cdb, 10, sense, 10, data.data(), static_cast<ULONG>(data.size()), &fetched);
  if (result) *result = sent;
  data.resize(fetched);
  return data;
}

struct Tested : OneDrive {
  explicit Tested(LONG speed = 0, IMAPI_MEDIA_PHYSICAL_TYPE media = IMAPI_MEDIA_TYPE_DVDPLUSRW)
      : OneDrive(media, speed) {}
  // A first session of version 1 everywhere.
  void Fill() {
    MadeStream first(4096, 1);
    CHECK(format->Write(&first) == S_OK);
  }
};

}  // namespace

TEST_CASE("a range list is recorded in its order, and nothing else") {
  Tested tested;
  tested.Fill();
  MadeStream stream(4096, 2, {{1024, 1199}, {3200, 3215}, {256, 271}, {272, 287}});
  CHECK(tested.format->Write(&stream) == S_OK);
  CHECK(stream.references == 1);
  CHECK(tested.session.Writes(tested.id) ==
        std::vector<LONG>{0, 4096, 1024, 176, 3200, 16, 256, 32});
  const auto recorder = tested.session.Recorder(tested.id);
  CHECK(ReadSectors(recorder.Get(), 1023, 1) == SectorContent(1023, 1));
  CHECK(ReadSectors(recorder.Get(), 1024, 1) == SectorContent(1024, 2));
  CHECK(ReadSectors(recorder.Get(), 1199, 1) == SectorContent(1199, 2));
  CHECK(ReadSectors(recorder.Get(), 1200, 1) == SectorContent(1200, 1));
  CHECK(ReadSectors(recorder.Get(), 271, 1) == SectorContent(271, 2));
}

TEST_CASE("the stream is read on another thread, or on this one by switch") {
  Tested tested;
  MadeStream stream(1024, 1);
  CHECK(tested.format->Write(&stream) == S_OK);
  std::set<DWORD> threads(stream.reading_threads.begin(), stream.reading_threads.end());
  CHECK(threads.count(GetCurrentThreadId()) == 0);
  CHECK(threads.size() == 1);
  CHECK(tested.session.Counter(L"threads") == 0);

  Check(tested.session->SetSwitch(L"stream-reads", L"calling-thread"));
  MadeStream again(1024, 2, {{0, 1023}});
  CHECK(tested.format->Write(&again) == S_OK);
  CHECK(again.reading_threads.front() == GetCurrentThreadId());
}

TEST_CASE("events arrive on the calling thread, with arguments that expire") {
  Tested tested(2000);
  std::vector<LONG> actions;
  std::vector<std::pair<LONG, LONG>> figures;
  DWORD thread = 0;
  ComPtr<IDiscFormat2DataEventArgs> kept;
  EventSink sink(__uuidof(DDiscFormat2DataEvents));
  sink.on_event = [&](DISPID id, std::vector<VARIANT> arguments) {
    CHECK(id == 0x200);
    REQUIRE(arguments.size() == 2);
    thread = GetCurrentThreadId();
    ComPtr<IDiscFormat2DataEventArgs> progress;
    Check(arguments[1].pdispVal->QueryInterface(__uuidof(IDiscFormat2DataEventArgs),
                                                progress.PutVoid()));
    IMAPI_FORMAT2_DATA_WRITE_ACTION action{};
    Check(progress->get_CurrentAction(&action));
    if (actions.empty() || actions.back() != action) actions.push_back(action);
    LONG start = 0;
    LONG count = 0;
    Check(progress->get_StartLba(&start));
    Check(progress->get_SectorCount(&count));
    figures.emplace_back(start, count);
    kept = progress;
  };
  const Advised advised(tested.format.Get(), __uuidof(DDiscFormat2DataEvents), &sink);
  MadeStream stream(4096, 1, {{1024, 3071}, {256, 271}});
  CHECK(tested.format->Write(&stream) == S_OK);
  CHECK(actions == std::vector<LONG>{0, 1, 2, 4, 5, 6});
  CHECK(thread == GetCurrentThreadId());
  CHECK(std::count(figures.begin(), figures.end(), std::pair<LONG, LONG>{1024, 2048}) >= 2);
  LONG value = 0;
  CHECK(kept->get_StartLba(&value) == hresult::E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
}

TEST_CASE("CancelWrite in Update ends Write with the cancel code; outside it is refused") {
  Tested tested(4000);
  CHECK(tested.format->CancelWrite() == hresult::E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS);
  EventSink sink(__uuidof(DDiscFormat2DataEvents));
  HRESULT setter = S_OK;
  sink.on_event = [&](DISPID, std::vector<VARIANT> arguments) {
    ComPtr<IDiscFormat2Data> format;
    Check(arguments[0].pdispVal->QueryInterface(__uuidof(IDiscFormat2Data), format.PutVoid()));
    setter = format->put_ForceOverwrite(VARIANT_TRUE);
    ComPtr<IDiscFormat2DataEventArgs> progress;
    Check(arguments[1].pdispVal->QueryInterface(__uuidof(IDiscFormat2DataEventArgs),
                                                progress.PutVoid()));
    IMAPI_FORMAT2_DATA_WRITE_ACTION action{};
    Check(progress->get_CurrentAction(&action));
    if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
      CHECK(format->CancelWrite() == S_OK);
  };
  const Advised advised(tested.format.Get(), __uuidof(DDiscFormat2DataEvents), &sink);
  MadeStream stream(4096, 1);
  CHECK(tested.format->Write(&stream) == hresult::E_IMAPI_REQUEST_CANCELLED);
  CHECK(setter == hresult::E_IMAPI_DF2DATA_WRITE_IN_PROGRESS);
  Bstr owner;
  Check(tested.session.Recorder(tested.id)->get_ExclusiveAccessOwner(owner.Put()));
  CHECK(View(owner.Get()).empty());
}

TEST_CASE("Write refuses what it can't record, and touches nothing") {
  Tested tested;
  MadeStream odd(16, 1);
  odd.odd_bytes = 100;
  CHECK(tested.format->Write(&odd) == hresult::E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
  MadeStream large(4112, 1);
  CHECK(tested.format->Write(&large) ==
        hresult::E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
  CHECK(tested.session.Writes(tested.id).empty());
  tested.Fill();
  MadeStream second(4096, 2);
  CHECK(tested.format->Write(&second) == hresult::E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
  Check(tested.format->put_ForceOverwrite(VARIANT_TRUE));
  CHECK(tested.format->Write(&second) == S_OK);
  auto nothing = tested.session.Create<IDiscFormat2Data>(__uuidof(MsftDiscFormat2Data));
  CHECK(nothing->Write(&second) == hresult::E_IMAPI_RECORDER_REQUIRED);
}

TEST_CASE("faults of the drive come out of Write") {
  Tested tested;
  SUBCASE("a sector that can't be written") {
    tested.session.FailAtSector(tested.id, 100, VIRTUAL_FAULT_HRESULT);
    MadeStream stream(4096, 1);
    CHECK(tested.format->Write(&stream) == hresult::E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE);
    CHECK(tested.session.Writes(tested.id) == std::vector<LONG>{0, 100});
  }
  SUBCASE("power gone after so many sectors") {
    tested.session.FailAfter(tested.id, 300, VIRTUAL_FAULT_POWER_CUT);
    MadeStream stream(4096, 1);
    CHECK(tested.format->Write(&stream) == HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED));
    CHECK(tested.session.Writes(tested.id) == std::vector<LONG>{0, 300});
    HRESULT read = S_OK;
    ReadSectors(tested.session.Recorder(tested.id).Get(), 0, 1, &read);
    CHECK(read == HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED));
  }
  SUBCASE("a HRESULT of the nth call") {
    tested.session.FailAtCall(tested.id, L"IDiscRecorder2::AcquireExclusiveAccess", 1,
                              hresult::E_IMAPI_RECORDER_LOCKED);
    MadeStream stream(4096, 1);
    CHECK(tested.format->Write(&stream) == hresult::E_IMAPI_RECORDER_LOCKED);
    CHECK(tested.format->Write(&stream) == S_OK);
  }
  SUBCASE("a stream that can't be read") {
    MadeStream stream(4096, 1);
    stream.read_failure = STG_E_READFAULT;
    CHECK(tested.format->Write(&stream) == STG_E_READFAULT);
  }
  SUBCASE("a drive held by somebody else") {
    const auto other = tested.session.Recorder(tested.id);
    Check(other->AcquireExclusiveAccess(VARIANT_TRUE, Bstr(L"another").Get()));
    MadeStream stream(4096, 1);
    CHECK(tested.format->Write(&stream) == hresult::E_IMAPI_RECORDER_LOCKED);
  }
}

TEST_CASE(
    "a torn unit can't be read until it is written whole, also after the disc was taken out") {
  DiscPath disc;
  Apartment apartment;
  {
    OpenSession session;
    const auto id = session.AddDrive(disc.path());
    session.FailAfter(id, 40, VIRTUAL_FAULT_TORN_UNIT);
    const auto format = session.Format(id);
    MadeStream stream(4096, 1);
    CHECK(FAILED(format->Write(&stream)));
  }
  OpenSession session;
  const auto id = session.AddDrive(disc.path());
  const auto recorder = session.Recorder(id);
  HRESULT read = S_OK;
  CHECK(ReadSectors(recorder.Get(), 31, 1, &read) == SectorContent(31, 1));
  ReadSectors(recorder.Get(), 32, 1, &read);
  CHECK(read == hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA);
  MadeStream mend(4096, 2, {{32, 47}});
  CHECK(session.Format(id)->Write(&mend) == S_OK);
  CHECK(ReadSectors(recorder.Get(), 47, 1, &read) == SectorContent(47, 2));
}

TEST_CASE("a hang ends when the session is closed") {
  Tested tested;
  tested.session.FailAtSector(tested.id, 64, VIRTUAL_FAULT_HANG);
  HRESULT result = S_OK;
  std::thread burner([&] {
    const Apartment apartment;
    MadeStream stream(4096, 1);
    result = tested.format->Write(&stream);
  });
  while (tested.session.Writes(tested.id).empty()) Sleep(5);
  tested.session.Close();
  burner.join();
  CHECK(FAILED(result));
}

TEST_CASE("full verification finds a sector that isn't what was written") {
  Tested tested;
  ComPtr<IBurnVerification> verification = tested.format.As<IBurnVerification>();
  REQUIRE(verification);
  Check(verification->put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_FULL));
  MadeStream stream(4096, 1);
  CHECK(tested.format->Write(&stream) == S_OK);
  CHECK(stream.reading_threads.size() > 4096 / 64);
}

TEST_CASE(
    "quick verification finds a disc that nothing reached, and a range of a list that is missing") {
  const auto verified = [](IMAPI_BURN_VERIFICATION_LEVEL level, LONG lost, bool appended) {
    Tested tested;
    if (appended) tested.Fill();
    Check(tested.format.As<IBurnVerification>()->put_BurnVerificationLevel(level));
    tested.session.FailAtSector(tested.id, lost, VIRTUAL_FAULT_LOSE_WRITES);
    MadeStream whole(4096, 2);
    MadeStream list(4096, 2, {{1024, 3071}, {256, 271}});
    return tested.format->Write(appended ? &list : &whole);
  };
  for (const auto level : {IMAPI_BURN_VERIFICATION_QUICK, IMAPI_BURN_VERIFICATION_FULL}) {
    for (const LONG lost : {16, 256, 585, 4095}) {
      CHECK(verified(level, lost, false) == hresult::E_IMAPI_BURN_VERIFICATION_FAILED);
    }
    CHECK(verified(level, 271, true) == hresult::E_IMAPI_BURN_VERIFICATION_FAILED);
    CHECK(verified(level, 272, true) == S_OK);
  }
}

TEST_CASE("SetWriteSpeed says what the drive did not take, and needs a drive") {
  Tested tested;
  const auto set = [&](LONG speed, VARIANT_BOOL pure_cav) {
    return tested.format->SetWriteSpeed(speed, pure_cav);
  };
  constexpr LONG kOfTheDrive = 5540 * 1000 / 2048;
  CHECK(set(kOfTheDrive, VARIANT_FALSE) == S_OK);
  CHECK(set(-1, VARIANT_FALSE) == S_OK);
  CHECK(set(kOfTheDrive + 1, VARIANT_FALSE) == hresult::S_IMAPI_SPEEDADJUSTED);
  CHECK(set(kOfTheDrive, VARIANT_TRUE) == hresult::S_IMAPI_ROTATIONADJUSTED);
  CHECK(set(1, VARIANT_TRUE) == hresult::S_IMAPI_BOTHADJUSTED);
  LONG speed = 0;
  VARIANT_BOOL requested = VARIANT_FALSE;
  VARIANT_BOOL current = VARIANT_TRUE;
  Check(tested.format->get_CurrentWriteSpeed(&speed));
  Check(tested.format->get_RequestedRotationTypeIsPureCAV(&requested));
  Check(tested.format->get_CurrentRotationTypeIsPureCAV(&current));
  CHECK(speed == 3324 * 1000 / 2048);
  CHECK(requested == VARIANT_TRUE);
  CHECK(current == VARIANT_FALSE);
  Check(tested.format->put_Recorder(nullptr));
  CHECK(set(-1, VARIANT_FALSE) == hresult::E_IMAPI_RECORDER_REQUIRED);
}

TEST_CASE(
    "a DVD-RW is written in whole units, with what was around what a list begins and ends in") {
  Tested tested(0, IMAPI_MEDIA_TYPE_DVDDASHRW);
  tested.Fill();
  MadeStream stream(4096, 2, {{1027, 1100}, {3200, 3215}});
  CHECK(tested.format->Write(&stream) == S_OK);
  const auto recorder = tested.session.Recorder(tested.id);
  for (const std::uint32_t old : {1024u, 1026u, 1101u, 1103u, 3199u, 3216u}) {
    CHECK(ReadSectors(recorder.Get(), old, 1) == SectorContent(old, 1));
  }
  for (const std::uint32_t written : {1027u, 1060u, 1100u, 3200u, 3215u}) {
    CHECK(ReadSectors(recorder.Get(), written, 1) == SectorContent(written, 2));
  }
  const std::vector<LONG> writes = tested.session.Writes(tested.id);
  for (const LONG number : writes) CHECK(number % 16 == 0);
  MadeStream odd(100, 3);
  Check(tested.format->put_ForceOverwrite(VARIANT_TRUE));
  CHECK(tested.format->Write(&odd) == S_OK);
  CHECK(ReadSectors(recorder.Get(), 99, 1) == SectorContent(99, 3));
  CHECK(ReadSectors(recorder.Get(), 100, 1) == SectorContent(100, 1));
}

TEST_CASE("a success may say that the speed was adjusted") {
  Tested tested;
  Check(tested.session->SetSwitch(L"write-result", L"speed-adjusted"));
  MadeStream stream(64, 1);
  CHECK(tested.format->Write(&stream) == hresult::S_IMAPI_SPEEDADJUSTED);
}

TEST_CASE("erase makes the disc heuristically blank") {
  Tested tested;
  tested.Fill();
  VARIANT_BOOL blank = VARIANT_TRUE;
  Check(tested.format->get_MediaHeuristicallyBlank(&blank));
  CHECK(blank == VARIANT_FALSE);
  const auto erase = tested.session.Create<IDiscFormat2Erase>(__uuidof(MsftDiscFormat2Erase));
  Check(erase->put_Recorder(tested.session.Recorder(tested.id).Get()));
  Check(erase->put_ClientName(Bstr(L"a test").Get()));
  CHECK(erase->EraseMedia() == S_OK);
  Check(tested.format->get_MediaHeuristicallyBlank(&blank));
  CHECK(blank == VARIANT_TRUE);
  Check(tested.format->get_MediaPhysicallyBlank(&blank));
  CHECK(blank == VARIANT_FALSE);
}

TEST_CASE("an erase by BLANK tells how far it is while the drive goes on with it") {
  Tested tested(3400, IMAPI_MEDIA_TYPE_CDRW);
  Check(tested.session->SetSwitch(L"erase-progress", L"backward"));
  MadeStream stream(32, 1);
  CHECK(tested.format->Write(&stream) == S_OK);
  const auto erase = tested.session.Create<IDiscFormat2Erase>(__uuidof(MsftDiscFormat2Erase));
  Check(erase->put_Recorder(tested.session.Recorder(tested.id).Get()));
  Check(erase->put_ClientName(Bstr(L"a test").Get()));
  Check(erase->put_FullErase(VARIANT_TRUE));
  std::vector<std::pair<LONG, LONG>> told;  // elapsed, and in all
  EventSink sink(__uuidof(DDiscFormat2EraseEvents));
  sink.on_event = [&](DISPID, std::vector<VARIANT> arguments) {
    told.emplace_back(arguments[1].lVal, arguments[2].lVal);
  };
  const Advised advised(erase.Get(), __uuidof(DDiscFormat2EraseEvents), &sink);
  CHECK(erase->EraseMedia() == S_OK);
  REQUIRE(told.size() >= 3);
  CHECK(told.back().first == 0);  // once it goes back
  CHECK(told.back().second == 1);
  VARIANT_BOOL blank = VARIANT_FALSE;
  Check(tested.format->get_MediaPhysicallyBlank(&blank));
  CHECK(blank == VARIANT_TRUE);
}

TEST_CASE("everything is released, and the library could be unloaded") {
  {
    Tested tested;
    tested.Fill();
    tested.format = nullptr;
    CHECK(tested.session.Counter(L"objects") == 0);
    CHECK(tested.session.Counter(L"threads") == 0);
    CHECK(tested.session.Counter(L"calls:IDiscFormat2Data::Write") == 1);
  }
  CHECK(DllCanUnloadNow() == S_OK);
}

TEST_CASE("a disc is written from its first sector to its last") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  const auto id = session.AddDrive(disc.path(), 200'000);
  const auto format = session.Format(id);
  MadeStream stream(200'000, 1);
  CHECK(format->Write(&stream) == S_OK);
  CHECK(session.Writes(id) == std::vector<LONG>{0, 200'000});
}

}  // namespace virtual_drive::test
