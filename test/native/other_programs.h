// Programs that nobody here wrote, run on files in a folder of their own.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace virtual_drive::test {

namespace fs = std::filesystem;

struct Outcome {
  bool succeeded;
  std::string output;
};

inline std::string Content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A folder of its own for each test case, gone with it.
class Folder {
 public:
  Folder()
      : path_(fs::temp_directory_path() /
              ("imapi2-tools-" + std::to_string(std::random_device()()))) {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(const char* name) const { return path_ / name; }

  Outcome Run(const std::string& command) const {
    const fs::path output = path_ / "output";
    const int code =
        std::system(("LC_ALL=C.UTF-8 " + command + " >" + output.string() + " 2>&1").c_str());
    return {code == 0, Content(output)};
  }

 private:
  fs::path path_;
};

inline bool Has(const char* tool) {
  return std::system((std::string("command -v ") + tool + " >/dev/null 2>&1").c_str()) == 0;
}

inline bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace virtual_drive::test
