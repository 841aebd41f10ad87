# The build on Windows: MSVC through node-gyp, against the Windows SDK's own imapi2.h and
# imapi2fs.h. On Linux CMakeLists.txt cross-builds the same sources; native/sources.json is the one
# list that both read.
#
# MIDL never runs here. Compiling our IDL would make an imapi2.h that hides the SDK's, and
# native/contract/virtual_imapi.h, the only interface of our own, is plain C++. The type libraries
# that the virtual drive embeds are in the repository, made by widl (`npm run generate` on Linux).
{
  "targets": [
    {
      "target_name": "imapi2",
      "includes": ["native/msvc.gypi"],
      "sources": ["<!@(node -p \"require('./native/sources.json').addon.join(' ')\")"],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": [
        "NAPI_VERSION=8",
        "NAPI_CPP_EXCEPTIONS",
        # Electron forbids buffers over memory that V8 doesn't own.
        "NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED",
      ],
    },
    {
      # A COM server that happens to be named .node: packagers treat that as a native file.
      "target_name": "imapi2-virtual",
      "includes": ["native/msvc.gypi"],
      "win_delay_load_hook": "false",
      "sources": [
        "<!@(node -p \"require('./native/sources.json').virtual.join(' ')\")",
        "native/virtual/exports.def",
        "native/virtual/type_libraries.rc",
        "native/virtual/messages.rc",
      ],
    },
    {
      # The plain C++ side of `npm run bench`. In no package.
      "target_name": "plain",
      "type": "executable",
      "includes": ["native/msvc.gypi"],
      "win_delay_load_hook": "false",
      "sources": ["<!@(node -p \"require('./native/sources.json').plain.join(' ')\")"],
      "libraries": ["-lshlwapi.lib"],
    },
  ],
}
