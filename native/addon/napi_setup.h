// The one header that includes N-API, with its settings: builds that give none on the command line
// get the same.
#pragma once

#ifndef NAPI_VERSION
#define NAPI_VERSION 8
#endif
#ifndef NAPI_CPP_EXCEPTIONS
#define NAPI_CPP_EXCEPTIONS
#endif
// Every exception becomes an Error of JavaScript's, and not only Node-API's own: memory that runs
// out while a large buffer is copied must not end the process.
#ifndef NODE_ADDON_API_CPP_EXCEPTIONS_ALL
#define NODE_ADDON_API_CPP_EXCEPTIONS_ALL
#endif
// A worker thread that is terminated while it is in one of our functions can't be thrown at any
// more; without this node-addon-api throws through Node instead, which ends the whole process.
#ifndef NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS
#define NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS
#endif
// Electron forbids buffers over memory that V8 doesn't own.
#ifndef NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED
#define NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED
#endif

#include <napi.h>
