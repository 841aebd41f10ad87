// The codes of failures that no COM call reported. lib/errors/codes.ts says what each means to a
// user.
#pragma once

namespace imapi2::code {

inline constexpr char kAborted[] = "ABORT_ERR";
inline constexpr char kBusy[] = "ERR_BUSY";
inline constexpr char kClosed[] = "ERR_CLOSED";
inline constexpr char kDriveHung[] = "ERR_DRIVE_HUNG";
inline constexpr char kExists[] = "ERR_EXISTS";
inline constexpr char kFileWrite[] = "ERR_FILE_WRITE";
inline constexpr char kImageReadsDisc[] = "ERR_IMAGE_READS_DISC";
inline constexpr char kInternal[] = "ERR_INTERNAL";
inline constexpr char kInvalidArgument[] = "ERR_INVALID_ARGUMENT";
inline constexpr char kJournalDamaged[] = "ERR_JOURNAL_DAMAGED";
inline constexpr char kJournalExists[] = "ERR_JOURNAL_EXISTS";
inline constexpr char kJournalImage[] = "ERR_JOURNAL_IMAGE";
inline constexpr char kJournalMismatch[] = "ERR_JOURNAL_MISMATCH";
inline constexpr char kJournalMissing[] = "ERR_JOURNAL_MISSING";
inline constexpr char kJournalOtherDisc[] = "ERR_JOURNAL_OTHER_DISC";
inline constexpr char kJournalWrite[] = "ERR_JOURNAL_WRITE";
inline constexpr char kNoCommitRanges[] = "ERR_NO_COMMIT_RANGES";
inline constexpr char kNotAFile[] = "ERR_NOT_A_FILE";
inline constexpr char kNotAppendable[] = "ERR_NOT_APPENDABLE";
inline constexpr char kNotRewritable[] = "ERR_NOT_REWRITABLE";
inline constexpr char kPlanStale[] = "ERR_PLAN_STALE";
inline constexpr char kRanges[] = "ERR_BLOCK_RANGES";
inline constexpr char kResultSpent[] = "ERR_RESULT_SPENT";
inline constexpr char kSourceUnreadable[] = "ERR_SOURCE_UNREADABLE";
inline constexpr char kUnknownDrive[] = "ERR_UNKNOWN_DRIVE";
inline constexpr char kVerifyFailed[] = "ERR_VERIFY_FAILED";
inline constexpr char kWholeImageRequired[] = "ERR_WHOLE_IMAGE_REQUIRED";

}  // namespace imapi2::code
