// Our own streams for IDiscFormat2Data::Write, where handing it the image's own would do something
// else.
#pragma once

#include <imapi2.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "com/com_ptr.h"
#include "com/stream_reader.h"
#include "imapi/block_range.h"
#include "imapi/cancel_token.h"

namespace imapi2 {

// The image without its list of block ranges: a whole burn of an appended image must not become a
// modified one. Both also fail a Read where a cancel was asked for and no event has come in which
// CancelWrite could be called.
com::ComPtr<IStream> HideBlockRanges(com::StreamReader& image,
                                     std::shared_ptr<const CancelToken> cancel);
// Where and how many bytes were asked for, on the thread that asked. Must be quick, must not throw.
using ReadObserver = std::function<void(uint64_t offset, uint64_t bytes)>;

// The image with a caller's list: IStream and IBlockRangeList at once.
com::ComPtr<IStream> WithBlockRanges(com::StreamReader& image, BlockRanges ranges,
                                     std::shared_ptr<const CancelToken> cancel,
                                     ReadObserver observer = {});

// An .iso file, held open against writers for as long as the stream lives. Error
// (kSourceUnreadable) names the file.
com::ComPtr<IStream> OpenIsoFile(const std::wstring& path);

// The image with `tail` behind it: what a drive records are whole write units.
com::ComPtr<IStream> WithTail(com::StreamReader& image, std::vector<uint8_t> tail);

}  // namespace imapi2
