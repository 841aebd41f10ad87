'use strict';

// What the packaged program consists of. Of imapi2's dependencies its library needs none.
const parts = ['/package.json', '/.vite', '/node_modules/imapi2'];
const isPart = (file) =>
  parts.some((part) => `${file}/`.startsWith(`${part}/`) || `${part}/`.startsWith(`${file}/`));

module.exports = {
  packagerConfig: {
    // .node files can't be loaded from inside an asar.
    asar: { unpack: '*.node' },
    // In the place of the plugin's own, which leaves all of node_modules out.
    ignore: (file) => !isPart(file),
  },
  plugins: [
    {
      name: '@electron-forge/plugin-vite',
      config: {
        build: [
          { entry: 'src/main.js', config: 'vite.main.config.mjs', target: 'main' },
          { entry: 'src/burner.js', config: 'vite.burner.config.mjs', target: 'main' },
          { entry: 'src/preload.js', config: 'vite.preload.config.mjs', target: 'preload' },
        ],
        renderer: [{ name: 'main_window', config: 'vite.renderer.config.mjs' }],
      },
    },
  ],
};
