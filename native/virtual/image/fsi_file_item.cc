#include "virtual/image/fsi_file_item.h"

#include <utility>
#include <variant>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/image/content_reader.h"
#include "virtual/image/date_time.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/fsi_named_streams.h"
#include "virtual/image/fsi_path.h"
#include "virtual/image/read_only_stream.h"
#include "virtual/image/stream_source.h"
#include "virtual/image/utf16.h"
#include "virtual/tree/path.h"

namespace virtual_drive {
namespace {

// The stream that a caller gave, if one did. The same object goes back to them.
ComPtr<IStream> CallersStream(const tree::Content& content) {
  const auto* fresh = std::get_if<tree::New>(&content);
  if (!fresh) return nullptr;
  // Of the sources of an image's files, only StreamSource has one.
  return ComPtr<IStream>(static_cast<IStream*>(fresh->source->CallersObject()));
}

}  // namespace

FsiFileItem::FsiFileItem(ComPtr<FileSystemImage> image, std::shared_ptr<tree::File> file,
                         std::shared_ptr<tree::File> owner)
    : FsiItem(std::move(image), file), file_(std::move(file)), owner_(std::move(owner)) {}

HRESULT FsiFileItem::get_DataSize(LONGLONG* bytes) noexcept {
  return session()->Call("IFsiFileItem::get_DataSize", [&]() -> HRESULT {
    ClearOut(bytes, static_cast<LONGLONG>(Size()));
    return S_OK;
  });
}

HRESULT FsiFileItem::get_DataSize32BitLow(LONG* bytes) noexcept {
  return session()->Call("IFsiFileItem::get_DataSize32BitLow", [&]() -> HRESULT {
    ClearOut(bytes, static_cast<LONG>(static_cast<std::uint32_t>(Size())));
    return S_OK;
  });
}

HRESULT FsiFileItem::get_DataSize32BitHigh(LONG* bytes) noexcept {
  return session()->Call("IFsiFileItem::get_DataSize32BitHigh", [&]() -> HRESULT {
    ClearOut(bytes, static_cast<LONG>(Size() >> 32));
    return S_OK;
  });
}

HRESULT FsiFileItem::get_Data(IStream** data) noexcept {
  return session()->Call("IFsiFileItem::get_Data", [&]() -> HRESULT {
    ClearOut(data);
    const auto guard = model().Lock();
    if (const ComPtr<IStream> callers = CallersStream(file_->content())) {
      callers.CopyTo(data);
      return S_OK;
    }
    auto content = OpenContent(file_->content(), model().old_session(guard));
    *data =
        MakeObject<ContentStream>(session(), std::move(content), ToWide(file_->name())).Detach();
    return S_OK;
  });
}

HRESULT FsiFileItem::put_Data(IStream* data) noexcept {
  return session()->Call("IFsiFileItem::put_Data", [&]() -> HRESULT {
    if (!data) throw Error(E_POINTER, L"The file's data is null.");
    if (owner_) {  // sdk-api: get_IsNamedStream
      throw Error(hresult::IMAPI_E_READONLY,
                  L"A named stream gets other data by being added anew.");
    }
    const auto source = std::make_shared<StreamSource>(ComPtr<IStream>(data), file_->name());
    const tree::File changed(file_->name(), tree::New{source});
    tree::Content
        old;  // released after the lock: it may be the last reference to a caller's stream
    const auto guard = model().LockForChange();
    const std::uint64_t before = ImageTree::BlocksOf(*file_);
    const std::uint64_t after = ImageTree::BlocksOf(changed);
    model().RequireFileSystems(guard, *model().tree(guard).root(), changed);
    if (after > before) model().RequireRoom(guard, tree::PathOf(*file_), after - before);
    old = file_->content();
    file_->set_content(tree::New{source});
    model().tree(guard).Resized(*file_, before);
    return S_OK;
  });
}

HRESULT FsiFileItem::get_FsiNamedStreams(IFsiNamedStreams** streams) noexcept {
  return session()->Call("IFsiFileItem2::get_FsiNamedStreams", [&]() -> HRESULT {
    ClearOut(streams);
    RequireNoStream();
    FsiNamedStreams::Items items;
    const auto guard = model().Lock();
    if (file_->streams()) {
      for (const auto& stream : file_->streams()->children()) {
        const auto file = std::static_pointer_cast<tree::File>(stream);
        items.emplace_back(MakeObject<FsiFileItem>(image_, file, file_).Get());
      }
    }
    *streams = MakeObject<FsiNamedStreams>(session(), std::move(items)).Detach();
    return S_OK;
  });
}

HRESULT FsiFileItem::get_IsNamedStream(VARIANT_BOOL* value) noexcept {
  return session()->Call("IFsiFileItem2::get_IsNamedStream", [&]() -> HRESULT {
    ClearOut(value, owner_ ? VARIANT_TRUE : VARIANT_FALSE);
    return S_OK;
  });
}

HRESULT FsiFileItem::AddStream(BSTR name, IStream* data) noexcept {
  return session()->Call("IFsiFileItem2::AddStream", [&]() -> HRESULT {
    if (!name || !data) throw Error(E_POINTER, L"The stream has no name, or no data.");
    const std::u16string wanted = FromWide(View(name));
    RequireStreamName(wanted);
    const auto stream = std::make_shared<tree::File>(
        wanted, tree::New{std::make_shared<StreamSource>(ComPtr<IStream>(data), wanted)});
    const tree::Time now = Now();
    stream->set_times({now, now, now});
    const auto guard = model().LockForChange();
    // "regardless of the read only status of the image" (sdk-api: AddStream).
    if (model().old_session(guard))
      throw Error(hresult::IMAPI_E_READONLY, L"The image was imported: it takes no named streams.");
    RequireHeld(guard);
    const std::u16string path = Path() + u':' + wanted;
    if (file_->streams() && file_->streams()->Find(wanted)) throw fsi_errors::NameTaken(path);
    const HRESULT recorded = WhetherRecorded(guard);
    if (recorded == S_OK) model().RequireRoom(guard, path, ImageTree::BlocksOfStream(*stream));
    model().tree(guard).AddStream(file_, stream);
    return recorded;
  });
}

HRESULT FsiFileItem::RemoveStream(BSTR name) noexcept {
  return session()->Call("IFsiFileItem2::RemoveStream", [&]() -> HRESULT {
    if (!name) throw Error(E_POINTER, L"The stream has no name.");
    const auto guard = model().LockForChange();
    RequireHeld(guard);
    const auto stream = file_->streams() ? file_->streams()->Find(FromWide(View(name))) : nullptr;
    if (!stream) throw fsi_errors::InvalidParameter(L"name", L"the file has no such stream");
    model().tree(guard).RemoveStream(file_, stream);
    return WhetherRecorded(guard);
  });
}

HRESULT FsiFileItem::get_IsRealTime(VARIANT_BOOL* value) noexcept {
  return session()->Call("IFsiFileItem2::get_IsRealTime", [&]() -> HRESULT {
    ClearOut(value);
    RequireNoStream();
    const auto guard = model().Lock();
    *value = file_->real_time() ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

// Also while a result lives, which it doesn't change (sdk-api: put_IsRealTime).
HRESULT FsiFileItem::put_IsRealTime(VARIANT_BOOL value) noexcept {
  return session()->Call("IFsiFileItem2::put_IsRealTime", [&]() -> HRESULT {
    RequireNoStream();
    const auto guard = model().Lock();
    file_->set_real_time(value != VARIANT_FALSE);
    const bool recorded = !file_->real_time() || model().HasUdf(guard, 0x201);
    return recorded ? S_OK : hresult::IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
  });
}

std::uint64_t FsiFileItem::Size() const {
  const auto guard = model().Lock();
  return file_->size();
}

// A named stream is in no directory, and so can have none of its own.
void FsiFileItem::RequireHeld(const ImageModel::Locked& guard) const {
  if (!model().tree(guard).Holds(*file_)) throw fsi_errors::NotInFileSystem(file_->name());
}

void FsiFileItem::RequireNoStream() const {
  if (!owner_) return;
  throw Error(hresult::IMAPI_E_PROPERTY_NOT_ACCESSIBLE, L"A named stream has no such property.");
}

// UDF has named streams from revision 2.00 on. An image of less has them in memory only (sdk-api:
// AddStream).
HRESULT FsiFileItem::WhetherRecorded(const ImageModel::Locked& guard) const {
  return model().HasUdf(guard, 0x200) ? S_OK : hresult::IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
}

}  // namespace virtual_drive
