#include "imapi/image_events.h"

#include <utility>

#include "com/bstr.h"
#include "com/com_error.h"
#include "com/event_sink.h"
#include "com/variant.h"

namespace imapi2 {
namespace {

// Invoke's arguments stand last to first.
LONG NumberAt(const DISPPARAMS& arguments, UINT index) {
  return com::LongOf(arguments.rgvarg[arguments.cArgs - 1 - index]).value_or(0);
}
BSTR TextAt(const DISPPARAMS& arguments, UINT index) {
  const VARIANT& value = arguments.rgvarg[arguments.cArgs - 1 - index];
  return V_VT(&value) == VT_BSTR ? V_BSTR(&value) : nullptr;
}

// No exception may leave a sink: its caller is IMAPI2FS. Progress that there is no memory for is
// not told; nor is any once the sink was silenced.
HRESULT Tell(const ImageProgressListener& listener, ImageProgress::Phase phase, BSTR item,
             int64_t done, int64_t total) noexcept {
  if (!listener) return S_OK;
  try {
    listener({phase, std::wstring(com::Bstr::View(item)), done, total});
    return S_OK;
  } catch (...) {
    return E_OUTOFMEMORY;
  }
}

// Servers call Invoke; both sinks answer a call through the vtable as well, because their
// interfaces have one.
class CreationSink final : public com::EventSink<DFileSystemImageEvents> {
 public:
  explicit CreationSink(ImageProgressListener listener) : listener_(std::move(listener)) {}

  void Silence() noexcept override { listener_ = nullptr; }

  HRESULT STDMETHODCALLTYPE Update(IDispatch*, BSTR file, LONG copied, LONG total) override {
    return Tell(listener_, ImageProgress::Phase::kCreate, file, copied, total);
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* arguments, VARIANT*,
                                   EXCEPINFO*, UINT*) override {
    if (id != DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE) return DISP_E_MEMBERNOTFOUND;
    if (arguments == nullptr || arguments->cArgs != 4) return DISP_E_BADPARAMCOUNT;
    return Update(nullptr, TextAt(*arguments, 1), NumberAt(*arguments, 2), NumberAt(*arguments, 3));
  }

 private:
  ImageProgressListener listener_;
};

class ImportSink final : public com::EventSink<DFileSystemImageImportEvents> {
 public:
  explicit ImportSink(ImageProgressListener listener) : listener_(std::move(listener)) {}

  void Silence() noexcept override { listener_ = nullptr; }

  HRESULT STDMETHODCALLTYPE UpdateImport(IDispatch*, FsiFileSystems, BSTR item, LONG directories,
                                         LONG total_directories, LONG files,
                                         LONG total_files) override {
    // -1: ISO 9660 and Joliet do not say how many there are.
    const bool known = total_files >= 0 && total_directories >= 0;
    const int64_t total = known ? int64_t{total_directories} + total_files : -1;
    return Tell(listener_, ImageProgress::Phase::kImport, item, int64_t{directories} + files,
                total);
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* arguments, VARIANT*,
                                   EXCEPINFO*, UINT*) override {
    if (id != DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT) return DISP_E_MEMBERNOTFOUND;
    if (arguments == nullptr || arguments->cArgs != 7) return DISP_E_BADPARAMCOUNT;
    return UpdateImport(nullptr, FsiFileSystemUnknown, TextAt(*arguments, 2),
                        NumberAt(*arguments, 3), NumberAt(*arguments, 4), NumberAt(*arguments, 5),
                        NumberAt(*arguments, 6));
  }

 private:
  ImageProgressListener listener_;
};

template <typename Sink, typename Events>
com::AdviseCookie Listen(IUnknown* image, ImageProgressListener listener) {
  const auto sink = com::ComPtr<com::EventSink<Events>>::Attach(new Sink(std::move(listener)));
  try {
    return com::AdviseCookie(image, sink);
  } catch (const com::ComError&) {
    return {};
  }
}

}  // namespace

com::AdviseCookie ListenToImport(IUnknown* image, ImageProgressListener listener) {
  return Listen<ImportSink, DFileSystemImageImportEvents>(image, std::move(listener));
}

com::AdviseCookie ListenToCreation(IUnknown* image, ImageProgressListener listener) {
  return Listen<CreationSink, DFileSystemImageEvents>(image, std::move(listener));
}

}  // namespace imapi2
