'use strict';

const { FuseV1Options, FuseVersion } = require('@electron/fuses');

module.exports = {
  packagerConfig: {
    // .node files can't be loaded from inside an asar.
    asar: { unpack: '*.node' },
    ignore: [/^\/src\//, /^\/(tsconfig\.json|copy-page\.js|smoke\.js|screenshot\.png|\.npmrc)$/],
  },
  plugins: [
    {
      name: '@electron-forge/plugin-fuses',
      config: {
        version: FuseVersion.V1,
        [FuseV1Options.RunAsNode]: false,
        [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
        [FuseV1Options.EnableNodeCliInspectArguments]: false,
        [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
        [FuseV1Options.OnlyLoadAppFromAsar]: true,
        // The page comes over app:, never over file:.
        [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      },
    },
  ],
};
