#include "imapi/boot_images.h"

#include "com/com_error.h"
#include "com/safe_array.h"

namespace imapi2 {
namespace {

using com::Check;
using com::ComPtr;

// The emulation after the image: assigning one chooses a floppy by its size.
ComPtr<IBootOptions> MakeOptions(const com::ClassSource& classes, const BootImage& boot,
                                 const std::shared_ptr<SourceTrouble>& trouble) {
  auto options =
      com::Create<BootOptions, IBootOptions>(classes, "CoCreateInstance(MsftBootOptions)");
  const ComPtr<IStream> stream = MakeSourceStream(InspectSource(boot.source), trouble);
  Check(options->AssignBootImage(stream.Get()), "IBootOptions::AssignBootImage");
  Check(options->put_PlatformId(static_cast<PlatformId>(boot.platform)),
        "IBootOptions::put_PlatformId");
  Check(options->put_Emulation(static_cast<EmulationType>(boot.emulation)),
        "IBootOptions::put_Emulation");
  return options;
}

com::SafeArray ArrayOf(const std::vector<ComPtr<IBootOptions>>& all) {
  auto array =
      com::SafeArray::Attach(SafeArrayCreateVector(VT_VARIANT, 0, static_cast<ULONG>(all.size())));
  if (array.Get() == nullptr) throw std::bad_alloc();
  for (size_t i = 0; i < all.size(); ++i) {
    VARIANT element;
    VariantInit(&element);
    V_VT(&element) = VT_DISPATCH;
    V_DISPATCH(&element) = all[i].Get();
    auto index = static_cast<LONG>(i);
    // Takes a reference of its own.
    Check(SafeArrayPutElement(array.Get(), &index, &element), "SafeArrayPutElement");
  }
  return array;
}

}  // namespace

void SetBootImages(const com::ClassSource& classes, IFileSystemImage* image,
                   const std::vector<BootImage>& boot_images,
                   const std::shared_ptr<SourceTrouble>& trouble) {
  if (boot_images.empty()) return;
  std::vector<ComPtr<IBootOptions>> all;
  all.reserve(boot_images.size());
  for (const BootImage& boot : boot_images) all.push_back(MakeOptions(classes, boot, trouble));
  const auto image2 = ComPtr<IFileSystemImage>(image).TryAs<IFileSystemImage2>();
  if (image2) {
    Check(image2->put_BootImageOptionsArray(ArrayOf(all).Get()),
          "IFileSystemImage2::put_BootImageOptionsArray");
    return;
  }
  if (all.size() > 1) {
    throw com::ComError(E_NOINTERFACE, "IFileSystemImage2::put_BootImageOptionsArray",
                        L"This version of IMAPI2FS takes one boot image only.");
  }
  Check(image->put_BootImageOptions(all.front().Get()), "IFileSystemImage::put_BootImageOptions");
}

}  // namespace imapi2
