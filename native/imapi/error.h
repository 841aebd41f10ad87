// A failure that is ours: misuse, a list that can't be right, a promise that can't be kept.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace imapi2 {

class Error : public std::runtime_error {
 public:
  // `code`: one of error_codes.h. `message`: a sentence, UTF-8.
  Error(const char* code, std::string operation, const std::string& message)
      : std::runtime_error(message), code_(code), operation_(std::move(operation)) {}

  const char* code() const noexcept { return code_; }
  const std::string& operation() const noexcept { return operation_; }

 private:
  const char* code_;
  std::string operation_;
};

}  // namespace imapi2
