#include "imapi/image_result.h"

#include <ocidl.h>

#include <algorithm>
#include <iterator>

#include "com/bstr.h"
#include "com/com_error.h"
#include "imapi/block_range_reader.h"
#include "imapi/range_rules.h"

namespace imapi2 {
namespace {

using com::Bstr;
using com::Check;
using com::ComPtr;

constexpr char kCreate[] = "IFileSystemImage::CreateResultImage";

// Small enough for the processor's own cache.
constexpr size_t kPiece = 256 * 1024;

std::wstring NewIdentity() {
  GUID guid = {};
  Check(CoCreateGuid(&guid), "CoCreateGuid");
  wchar_t text[39] = {};
  StringFromGUID2(guid, text, static_cast<int>(std::size(text)));
  return text;
}

bool MeansWhole(HRESULT result) { return result == E_NOTIMPL || result == E_NOINTERFACE; }

}  // namespace

ResultObjects::ResultObjects(ImageObjects& image, const CancelToken& cancel,
                             const ImageProgressListener& listener)
    : trouble_(image.trouble()), identity_(NewIdentity()) {
  cancel.ThrowIfRequested(kCreate);
  // IMAPI2FS tells of files that are added (DFileSystemImageEvents::Update), and is not known to
  // tell anything of its own here.
  listener({ImageProgress::Phase::kCreate, {}, 0, -1});
  NamingSources(*trouble_, kCreate, [&] {
    const com::AdviseCookie events = ListenToCreation(image.image(), listener);
    Check(image.image()->CreateResultImage(result_.Put()), kCreate);
  });
  // IMAPI2FS can't be stopped while it makes one.
  cancel.ThrowIfRequested(kCreate);

  ComPtr<IStream> stream;
  Check(result_->get_ImageStream(stream.Put()), "IFileSystemImageResult::get_ImageStream");
  stream_ = std::make_unique<com::StreamReader>(std::move(stream));
  LONG total_blocks = 0;
  Check(result_->get_TotalBlocks(&total_blocks), "IFileSystemImageResult::get_TotalBlocks");
  total_blocks_ = static_cast<int32_t>(total_blocks);
  LONG block_size = 0;
  Check(result_->get_BlockSize(&block_size), "IFileSystemImageResult::get_BlockSize");
  block_size_ = static_cast<int32_t>(block_size);
  Bstr disc_id;
  Check(result_->get_DiscId(disc_id.Put()), "IFileSystemImageResult::get_DiscId");
  disc_id_ = disc_id.Text();
  listener({ImageProgress::Phase::kCreate, {}, total_blocks_, total_blocks_});
}

std::optional<BlockRanges> ResultObjects::ModifiedBlocks() const {
  constexpr char kOperation[] = "IFileSystemImageResult2::get_ModifiedBlocks";
  const auto result2 = result_.TryAs<IFileSystemImageResult2>();
  if (!result2) return std::nullopt;
  ComPtr<IBlockRangeList> list;
  const HRESULT result = result2->get_ModifiedBlocks(list.Put());
  if (MeansWhole(result)) {
    com::Expect(result);
    return std::nullopt;
  }
  Check(result, kOperation);
  // "Nothing was modified" would be an empty list; null is neither that nor "everything".
  if (!list) {
    throw Error(code::kRanges, kOperation, "The list of block ranges cannot be right: it is null");
  }
  return Judged(list.Get());
}

std::optional<BlockRanges> ResultObjects::StreamBlockRanges() const {
  ComPtr<IBlockRangeList> list;
  const HRESULT result = stream_->Get()->QueryInterface(__uuidof(IBlockRangeList), list.PutVoid());
  if (MeansWhole(result)) return std::nullopt;
  Check(result, "IStream::QueryInterface(IBlockRangeList)");
  try {
    return Judged(list.Get());
  } catch (const com::ComError& error) {
    if (MeansWhole(error.code())) return std::nullopt;
    throw;
  }
}

std::vector<std::string> ResultObjects::StreamInterfaces() const {
  struct Known {
    const char* name;
    IID iid;
  };
  const Known known[] = {
      {"ISequentialStream", __uuidof(ISequentialStream)},
      {"IStream", __uuidof(IStream)},
      {"IBlockRangeList", __uuidof(IBlockRangeList)},
      {"IDispatch", __uuidof(IDispatch)},
      {"IMarshal", __uuidof(IMarshal)},
      {"IAgileObject", __uuidof(IAgileObject)},
      {"IPersistStream", __uuidof(IPersistStream)},
      {"IProvideClassInfo", __uuidof(IProvideClassInfo)},
      {"ISupportErrorInfo", __uuidof(ISupportErrorInfo)},
      {"IConnectionPointContainer", __uuidof(IConnectionPointContainer)},
  };
  std::vector<std::string> answered;
  for (const auto& [name, iid] : known) {
    ComPtr<IUnknown> object;
    if (SUCCEEDED(stream_->Get()->QueryInterface(iid, object.PutVoid()))) {
      answered.emplace_back(name);
    }
  }
  return answered;
}

BlockRanges ResultObjects::Judged(IBlockRangeList* list) const {
  BlockRanges ranges = ReadBlockRanges(list);
  JudgeRanges(ranges, {.image_blocks = total_blocks_, .medium_blocks = {}, .write_unit = {}},
              ListOrigin::kImage, "IBlockRangeList::get_BlockRanges");
  return ranges;
}

std::vector<ProgressItem> ResultObjects::ProgressItems() const {
  ComPtr<IProgressItems> items;
  Check(result_->get_ProgressItems(items.Put()), "IFileSystemImageResult::get_ProgressItems");
  ComPtr<IEnumProgressItems> each;
  Check(items->get_EnumProgressItems(each.Put()), "IProgressItems::get_EnumProgressItems");
  std::vector<ProgressItem> found;
  for (;;) {
    ComPtr<IProgressItem> item;
    ULONG fetched = 0;
    const HRESULT result = Check(each->Next(1, item.Put(), &fetched), "IEnumProgressItems::Next");
    if (result != S_OK || fetched == 0) return found;
    Bstr description;
    Check(item->get_Description(description.Put()), "IProgressItem::get_Description");
    ULONG first = 0;
    Check(item->get_FirstBlock(&first), "IProgressItem::get_FirstBlock");
    ULONG last = 0;
    Check(item->get_LastBlock(&last), "IProgressItem::get_LastBlock");
    found.push_back(
        {description.Text(), static_cast<uint32_t>(first), static_cast<uint32_t>(last)});
  }
}

void ResultObjects::Read(int64_t start_block, std::span<uint8_t> bytes) {
  constexpr char kOperation[] = "IStream::Read";
  const auto blocks = static_cast<int64_t>(bytes.size()) / kBlockSize;
  if (start_block < 0 || start_block + blocks > total_blocks_) {
    throw Error(code::kInvalidArgument, kOperation, "The blocks lie outside the image");
  }
  NamingSources(*trouble_, kOperation,
                [&] { stream_->ReadAt(static_cast<uint64_t>(start_block * kBlockSize), bytes); });
}

void ResultObjects::ReadInPieces(int64_t start_block, size_t size,
                                 const std::function<void(std::span<const uint8_t>)>& sink) {
  piece_.resize(kPiece);
  while (size > 0) {
    const auto bytes = std::span(piece_).first(std::min(size, kPiece));
    Read(start_block, bytes);
    sink(bytes);
    start_block += static_cast<int64_t>(bytes.size()) / kBlockSize;
    size -= bytes.size();
  }
}

void ImageResult::RequireUnspent(const char* operation) const {
  if (!spent_) return;
  throw Error(code::kResultSpent, operation,
              "This result was recorded already: make the image and its result anew");
}

}  // namespace imapi2
