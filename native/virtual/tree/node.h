#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "virtual/tree/content.h"

// The file tree of an image: what imapi2fs calls FsiItems, before it becomes blocks.
//
// Thread rule: a tree belongs to one thread at a time, nodes handed out of it included.
namespace virtual_drive::tree {

// UTC. UDF keeps microseconds (ECMA-167 1/7.3).
using Time = std::chrono::sys_time<std::chrono::microseconds>;

struct Times {
  Time creation{};
  Time access{};
  Time modification{};

  bool operator==(const Times&) const = default;
};

enum class TreeErrorKind {
  kNameRefused,  // ProblemWithName() says why
  kNameTaken,    // the directory has a node of that name, ignoring case
  kNotFound,
  kNotADirectory,  // a path goes on below a file
  kHasParent,      // the node is in a tree already
  kCycle,          // a directory can't be put below itself
  kNoStream,       // only a file that has no named streams of its own can be one
};

class TreeError : public std::runtime_error {
 public:
  TreeError(TreeErrorKind kind, const std::string& message)
      : std::runtime_error(message), kind_(kind) {}
  TreeErrorKind kind() const noexcept { return kind_; }

 private:
  TreeErrorKind kind_;
};

class Directory;

class Node {
 public:
  enum class Kind { kFile, kDirectory };

  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  virtual ~Node() = default;

  Kind kind() const noexcept { return kind_; }
  bool is_directory() const noexcept { return kind_ == Kind::kDirectory; }
  const std::u16string& name() const noexcept { return name_; }  // of a root: empty
  // The directory this node is in; null for a root and for a node that was taken out.
  Directory* parent() const noexcept { return parent_; }

  const Times& times() const noexcept { return times_; }
  void set_times(const Times& times) noexcept { times_ = times; }
  bool hidden() const noexcept { return hidden_; }
  void set_hidden(bool hidden) noexcept { hidden_ = hidden; }

 protected:
  Node(Kind kind, std::u16string name) : kind_(kind), name_(std::move(name)) {}

 private:
  friend class Directory;

  Kind kind_;
  bool hidden_ = false;
  Directory* parent_ = nullptr;
  std::u16string name_;
  Times times_;
};

class File final : public Node {
 public:
  explicit File(std::u16string name, Content content = {})
      : Node(Kind::kFile, std::move(name)), content_(std::move(content)) {}

  const Content& content() const noexcept { return content_; }
  void set_content(Content content) { content_ = std::move(content); }
  std::uint64_t size() const { return SizeOf(content_); }  // bytes

  // Asks for a least rate of transfer, as audio and video do.
  bool real_time() const noexcept { return real_time_; }
  void set_real_time(bool real_time) noexcept { real_time_ = real_time; }

  // The named streams of the file, in a directory that Directory::OfStreams made. Null, or empty,
  // where there are none.
  const std::shared_ptr<Directory>& streams() const noexcept { return streams_; }
  void set_streams(std::shared_ptr<Directory> streams) noexcept { streams_ = std::move(streams); }

  // Of a named stream: it tells about the file and is no user's data (ECMA-167 4/14.4.3, bit 4).
  bool metadata() const noexcept { return metadata_; }
  void set_metadata(bool metadata) noexcept { metadata_ = metadata; }

 private:
  Content content_;
  std::shared_ptr<Directory> streams_;
  bool real_time_ = false;
  bool metadata_ = false;
};

class Directory final : public Node {
 public:
  struct ByName {
    using is_transparent = void;
    bool operator()(const std::shared_ptr<Node>& left,
                    const std::shared_ptr<Node>& right) const noexcept;
    bool operator()(const std::shared_ptr<Node>& left, std::u16string_view right) const noexcept;
    bool operator()(std::u16string_view left, const std::shared_ptr<Node>& right) const noexcept;
  };
  using Children = std::set<std::shared_ptr<Node>, ByName>;

  explicit Directory(std::u16string name = {}) : Node(Kind::kDirectory, std::move(name)) {}
  // For the named streams of a file: they are files without streams of their own, under names of
  // other rules (name.h). It has no name itself and stands in no directory.
  static std::shared_ptr<Directory> OfStreams();
  // Takes apart whatever hangs below and is held by nobody else, without recursion: a path may be
  // as deep as memory.
  ~Directory() override;

  // In the order of CompareIgnoringCase. Never holds null, nor two names that differ in case only.
  const Children& children() const noexcept { return children_; }

  // Null when there is none.
  std::shared_ptr<Node> Find(std::u16string_view name) const;

  // Throws TreeError kNameRefused, kNameTaken, kHasParent, kCycle, kNoStream; the tree is then
  // unchanged.
  void Add(std::shared_ptr<Node> node);
  // As Add, but a node of the same name is taken out first and returned (null when there was none).
  std::shared_ptr<Node> Replace(std::shared_ptr<Node> node);
  // Returns what was taken out, with everything below it. Throws TreeError kNotFound.
  std::shared_ptr<Node> Remove(std::u16string_view name);
  // Throws TreeError kNotFound, kNameRefused, kNameTaken. Changing nothing but the case is allowed.
  void Rename(std::u16string_view name, std::u16string new_name);
  void Clear();

 private:
  void CheckAddable(const Node& node) const;

  Children children_;
  bool of_streams_ = false;
};

}  // namespace virtual_drive::tree
