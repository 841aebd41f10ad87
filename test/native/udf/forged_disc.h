// A small disc to be damaged, and what reading it comes to.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

#include "sources.h"
#include "sparse_disc.h"
#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"

namespace virtual_drive::udf::test {

// \dir, with \dir\below and \dir\file (3000 bytes) in it.
inline SparseDisc SmallDisc(std::uint16_t revision = 0x0201) {
  tree::Directory root;
  auto directory = AddDirectory(root, u"dir");
  AddDirectory(*directory, u"below");
  directory->Add(PatternFile(u"file", 3000, 1));
  SparseDisc disc(2000);
  disc.Apply(Session(root, nullptr, Options(revision)));
  return disc;
}

// Where its parts lie. The data of a directory follows its entry.
constexpr std::uint32_t kRecognitionStart = 16;
constexpr std::uint32_t kIntegritySequence = 32;
constexpr std::uint32_t kMainVds = 64;
constexpr std::uint32_t kReserveVds = 96;
constexpr std::uint32_t kPartition = 544;  // its first block holds the file set
constexpr std::uint32_t kRoot = 546;
constexpr std::uint32_t kDir = 548;
constexpr std::uint32_t kBelow = 550;
constexpr std::uint32_t kFile = 552;
constexpr std::uint32_t kFree = 1000;  // nothing is recorded from here on

// Fields of an extended file entry (ECMA-167 4/14.17), as the disc has it with revision 2.01: flags
// of the ICB tag, information length, bytes of attributes and of allocation descriptors, and the
// first of these, where there are no attributes.
constexpr std::size_t kFlags = 34;
constexpr std::size_t kSize = 56;
constexpr std::size_t kAttributeBytes = 208;
constexpr std::size_t kDescriptorBytes = 212;
constexpr std::size_t kDescriptors = 216;

// Of both descriptor sequences, the block of each descriptor.
constexpr std::uint32_t kPrimary = 0;
constexpr std::uint32_t kPartitionDescriptor = 2;
constexpr std::uint32_t kLogicalVolume = 3;
constexpr std::uint32_t kTerminator = 5;

// Nothing when the disc is read.
inline std::optional<FormatErrorKind> ErrorOf(SectorSource& disc, std::uint32_t total,
                                              const ReadLimits& limits = {}) {
  try {
    ReadVolume(disc, total, limits);
    return std::nullopt;
  } catch (const FormatError& error) {
    return error.kind();
  }
}

// One field of a descriptor and what it is made to say, in 1, 2 or 4 bytes.
struct Damage {
  const char* what;
  std::size_t bp;
  std::uint32_t value;
  std::size_t bytes;
};

inline void Put(std::span<std::byte> descriptor, const Damage& damage) {
  for (std::size_t i = 0; i < damage.bytes; ++i)
    Put8(descriptor, damage.bp + i, static_cast<std::uint8_t>(damage.value >> (8 * i)));
}

inline void PutText(std::span<std::byte> descriptor, std::size_t bp, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    Put8(descriptor, bp + i, static_cast<std::uint8_t>(text[i]));
}

// Changes a descriptor and gives it a valid tag again, as a hostile writer would.
template <typename Change>
void Forge(SparseDisc& disc, std::uint32_t lba, Change change) {
  BlockBytes block;
  disc.Read(lba, block);
  change(std::span<std::byte>(block));
  const auto size = std::size_t{16} + Get16(block, 10);
  SealTag(std::span(block).first(size), static_cast<TagId>(Get16(block, 0)),
          Get16(block, 2) == 3 ? 0x0201 : 0x0102, Get32(block, 12));
  disc.Write(lba, block);
}

// The same in the main and in the reserve sequence.
template <typename Change>
void ForgeSequences(SparseDisc& disc, std::uint32_t descriptor, Change change) {
  for (const std::uint32_t sequence : {kMainVds, kReserveVds})
    Forge(disc, sequence + descriptor, change);
}

// The file identifier of `name` in the data of a directory (ECMA-167 4/14.4), with a valid tag.
template <typename Change>
void ForgeIdentifier(SparseDisc& disc, std::uint32_t lba, std::string_view name, Change change) {
  BlockBytes block;
  disc.Read(lba, block);
  for (std::size_t bp = 0; bp < kBlockSize && Get16(block, bp) != 0;) {
    const std::size_t length = Get8(block, bp + 19);
    const std::size_t size = (38 + length + 3) / 4 * 4;
    const auto identifier = std::span(block).subspan(bp, size);
    // Behind the compression id.
    const std::string_view found(reinterpret_cast<const char*>(identifier.data()) + 39,
                                 length == 0 ? 0 : length - 1);
    if (found == name) {
      change(identifier);
      SealTag(identifier, TagId::kFileIdentifier, 0x0201, lba - kPartition);
      disc.Write(lba, block);
      return;
    }
    bp += size;
  }
  throw std::logic_error("there is no such identifier");
}

// Where the data of \dir\file is. Behind its two blocks the write unit is empty, and in the
// partition.
inline std::uint32_t DataOfFile(SparseDisc& disc) {
  BlockBytes entry;
  disc.Read(kFile, entry);
  return kPartition + Get32(entry, kDescriptors + 4);
}

// What is read of \dir\file.
inline const tree::File* FileOf(const Volume& volume) {
  const auto directory = volume.root->Find(u"dir");
  const auto file = static_cast<const tree::Directory&>(*directory).Find(u"file");
  return static_cast<const tree::File*>(file.get());
}

}  // namespace virtual_drive::udf::test
