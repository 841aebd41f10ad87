#include "imapi/foreign_recorder.h"

#include <imapi2.h>

#include <utility>

#include "com/com_ptr.h"

namespace imapi2 {
namespace {

using com::ComPtr;

class Trial {
 public:
  // Whether it went well, so that what builds on it is asked only then.
  bool Note(const char* call, HRESULT result) {
    calls_.push_back({call, result});
    return SUCCEEDED(result);
  }

  std::vector<TriedCall> Take() { return std::move(calls_); }

 private:
  std::vector<TriedCall> calls_;
};

void TryEngine(Trial& trial, IDiscRecorder2Ex* recorder, const com::ClassSource& writers) {
  ComPtr<IWriteEngine2> engine;
  if (!trial.Note("create MsftWriteEngine2",
                  writers.CreateInstance(__uuidof(MsftWriteEngine2), __uuidof(IWriteEngine2),
                                         engine.PutVoid()))) {
    return;
  }
  if (trial.Note("IWriteEngine2::put_Recorder", engine->put_Recorder(recorder))) {
    trial.Note("IWriteEngine2::put_Recorder(null)", engine->put_Recorder(nullptr));
  }
}

void TryFormat(Trial& trial, IDiscRecorder2* recorder, const com::ClassSource& writers) {
  ComPtr<IDiscFormat2Data> format;
  if (!trial.Note("create MsftDiscFormat2Data",
                  writers.CreateInstance(__uuidof(MsftDiscFormat2Data), __uuidof(IDiscFormat2Data),
                                         format.PutVoid()))) {
    return;
  }
  VARIANT_BOOL supported = VARIANT_FALSE;
  trial.Note("IDiscFormat2Data::IsRecorderSupported",
             format->IsRecorderSupported(recorder, &supported));
  trial.Note("IDiscFormat2Data::IsCurrentMediaSupported",
             format->IsCurrentMediaSupported(recorder, &supported));
  if (!trial.Note("IDiscFormat2Data::put_Recorder", format->put_Recorder(recorder))) return;
  LONG free_sectors = 0;
  trial.Note("IDiscFormat2Data::get_FreeSectorsOnMedia",
             format->get_FreeSectorsOnMedia(&free_sectors));
  // Left attached, the drive stays held.
  com::Expect(format->put_Recorder(nullptr));
}

}  // namespace

std::vector<TriedCall> TryForeignRecorder(DriveObjects& drive, const com::ClassSource& writers) {
  Trial trial;
  TryEngine(trial, drive.Commands(), writers);
  TryFormat(trial, drive.Recorder(), writers);
  return trial.Take();
}

}  // namespace imapi2
