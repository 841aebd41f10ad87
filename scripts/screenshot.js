// @ts-check
'use strict';
// npm run screenshot    Makes examples/electron/screenshot.png anew: the example's page in a headless
// browser, as its test shows it, with a plan.

const path = require('node:path');
const { build } = require('./build.js');
const { buildTests } = require('./build/typescript.js');
const { main } = require('./toolchain/command.js');
const { root } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

void main(async () => {
  installToolchain(['build', 'run', 'test']);
  build();
  buildTests();
  const made = path.join(root, 'build', 'test', 'host', 'electron', 'example-page.js');
  const { ExamplePage } = /** @type {typeof import('../test/host/electron/example-page')} */ (
    require(made)
  );
  const shown = await ExamplePage.open();
  try {
    await shown.drop('holiday.bin', 'letters');
    await shown.page.setViewport({ width: 960, height: 960, deviceScaleFactor: 1.25 });
    await shown.page.screenshot({
      path: path.join(root, 'examples', 'electron', 'screenshot.png'),
    });
  } finally {
    await shown.close();
  }
  return 0;
});
