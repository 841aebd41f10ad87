#include "imapi/journal_replacing.h"

#include <string_view>

#include "com/text.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/image_journal_disc.h"
#include "imapi/journal_disc.h"
#include "imapi/journal_file.h"

namespace imapi2 {
namespace {

constexpr char kBurn[] = "burn";

[[noreturn]] void ThrowExists(const std::wstring& path, const std::string& why) {
  throw Error(code::kJournalExists, kBurn,
              "There is a file '" + com::ToUtf8(path) + "' already, " + why);
}

void RequireSessionDone(const std::wstring& path, DriveObjects& drive, JournalFile& file) {
  const JournalReader reader(file);
  switch (LookAtDisc(drive, reader.journal())) {
    case JournaledDisc::kOther:
      ThrowExists(path, "the journal of a burn on another disc");
    case JournaledDisc::kInterrupted:
      ThrowExists(path, "the journal of a burn that has not been finished");
    case JournaledDisc::kChanged:
    case JournaledDisc::kOld:
    case JournaledDisc::kNew:
      return;
  }
}

// Whether it has been finished would take reading all of its ranges, so it counts as needed.
void RequireSuperseded(const std::wstring& path, DriveObjects& drive, JournalFile& file,
                       bool supersedes) {
  const ImageJournalReader reader(file);
  const ImageJournal& journal = reader.journal();
  // Without identity nothing that is quick tells one disc of that kind from another.
  if (!IsDiscOf(drive, journal) || journal.identity.empty()) {
    ThrowExists(path, "the journal of a burn on what may be another disc");
  }
  if (!supersedes) ThrowExists(path, "the journal of a burn that has not been finished");
}

}  // namespace

bool RequireReplaceable(const std::wstring& path, DriveObjects& drive, bool supersedes) {
  try {
    JournalFile file = JournalFile::Open(path);
    if (JournalVersion(file) == kImageJournal) {
      RequireSuperseded(path, drive, file, supersedes);
    } else {
      RequireSessionDone(path, drive, file);
    }
    return true;
  } catch (const Error& error) {
    if (std::string_view(error.code()) == code::kJournalMissing) return false;
    if (std::string_view(error.code()) != code::kJournalDamaged) throw;
    ThrowExists(path, "and it is no journal that can be read");
  }
}

}  // namespace imapi2
