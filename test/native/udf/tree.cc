#include <doctest.h>

#include "sources.h"
#include "virtual/tree/name.h"
#include "virtual/tree/path.h"

using namespace virtual_drive;
using tree::NameProblem;
using tree::TreeErrorKind;

namespace {

template <typename Action>
TreeErrorKind KindOf(Action action) {
  try {
    action();
  } catch (const tree::TreeError& error) {
    return error.kind();
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace

TEST_CASE("a name is refused for exactly the reason that it can't be recorded") {
  CHECK(tree::ProblemWithName(u"") == NameProblem::kEmpty);
  CHECK(tree::ProblemWithName(u".") == NameProblem::kDotOrDotDot);
  CHECK(tree::ProblemWithName(u"..") == NameProblem::kDotOrDotDot);
  CHECK(tree::ProblemWithName(u"...") == NameProblem::kNone);
  CHECK(tree::ProblemWithName(u"a/b") == NameProblem::kSeparator);
  CHECK(tree::ProblemWithName(u"a\\b") == NameProblem::kSeparator);
  CHECK(tree::ProblemWithName(std::u16string(1, u'\0')) == NameProblem::kControlCharacter);
  CHECK(tree::ProblemWithName(u"tab\t") == NameProblem::kControlCharacter);
  CHECK(tree::ProblemWithName(std::u16string(254, u'a')) == NameProblem::kNone);
  CHECK(tree::ProblemWithName(std::u16string(255, u'a')) == NameProblem::kTooLong);
  CHECK(tree::ProblemWithName(std::u16string(127, u'\u4e2d')) == NameProblem::kNone);
  CHECK(tree::ProblemWithName(std::u16string(128, u'\u4e2d')) == NameProblem::kTooLong);
}

TEST_CASE("a refused name says in a sentence what is wrong with it") {
  const auto refusal = [](std::u16string name) {
    tree::Directory root;
    try {
      root.Add(std::make_shared<tree::File>(std::move(name)));
    } catch (const tree::TreeError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refusal(u"a").empty());
  CHECK(refusal(u"") == "The name is empty.");
  CHECK(refusal(u"..") == "The name names the directory itself or its parent.");
  CHECK(refusal(u"a\\b") == "The name holds a path separator.");
  CHECK(refusal(u"a\x7F") == "The name holds a control character.");
  CHECK(refusal(std::u16string(255, u'a')) == "The name is longer than 254 bytes of OSTA CS0.");
  CHECK(std::string(tree::Describe(NameProblem::kNone)) == "is allowed");
}

TEST_CASE("names are found and unique without regard to case, in several scripts") {
  tree::Directory root;
  root.Add(std::make_shared<tree::File>(u"Stra\u00dfe \u00c4\u0416\u03a9.txt"));
  CHECK(root.Find(u"STRA\u00dfE \u00e4\u0436\u03c9.TXT"));
  CHECK_FALSE(root.Find(u"STRASSE \u00e4\u0436\u03c9.TXT"));
  CHECK(KindOf([&] {
          root.Add(std::make_shared<tree::File>(u"stra\u00dfe \u00e4\u0436\u03c9.txt"));
        }) == TreeErrorKind::kNameTaken);
}

TEST_CASE("a path is found with either separator and leads to the path of its node") {
  auto root = std::make_shared<tree::Directory>();
  auto a = udf::test::AddDirectory(*root, u"a");
  auto b = udf::test::AddDirectory(*a, u"b");
  auto file = std::make_shared<tree::File>(u"File.txt");
  b->Add(file);
  CHECK(tree::FindByPath(root, u"\\a/B\\file.TXT") == file);
  CHECK(tree::FindByPath(root, u"") == root);
  CHECK(tree::FindByPath(root, u"\\") == root);
  CHECK_FALSE(tree::FindByPath(root, u"a\\file.txt"));
  CHECK_FALSE(tree::FindByPath(root, u"a\\b\\file.txt\\c"));
  CHECK(tree::PathOf(*file) == u"\\a\\b\\File.txt");
  CHECK(tree::PathOf(*root) == u"\\");
  CHECK(tree::CountBelow(*root).files == 1);
  CHECK(tree::CountBelow(*root).directories == 2);
  a->Add(udf::test::PatternFile(u"new", 5000, 1));
  CHECK(tree::CountBelow(*root).files == 2);
}

TEST_CASE("a node is in one place, and no directory is below itself") {
  tree::Directory root;
  auto a = udf::test::AddDirectory(root, u"a");
  auto b = udf::test::AddDirectory(*a, u"b");
  CHECK(KindOf([&] { root.Add(b); }) == TreeErrorKind::kHasParent);
  CHECK(KindOf([&] { root.Remove(u"x"); }) == TreeErrorKind::kNotFound);
  const auto removed = root.Remove(u"A");
  CHECK(removed == a);
  CHECK(a->parent() == nullptr);
  CHECK(KindOf([&] { b->Add(a); }) == TreeErrorKind::kCycle);
  CHECK(KindOf([&] { a->Add(a); }) == TreeErrorKind::kCycle);
}

TEST_CASE("renaming may change the case alone but not take another's name") {
  tree::Directory root;
  root.Add(std::make_shared<tree::File>(u"one"));
  root.Add(std::make_shared<tree::File>(u"two"));
  root.Rename(u"one", u"ONE");
  CHECK(root.Find(u"one")->name() == u"ONE");
  CHECK(KindOf([&] { root.Rename(u"one", u"TWO"); }) == TreeErrorKind::kNameTaken);
  CHECK(KindOf([&] { root.Rename(u"one", u"a/b"); }) == TreeErrorKind::kNameRefused);
  CHECK(KindOf([&] { root.Rename(u"three", u"four"); }) == TreeErrorKind::kNotFound);
  const auto old = root.Replace(std::make_shared<tree::File>(u"One"));
  CHECK(old->name() == u"ONE");
  CHECK(old->parent() == nullptr);
  CHECK(root.children().size() == 2);
}

TEST_CASE("a tree as deep as it is large is taken apart without recursion") {
  auto root = std::make_shared<tree::Directory>();
  std::shared_ptr<tree::Directory> at = root;
  for (int i = 0; i < 200'000; ++i) at = udf::test::AddDirectory(*at, u"d");
  const auto kept = at;
  at.reset();
  root.reset();
  CHECK(kept->parent() == nullptr);
}
