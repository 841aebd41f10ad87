// What libstdc++ does where an exception is caught nowhere: it prints the exception's name in
// readable form, for which it brings a demangler and a printf of its own, 60 KB in each binary. An
// addon's standard error is rarely seen by anybody; the process ends all the same, by abort().
//
// MinGW only: the linker takes this function and leaves the library's out.
#include <cstdlib>

namespace __gnu_cxx {  // NOLINT(bugprone-reserved-identifier): the library's own name

// NOLINTNEXTLINE(bugprone-reserved-identifier): the library's own name
void __verbose_terminate_handler() { std::abort(); }

}  // namespace __gnu_cxx
