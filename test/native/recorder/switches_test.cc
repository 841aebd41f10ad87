// What the switches of the drive and of the format objects choose, as a client sees it.
#include <doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "../session/last_error_text.h"
#include "contract/imapi_hresults.h"
#include "event_sink.h"
#include "made_stream.h"
#include "one_drive.h"

namespace virtual_drive::test {
namespace {

// Under one switch.
struct Tested : OneDrive {
  explicit Tested(LPCWSTR name, LPCWSTR value,
                  IMAPI_MEDIA_PHYSICAL_TYPE media = IMAPI_MEDIA_TYPE_DVDPLUSRW, LONG speed = 0)
      : OneDrive(media, speed, {{name, value}}) {}
};

struct Event {
  IMAPI_FORMAT2_DATA_WRITE_ACTION action;
  LONG last_written;
  DWORD thread;
};

// A write whose events are noted; `at` may do something in each.
HRESULT WriteNoting(Tested& tested, IStream& stream, std::vector<Event>& events,
                    const std::function<void(const Event&)>& at = {}) {
  EventSink sink(__uuidof(DDiscFormat2DataEvents));
  sink.on_event = [&](DISPID, std::vector<VARIANT> arguments) {
    ComPtr<IDiscFormat2DataEventArgs> progress;
    Check(arguments[1].pdispVal->QueryInterface(__uuidof(IDiscFormat2DataEventArgs),
                                                progress.PutVoid()));
    Event event{};
    Check(progress->get_CurrentAction(&event.action));
    Check(progress->get_LastWrittenLba(&event.last_written));
    event.thread = GetCurrentThreadId();
    events.push_back(event);
    if (at) at(event);
  };
  const Advised advised(tested.format.Get(), __uuidof(DDiscFormat2DataEvents), &sink);
  return tested.format->Write(&stream);
}

std::set<LONG> ActionsOf(const std::vector<Event>& events) {
  std::set<LONG> actions;
  for (const Event& event : events) actions.insert(event.action);
  return actions;
}

HRESULT EraseDisc(Tested& tested) {
  const auto erase = tested.session.Create<IDiscFormat2Erase>(__uuidof(MsftDiscFormat2Erase));
  Check(erase->put_Recorder(tested.session.Recorder(tested.id).Get()));
  Check(erase->put_ClientName(Bstr(L"a test").Get()));
  return erase->EraseMedia();
}

constexpr LONG kFormatting = IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA;
constexpr LONG kCalibrating = IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER;

}  // namespace

TEST_CASE("error-info: the text of a failure, none, one that nobody filled, or an older one") {
  const auto text_under = [](LPCWSTR value) {
    Tested tested(L"error-info", value);
    CHECK(tested.format->SetWriteSpeed(-2, VARIANT_FALSE) == E_INVALIDARG);
    return LastErrorText();
  };
  CHECK(text_under(L"filled") == L"The speed is negative.");
  CHECK(text_under(L"absent").empty());
  CHECK(text_under(L"unfilled").find(L"%1!ls!") != std::wstring::npos);
  CHECK(text_under(L"left-over") == L"A call that succeeded has left this behind.");
}

TEST_CASE("event-thread: the events come on another thread, which Write waits for") {
  for (const auto& [value, here] : {std::pair(L"calling-thread", true), {L"other-thread", false}}) {
    Tested tested(L"event-thread", value);
    MadeStream stream(1024, 1);
    std::vector<Event> events;
    CHECK(WriteNoting(tested, stream, events) == S_OK);
    REQUIRE(!events.empty());
    for (const Event& event : events) CHECK((event.thread == GetCurrentThreadId()) == here);
    CHECK(tested.session.Counter(L"threads") == 0);
  }
}

TEST_CASE("last-written-lba: the sector written last, or the one after it") {
  const auto last_under = [](LPCWSTR value) {
    Tested tested(L"last-written-lba", value);
    MadeStream stream(4096, 1, {{1024, 3071}});
    std::vector<Event> events;
    CHECK(WriteNoting(tested, stream, events) == S_OK);
    LONG last = 0;
    for (const Event& event : events) last = std::max(last, event.last_written);
    return last;
  };
  CHECK(last_under(L"last-sector") == 3071);
  CHECK(last_under(L"next-sector") == 3072);
}

TEST_CASE("preparing-actions: those that happen, all, or none") {
  const auto told = [](LPCWSTR value, IMAPI_MEDIA_PHYSICAL_TYPE media) {
    Tested tested(L"preparing-actions", value, media);
    MadeStream stream(64, 1);
    std::vector<Event> events;
    CHECK(WriteNoting(tested, stream, events) == S_OK);
    const auto actions = ActionsOf(events);
    return std::pair(actions.count(kFormatting) > 0, actions.count(kCalibrating) > 0);
  };
  CHECK(told(L"by-media", IMAPI_MEDIA_TYPE_DVDPLUSRW) == std::pair(true, false));
  CHECK(told(L"by-media", IMAPI_MEDIA_TYPE_BDR) == std::pair(false, true));
  CHECK(told(L"all", IMAPI_MEDIA_TYPE_DVDPLUSRW) == std::pair(true, true));
  CHECK(told(L"all", IMAPI_MEDIA_TYPE_BDR) == std::pair(true, true));
  CHECK(told(L"none", IMAPI_MEDIA_TYPE_DVDPLUSRW) == std::pair(false, false));
  CHECK(told(L"none", IMAPI_MEDIA_TYPE_BDR) == std::pair(false, false));
}

TEST_CASE("cancel: at the next command, or after some more, and then also when all is written") {
  const auto cancel_at = [](LPCWSTR value, LONG action, std::vector<LONG>* writes) {
    Tested tested(L"cancel", value);
    MadeStream stream(2048, 1);
    std::vector<Event> events;
    const HRESULT result = WriteNoting(tested, stream, events, [&](const Event& event) {
      if (event.action == action) CHECK(tested.format->CancelWrite() == S_OK);
    });
    *writes = tested.session.Writes(tested.id);
    return result;
  };
  constexpr HRESULT kCancelled = hresult::E_IMAPI_REQUEST_CANCELLED;
  std::vector<LONG> writes;
  CHECK(cancel_at(L"at-next-command", IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA, &writes) ==
        kCancelled);
  CHECK(writes.empty());
  CHECK(cancel_at(L"delayed", IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA, &writes) == kCancelled);
  REQUIRE(writes.size() == 2);
  CHECK(writes[1] > 64);
  CHECK(writes[1] < 2048);
  CHECK(cancel_at(L"at-next-command", IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION, &writes) ==
        S_OK);
  CHECK(cancel_at(L"delayed", IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION, &writes) == kCancelled);
  CHECK(writes == std::vector<LONG>{0, 2048});
}

TEST_CASE("second-write: of the stream that was written last") {
  for (const auto& [value, expected] :
       {std::pair(L"accepted", S_OK), {L"refused", hresult::IMAPI_E_DISC_MISMATCH}}) {
    Tested tested(L"second-write", value);
    MadeStream first(64, 1, {{0, 63}});
    MadeStream other(64, 2, {{0, 63}});
    CHECK(tested.format->Write(&first) == S_OK);
    CHECK(tested.format->Write(&first) == expected);
    CHECK(tested.format->Write(&other) == S_OK);
    CHECK(tested.format->Write(&first) == S_OK);
    Check(tested.format->put_Recorder(nullptr));
    CHECK(first.references == 1);
  }
}

TEST_CASE("closed-media: what is said of a disc that nothing can be recorded on") {
  const auto asked = [](LPCWSTR value) {
    Tested tested(L"closed-media", value, IMAPI_MEDIA_TYPE_BDR);
    Check(tested.format->put_ForceMediaToBeClosed(VARIANT_TRUE));
    MadeStream stream(64, 1);
    CHECK(tested.format->Write(&stream) == S_OK);
    LONG total = 0;
    IMAPI_FORMAT2_DATA_MEDIA_STATE state{};
    IMAPI_MEDIA_PHYSICAL_TYPE type{};
    const HRESULT room = tested.format->get_TotalSectorsOnMedia(&total);
    const HRESULT status = tested.format->get_CurrentMediaStatus(&state);
    CHECK(tested.format->get_CurrentPhysicalMediaType(&type) == status);
    return std::pair(room, status);
  };
  constexpr HRESULT kRefused = hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
  CHECK(asked(L"answered") == std::pair(S_OK, S_OK));
  CHECK(asked(L"refused") == std::pair(kRefused, S_OK));
  CHECK(asked(L"unnamed") ==
        std::pair(kRefused, HRESULT{hresult::E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED}));
}

TEST_CASE("volume: a file system that is mounted takes force, and stays dismounted while held") {
  Tested tested(L"volume", L"mounted");
  const auto recorder = tested.session.Recorder(tested.id);
  const Bstr name(L"a test");
  CHECK(recorder->AcquireExclusiveAccess(VARIANT_FALSE, name.Get()) == E_ACCESSDENIED);
  Check(recorder->AcquireExclusiveAccess(VARIANT_TRUE, name.Get()));
  CHECK(recorder->AcquireExclusiveAccess(VARIANT_FALSE, name.Get()) == S_OK);
  const auto other = tested.session.Recorder(tested.id);
  CHECK(other->AcquireExclusiveAccess(VARIANT_FALSE, name.Get()) ==
        hresult::E_IMAPI_RECORDER_LOCKED);
  Check(recorder->ReleaseExclusiveAccess());
  Check(recorder->ReleaseExclusiveAccess());
  CHECK(other->AcquireExclusiveAccess(VARIANT_FALSE, name.Get()) == E_ACCESSDENIED);
}

TEST_CASE("bd-re-erase: by zeros, not at all, or by FORMAT UNIT") {
  const auto erased = [](LPCWSTR value) {
    Tested tested(L"bd-re-erase", value, IMAPI_MEDIA_TYPE_BDRE);
    MadeStream stream(4096, 1);
    CHECK(tested.format->Write(&stream) == S_OK);
    const std::size_t before = tested.session.Writes(tested.id).size();
    const HRESULT result = EraseDisc(tested);
    VARIANT_BOOL blank = VARIANT_FALSE;
    Check(tested.format->get_MediaHeuristicallyBlank(&blank));
    CHECK((blank != VARIANT_FALSE) == (result == S_OK));
    const bool wrote = tested.session.Writes(tested.id).size() > before;
    return std::pair(result, wrote);
  };
  CHECK(erased(L"zeros") == std::pair(S_OK, true));
  CHECK(erased(L"format-unit") == std::pair(S_OK, false));
  const auto refusal = [] {
    Tested tested(L"bd-re-erase", L"refused", IMAPI_MEDIA_TYPE_BDRE);
    MadeStream stream(4096, 1);
    CHECK(tested.format->Write(&stream) == S_OK);
    return EraseDisc(tested);
  };
  CHECK(refusal() == hresult::E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED);
}

TEST_CASE("tray-close: what the first commands are told") {
  for (const auto& [value, expected] :
       {std::pair(L"no-media", HRESULT{hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA}),
        {L"formatting", hresult::E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS},
        {L"busy", hresult::E_IMAPI_RECORDER_MEDIA_BUSY},
        {L"becoming-ready", hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY},
        {L"ready", S_OK}}) {
    Tested tested(L"tray-close", value);
    const auto recorder = tested.session.Recorder(tested.id);
    Check(recorder->EjectMedia());
    Check(recorder->CloseTray());
    std::vector<HRESULT> told;
    IMAPI_MEDIA_PHYSICAL_TYPE type{};
    for (HRESULT result = E_FAIL; FAILED(result) && told.size() < 10;) {
      result = tested.format->get_CurrentPhysicalMediaType(&type);
      told.push_back(result);
    }
    CHECK(type == IMAPI_MEDIA_TYPE_DVDPLUSRW);
    if (FAILED(expected)) CHECK(std::count(told.begin(), told.end(), expected) >= 3);
    CHECK(std::count(told.begin(), told.end(), S_OK) == 1);
  }
}

}  // namespace virtual_drive::test
