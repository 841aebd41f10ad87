#include "imapi/iso_validation.h"

#include <imapi2fs.h>

#include "com/com_error.h"
#include "imapi/source_file.h"

namespace imapi2 {

// By stream and not by path: a path of IIsoImageManager's is bound to MAX_PATH, if anything of
// IMAPI2FS is.
void ValidateIsoFile(const com::ClassSource& classes, const std::wstring& path) {
  const auto trouble = std::make_shared<SourceTrouble>();
  const com::ComPtr<IStream> stream = MakeSourceStream(InspectSource(path), trouble);
  const auto manager = com::Create<MsftIsoImageManager, IIsoImageManager>(
      classes, "CoCreateInstance(MsftIsoImageManager)");
  com::Check(manager->SetStream(stream.Get()), "IIsoImageManager::SetStream");
  com::Check(manager->Validate(), "IIsoImageManager::Validate");
}

}  // namespace imapi2
