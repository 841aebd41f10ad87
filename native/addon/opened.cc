#include "addon/opened.h"

namespace imapi2::addon {

void RequireFree(const Drive& drive, const char* operation) {
  drive.RequireResponsive(operation);
  drive.RequireFree(operation);
}

void RequireFree(const Image& image, const char* operation) {
  if (image.drive() != nullptr) RequireFree(*image.drive(), operation);
  image.RequireFree(operation);
}

}  // namespace imapi2::addon
