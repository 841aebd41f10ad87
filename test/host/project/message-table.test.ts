import { expect } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { testIf } from '../../jest/test-if';

const windmc = spawnSync('x86_64-w64-mingw32-windmc', ['--version']).error === undefined;

testIf(windmc, 'windmc is not installed')(
  'native/virtual/messages.bin is what npm run generate makes of messages.mc',
  () => {
    const script = `process.stdout.write(require('./scripts/build/message-table.js').makeMessageTable())`;
    const made = execFileSync(process.execPath, ['-e', script]);
    expect(readFileSync('native/virtual/messages.bin').equals(made)).toBe(true);
  },
);
