// Many entries of a tree at once, so that not each of them has to come to the image's worker.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>

#include "imapi/cancel_token.h"
#include "imapi/image.h"

namespace imapi2 {

struct NewEntry {
  // Empty: a folder.
  std::optional<std::wstring> source;
  std::wstring destination;
};

struct EntriesAdded {
  // So many, from the first on, are in the image.
  size_t count = 0;
  // Of the files among them.
  uint64_t bytes = 0;
  // Why the entry behind them is not; null where it was not tried.
  std::exception_ptr failure;
};

// Adds them in their order, and stops behind the first that fails, at a request to stop, and as
// soon as its turn is over: others wait for the worker too, and somebody watches the progress.
// Whoever calls goes on from there. A turn that has begun adds one entry at least. A source that
// can't be opened now fails now, while it can still be left out.
EntriesAdded AddEntries(ImageObjects& image, std::span<const NewEntry> entries, bool replace,
                        std::chrono::milliseconds turn, const CancelToken& cancel);

}  // namespace imapi2
