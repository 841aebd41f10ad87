// plain.exe SERVER    Does what the lines of its standard input say, one by one, and answers each
// with a line: `ok MILLISECONDS DETAIL` or `error TEXT`. The benchmark keeps it running beside
// itself and has a turn of its own between two of its turns.
//
//   open DISC SPEED BLOCK-RANGES   append SOURCE   result   close
//   ranges   make-ranges   write   copy TARGET   files COUNT   tree SOURCE     (the fields of a
//   line are parted by tabs)

#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "plain.h"

namespace {

std::wstring Wide(const std::string& utf8) {
  const int size = static_cast<int>(utf8.size());
  std::wstring text(
      static_cast<size_t>(MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, nullptr, 0)), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, text.data(), static_cast<int>(text.size()));
  return text;
}

std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char character : line) {
    if (character == '\t') {
      fields.emplace_back();
    } else if (character != '\r') {
      fields.back() += character;
    }
  }
  fields.resize(4);
  return fields;
}

class Program {
 public:
  explicit Program(std::wstring server) : server_(std::move(server)) {}

  // What there is to say beside the time.
  int64_t Do(const std::vector<std::string>& fields) {
    const std::string& command = fields[0];
    if (command == "open") {
      job_.reset();
      job_ = std::make_unique<plain::Job>(server_, Wide(fields[1]), std::stoi("0" + fields[2]),
                                          Wide(fields[3]));
      return 0;
    }
    if (command == "close") {
      job_.reset();
      return 0;
    }
    if (!job_) throw std::runtime_error("nothing is open");
    if (command == "append") {
      job_->Append(Wide(fields[1]));
    } else if (command == "result") {
      job_->MakeResult();
    } else if (command == "write") {
      job_->Write();
    } else if (command == "copy") {
      job_->CopyTo(Wide(fields[1]));
    } else if (command == "files") {
      job_->AddFiles(std::stoi(fields[1]));
    } else if (command == "tree") {
      job_->AddTree(Wide(fields[1]));
    } else if (command == "make-ranges") {
      job_->MakeModifiedBlocks();
    } else if (command == "ranges") {
      int64_t sum = 0;
      for (const LONG lba : job_->ModifiedBlocks()) sum += lba;
      return sum;
    } else {
      throw std::runtime_error("no such command: " + command);
    }
    return 0;
  }

 private:
  const std::wstring server_;
  std::unique_ptr<plain::Job> job_;
};

}  // namespace

int wmain(int argc, wchar_t** argv) {
  if (argc != 2) return 2;
  if (FAILED(CoInitializeEx(nullptr, COINIT_MULTITHREADED))) return 3;
  {
    Program program(argv[1]);
    std::string line;
    while (std::getline(std::cin, line)) {
      try {
        const std::vector<std::string> fields = Fields(line);
        const double began = plain::Now();
        const int64_t detail = program.Do(fields);
        std::cout << "ok " << plain::Now() - began << ' ' << detail << std::endl;
      } catch (const std::exception& error) {
        std::cout << "error " << error.what() << std::endl;
      }
    }
  }
  CoUninitialize();
  return 0;
}
