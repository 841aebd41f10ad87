#include "imapi/image_entries.h"

namespace imapi2 {
namespace {

// The bytes that it brings.
uint64_t AddEntry(ImageObjects& image, const NewEntry& entry, const AddOptions& options) {
  if (entry.source) return image.AddFile(*entry.source, entry.destination, options);
  image.MakeFolders(entry.destination);
  return 0;
}

}  // namespace

EntriesAdded AddEntries(ImageObjects& image, std::span<const NewEntry> entries, bool replace,
                        std::chrono::milliseconds turn, const CancelToken& cancel) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + turn;
  AddOptions options;
  options.replace = replace;
  options.readable = true;
  EntriesAdded added;
  for (const NewEntry& entry : entries) {
    if (cancel.requested()) break;
    try {
      added.bytes += AddEntry(image, entry, options);
    } catch (...) {
      added.failure = std::current_exception();
      break;
    }
    ++added.count;
    if (Clock::now() >= end) break;
  }
  return added;
}

}  // namespace imapi2
