#include "virtual/image/boot_options.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/read_only_stream.h"
#include "virtual/image/stream_source.h"

namespace virtual_drive {
namespace {

struct Floppy {
  EmulationType emulation;
  std::uint64_t bytes;
};
// 80 cylinders of 15, 18 and 36 sectors on two sides.
constexpr Floppy kFloppies[] = {{Emulation12MFloppy, 1'228'800},
                                {Emulation144MFloppy, 1'474'560},
                                {Emulation288MFloppy, 2'949'120}};

Error BadImage(std::wstring_view why) {
  return Error(hresult::IMAPI_E_BOOT_IMAGE_DATA, L"The boot image " + std::wstring(why) + L".");
}

void RequireSize(EmulationType emulation, std::uint64_t bytes) {
  for (const Floppy& floppy : kFloppies) {
    if (floppy.emulation != emulation || floppy.bytes == bytes) continue;
    throw Error(hresult::IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
                L"The boot image has " + std::to_wstring(bytes) +
                    L" bytes; a floppy of that kind " + L"has " + std::to_wstring(floppy.bytes) +
                    L".");
  }
}

std::uint64_t SizeOf(IStream& stream) {
  STATSTG status = {};
  if (FAILED(stream.Stat(&status, STATFLAG_NONAME))) throw BadImage(L"can't say how large it is");
  const std::uint64_t bytes = status.cbSize.QuadPart;
  if (bytes == 0) throw BadImage(L"is empty");
  if (bytes > std::numeric_limits<LONG>::max()) throw BadImage(L"is larger than 2 GiB");
  return bytes;
}

ComPtr<IStream> ImageOf(IBootOptions& options) {
  ComPtr<IStream> image;
  Check(options.get_BootImage(image.Put()));
  if (!image) throw BadImage(L"has not been assigned");
  SizeOf(*image);
  return image;
}

class Bytes final : public tree::ContentSource {
 public:
  explicit Bytes(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t Size() const override { return bytes_.size(); }
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override {
    std::ranges::copy(std::span(bytes_).subspan(static_cast<std::size_t>(offset), buffer.size()),
                      buffer.begin());
  }

 private:
  const std::vector<std::byte> bytes_;
};

// The catalog's texts are ASCII.
std::string Ascii(std::wstring_view text) {
  std::string ascii;
  for (const wchar_t unit : text)
    ascii += unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '_';
  return ascii;
}

}  // namespace

HRESULT BootImageOptions::get_BootImage(IStream** image) noexcept {
  return session()->Call("IBootOptions::get_BootImage", [&]() -> HRESULT {
    ClearOut(image);
    const std::scoped_lock lock(mutex_);
    if (image_) image_.CopyTo(image);
    return S_OK;
  });
}

HRESULT BootImageOptions::get_Manufacturer(BSTR* name) noexcept {
  return session()->Call("IBootOptions::get_Manufacturer", [&]() -> HRESULT {
    ClearOut(name);
    const std::scoped_lock lock(mutex_);
    *name = Bstr(manufacturer_).Detach();
    return S_OK;
  });
}

HRESULT BootImageOptions::put_Manufacturer(BSTR name) noexcept {
  return session()->Call("IBootOptions::put_Manufacturer", [&]() -> HRESULT {
    const std::scoped_lock lock(mutex_);
    manufacturer_ = View(name);
    return S_OK;
  });
}

HRESULT BootImageOptions::get_PlatformId(PlatformId* platform) noexcept {
  return session()->Call("IBootOptions::get_PlatformId", [&]() -> HRESULT {
    ClearOut(platform);
    const std::scoped_lock lock(mutex_);
    *platform = platform_;
    return S_OK;
  });
}

HRESULT BootImageOptions::put_PlatformId(PlatformId platform) noexcept {
  return session()->Call("IBootOptions::put_PlatformId", [&]() -> HRESULT {
    if (platform != PlatformX86 && platform != PlatformPowerPC && platform != PlatformMac &&
        platform != PlatformEFI) {
      throw fsi_errors::InvalidParameter(L"newVal", L"there is no such platform");
    }
    const std::scoped_lock lock(mutex_);
    platform_ = platform;
    return S_OK;
  });
}

HRESULT BootImageOptions::get_Emulation(EmulationType* emulation) noexcept {
  return session()->Call("IBootOptions::get_Emulation", [&]() -> HRESULT {
    ClearOut(emulation);
    const std::scoped_lock lock(mutex_);
    *emulation = emulation_;
    return S_OK;
  });
}

HRESULT BootImageOptions::put_Emulation(EmulationType emulation) noexcept {
  return session()->Call("IBootOptions::put_Emulation", [&]() -> HRESULT {
    if (emulation < EmulationNone || emulation > EmulationHardDisk)
      throw fsi_errors::InvalidParameter(L"newVal", L"there is no such emulation");
    const std::scoped_lock lock(mutex_);
    if (image_) RequireSize(emulation, size_);
    emulation_ = emulation;
    return S_OK;
  });
}

HRESULT BootImageOptions::get_ImageSize(ULONG* bytes) noexcept {
  return session()->Call("IBootOptions::get_ImageSize", [&]() -> HRESULT {
    ClearOut(bytes);
    const std::scoped_lock lock(mutex_);
    *bytes = size_;
    return S_OK;
  });
}

// A floppy's size chooses that floppy's emulation (sdk-api: IBootOptions::AssignBootImage); another
// size can't stay with one.
HRESULT BootImageOptions::AssignBootImage(IStream* image) noexcept {
  return session()->Call("IBootOptions::AssignBootImage", [&]() -> HRESULT {
    if (!image) throw Error(E_POINTER, L"The boot image is null.");
    const std::uint64_t bytes = SizeOf(*image);
    const auto floppy = std::ranges::find(kFloppies, bytes, &Floppy::bytes);
    ComPtr<IStream> given(image);
    const std::scoped_lock lock(mutex_);
    std::swap(image_, given);
    size_ = static_cast<ULONG>(bytes);
    if (floppy != std::end(kFloppies)) {
      emulation_ = floppy->emulation;
    } else if (emulation_ != EmulationHardDisk) {
      emulation_ = EmulationNone;
    }
    return S_OK;
  });
}

ComPtr<IBootOptions> CopyBootOptions(const std::shared_ptr<Session>& session,
                                     IBootOptions& options) {
  StreamSource image(ImageOf(options), u"boot image");
  std::vector<std::byte> bytes(static_cast<std::size_t>(image.Size()));
  try {
    image.Read(0, bytes);
  } catch (const Error&) {
    throw BadImage(L"can't be read");
  }
  Bstr manufacturer;
  PlatformId platform = PlatformX86;
  EmulationType emulation = EmulationNone;
  Check(options.get_Manufacturer(manufacturer.Put()));
  Check(options.get_PlatformId(&platform));
  Check(options.get_Emulation(&emulation));
  const auto stream = MakeObject<ContentStream>(session, std::make_shared<Bytes>(std::move(bytes)),
                                                std::wstring(L"boot image"));
  const auto copy = MakeObject<BootImageOptions>(session);
  Check(copy->AssignBootImage(stream.Get()));
  Check(copy->put_Manufacturer(manufacturer.Get()));
  Check(copy->put_PlatformId(platform));
  Check(copy->put_Emulation(emulation));
  return ComPtr<IBootOptions>(copy.Get());
}

iso::BootImage ToBootImage(IBootOptions& options) {
  Bstr manufacturer;
  PlatformId platform = PlatformX86;
  EmulationType emulation = EmulationNone;
  Check(options.get_Manufacturer(manufacturer.Put()));
  Check(options.get_PlatformId(&platform));
  Check(options.get_Emulation(&emulation));
  iso::BootImage image;
  image.source = std::make_shared<StreamSource>(ImageOf(options), u"boot image");
  RequireSize(emulation, image.source->Size());
  image.platform = static_cast<iso::BootPlatform>(platform);
  image.emulation = static_cast<iso::BootEmulation>(emulation);
  image.manufacturer = Ascii(View(manufacturer.Get()));
  if (emulation == EmulationHardDisk) image.system_type = iso::ReadSystemType(*image.source);
  return image;
}

}  // namespace virtual_drive
