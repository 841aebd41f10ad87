import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const known =
  readFileSync('lib/errors/hresults.ts', 'utf8') + readFileSync('docs/errors.md', 'utf8');
const guides = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'errors.md');

test.each(guides)('docs/%s names only codes that there are', (guide) => {
  const text = readFileSync(join('docs', guide), 'utf8');
  const codes = new Set(text.match(/\b(ERR|E_IMAPI|IMAPI_E|S_IMAPI|REGDB)_[A-Z0-9_]+\b/g) ?? []);
  expect([...codes].filter((code) => !known.includes(code))).toEqual([]);
});
