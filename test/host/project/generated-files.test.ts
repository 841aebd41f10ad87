import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// In a process of its own: Jest's realms can't import an ES module without a flag.
const script = `import('./scripts/generate.mjs').then(({ generated }) => console.log(JSON.stringify(generated)))`;
const generated = JSON.parse(
  execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }),
) as [string, string][];

test('there are files to make', () => {
  expect(generated.length).toBeGreaterThan(0);
});

test.each(generated)('%s is what npm run generate makes of its table', (path, text) => {
  expect(readFileSync(path, 'utf8').replaceAll('\r\n', '\n')).toBe(text);
});
