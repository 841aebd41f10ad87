#include <filesystem>

#include "contract/virtual_imapi.h"
#include "image_under_test.h"
#include "virtual/session/virtual_imapi.h"

// The documented order of calls (behaviour.md, section 3) through recorder, format and image of the
// virtual drive together.
namespace image_test {
namespace {

class WholeDrive {
 public:
  explicit WholeDrive(std::shared_ptr<Session> session)
      : path_(std::filesystem::temp_directory_path() /
              ("imapi2-disc-" + std::to_string(GetCurrentProcessId()))),
        imapi_(virtual_drive::MakeObject<virtual_drive::VirtualImapi>(std::move(session))) {
    std::filesystem::remove(path_);
    REQUIRE(imapi_->AddDrive(path_.wstring().c_str(), IMAPI_MEDIA_TYPE_DVDPLUSRW, 0, 0,
                             id_.Put()) == S_OK);
  }
  WholeDrive(const WholeDrive&) = delete;
  WholeDrive& operator=(const WholeDrive&) = delete;
  ~WholeDrive() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  template <class T>
  ComPtr<T> Create(REFCLSID clsid) {
    ComPtr<IClassFactory> factory;
    REQUIRE(imapi_->GetClassObject(clsid, __uuidof(IClassFactory), factory.PutVoid()) == S_OK);
    ComPtr<T> object;
    REQUIRE(factory->CreateInstance(nullptr, __uuidof(T), object.PutVoid()) == S_OK);
    return object;
  }

  ComPtr<IDiscFormat2Data> Format() {
    const auto recorder = Create<IDiscRecorder2>(__uuidof(MsftDiscRecorder2));
    REQUIRE(recorder->InitializeDiscRecorder(id_.Get()) == S_OK);
    auto format = Create<IDiscFormat2Data>(__uuidof(MsftDiscFormat2Data));
    REQUIRE(format->put_Recorder(recorder.Get()) == S_OK);
    REQUIRE(format->put_ClientName(Bstr(L"image test").Get()) == S_OK);
    return format;
  }

 private:
  std::filesystem::path path_;
  ComPtr<virtual_drive::VirtualImapi> imapi_;
  Bstr id_;
};

ComPtr<IFileSystemImage3> Imported(WholeDrive& drive, const ComPtr<IDiscFormat2Data>& format) {
  const auto image = drive.Create<IFileSystemImage3>(__uuidof(MsftFileSystemImage));
  SAFEARRAY* raw = nullptr;
  REQUIRE(format->get_MultisessionInterfaces(&raw) == S_OK);
  const InterfaceArray interfaces(raw);
  REQUIRE(image->put_MultisessionInterfaces(raw) == S_OK);
  FsiFileSystems imported = FsiFileSystemNone;
  REQUIRE(image->ImportFileSystem(&imported) == S_OK);
  return image;
}

}  // namespace

TEST_CASE("a first session and an appended one, through the whole virtual drive") {
  const CountedSession counted;
  TextStream first(std::string(100'000, '1'));
  TextStream second(std::string(200'000, '2'));
  {
    WholeDrive drive(counted.session);
    const auto format = drive.Format();
    {
      const auto image = drive.Create<IFileSystemImage3>(__uuidof(MsftFileSystemImage));
      ComPtr<IDiscRecorder2> recorder;
      REQUIRE(format->get_Recorder(recorder.Put()) == S_OK);
      REQUIRE(image->ChooseImageDefaults(recorder.Get()) == S_OK);
      REQUIRE(AddFile(image, L"first", first) == S_OK);
      REQUIRE(format->Write(StreamOf(Result(image)).Get()) == S_OK);
    }
    {
      const auto image = Imported(drive, format);
      REQUIRE(AddFile(image, L"second", second) == S_OK);
      REQUIRE(format->Write(StreamOf(Result(image)).Get()) == S_OK);
    }
    LONG files = 0;
    REQUIRE(Imported(drive, format)->get_FileCount(&files) == S_OK);
    CHECK(files == 2);
    REQUIRE(format->put_Recorder(nullptr) == S_OK);
  }
  CHECK(first.references() == 0);
  CHECK(second.references() == 0);
}

}  // namespace image_test
