#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace virtual_drive::tree {

// The bytes of a file that is not on the disc yet.
//
// Size() is asked once, when a session is laid out; it must not change afterwards, and Read() must
// deliver exactly that many bytes. Implementations open what is behind them on the first Read(), so
// that a tree of 100,000 files costs no handles. Read() may be called from another thread than the
// one that built the tree, by one thread at a time.
class ContentSource {
 public:
  ContentSource() = default;
  ContentSource(const ContentSource&) = delete;
  ContentSource& operator=(const ContentSource&) = delete;
  virtual ~ContentSource() = default;

  // In bytes.
  virtual std::uint64_t Size() const = 0;

  // Fills the whole buffer from `offset` (bytes) on; offset + buffer.size() <= Size(). Throws
  // whatever the implementation throws: this layer passes it through untouched.
  virtual void Read(std::uint64_t offset, std::span<std::byte> buffer) = 0;

  // What a caller handed in to be read from, and may ask to have back; null where the bytes come
  // from elsewhere. Of what type it is, only this tree's owner knows: the compilers that build what
  // ships are told to leave out what dynamic_cast needs.
  virtual void* CallersObject() const noexcept { return nullptr; }
};

}  // namespace virtual_drive::tree
