#include "virtual/session/class_table.h"

#include <imapi2.h>
#include <imapi2fs.h>

#include "virtual/format/disc_format_data.h"
#include "virtual/format/disc_format_erase.h"
#include "virtual/format/write_engine.h"
#include "virtual/image/boot_options.h"
#include "virtual/image/file_system_image.h"
#include "virtual/image/iso_image_manager.h"
#include "virtual/outside/disc_format_raw_cd.h"
#include "virtual/outside/disc_format_track_at_once.h"
#include "virtual/outside/raw_cd_image_creator.h"
#include "virtual/recorder/disc_master.h"
#include "virtual/recorder/disc_recorder.h"
#include "virtual/stream/stream_concatenate.h"
#include "virtual/stream/stream_interleave.h"
#include "virtual/stream/stream_pseudo_random.h"
#include "virtual/stream/stream_zero.h"

namespace virtual_drive {
namespace {

struct Row {
  const CLSID& clsid;
  CreateFunction create;
};

const Row kClasses[] = {
    {__uuidof(MsftDiscMaster2), Create<DiscMaster>},
    {__uuidof(MsftDiscRecorder2), Create<DiscRecorder>},
    {__uuidof(MsftDiscFormat2Data), Create<DiscFormatData>},
    {__uuidof(MsftDiscFormat2Erase), Create<DiscFormatErase>},
    {__uuidof(MsftWriteEngine2), Create<WriteEngine>},
    {__uuidof(MsftStreamZero), Create<StreamZero>},
    {__uuidof(MsftStreamPrng001), Create<StreamPseudoRandom>},
    {__uuidof(MsftStreamConcatenate), Create<StreamConcatenate>},
    {__uuidof(MsftStreamInterleave), Create<StreamInterleave>},
    {__uuidof(MsftDiscFormat2TrackAtOnce), Create<DiscFormatTrackAtOnce>},
    {__uuidof(MsftDiscFormat2RawCD), Create<DiscFormatRawCd>},
    {__uuidof(MsftRawCDImageCreator), Create<RawCdImageCreator>},
    {__uuidof(MsftFileSystemImage), CreateFileSystemImage},
    {__uuidof(BootOptions), Create<BootImageOptions>},
    {__uuidof(MsftIsoImageManager), Create<IsoImageManager>},
};

}  // namespace

CreateFunction FindClass(REFCLSID clsid) noexcept {
  for (const Row& row : kClasses) {
    if (row.clsid == clsid) return row.create;
  }
  return nullptr;
}

}  // namespace virtual_drive
