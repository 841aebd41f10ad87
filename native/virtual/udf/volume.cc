#include "virtual/udf/volume.h"

namespace virtual_drive::udf {

const char* Describe(AppendObstacle obstacle) noexcept {
  switch (obstacle) {
    case AppendObstacle::kNone:
      return "A session can be appended.";
    case AppendObstacle::kPartitionNotReadOnly:
      return "The UDF partition is not of the read-only type.";
    case AppendObstacle::kRevision:
      return "Sessions of this UDF revision are not written.";
    case AppendObstacle::kNotClosed:
      return "The volume was not closed.";
    case AppendObstacle::kNames:
      return "The volume has names that Windows can't tell apart or doesn't allow.";
    case AppendObstacle::kFileKinds:
      return "The volume has entries that are neither plain files nor directories.";
  }
  return "";
}

}  // namespace virtual_drive::udf
