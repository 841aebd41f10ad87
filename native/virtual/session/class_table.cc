#include "virtual/session/class_table.h"

#include <imapi2.h>
#include <imapi2fs.h>

#include "virtual/format/disc_format_data.h"
#include "virtual/format/disc_format_erase.h"
#include "virtual/format/write_engine.h"
#include "virtual/image/boot_options.h"
#include "virtual/image/file_system_image.h"
#include "virtual/image/iso_image_manager.h"
#include "virtual/recorder/disc_master.h"
#include "virtual/recorder/disc_recorder.h"

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
