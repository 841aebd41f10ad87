#pragma once

#include <memory>

namespace virtual_drive {

class Session;

// The session of clients that create IMAPI2's classes by CoCreateInstance, and so can't open one:
// its drives are those that the environment or a settings file names (settings_source.h). One in
// the process, as long as any of its objects lives; the next one has the same drives under the same
// ids. Any thread.
//
// Settings that are wrong don't fail the creation of an object, since a script's CreateObject would
// hide why: every method of every object tells it then, by IErrorInfo.
std::shared_ptr<Session> DefaultSession();

}  // namespace virtual_drive
