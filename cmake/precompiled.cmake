# Headers that are compiled once for many sources: reading them took half of the compiler's time. The
# sources include what they use all the same: npm run lint:native reads each of them without this,
# and so does MSVC.
set(STANDARD_HEADERS <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <cstring>
  <exception> <functional> <map> <memory> <mutex> <optional> <set> <span> <string> <string_view>
  <thread> <type_traits> <utility> <variant> <vector>)
