// @ts-check
// Makes what must agree with native/contract/hresults.json: the names that TypeScript users branch on, and the
// constants that the C++ of both sides returns and compares. Run by hand after a change (`npm run generate`); the
// results are committed, and a test fails where they are not what this would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import typeLibraries from './build/type-libraries.js';

/** @typedef {{ name: string, value: string, meaning: string, retryable?: boolean }} Row */

const root = new URL('../', import.meta.url);
/** @type {{ hresults: Row[] }} */
const table = JSON.parse(readFileSync(new URL('native/contract/hresults.json', root), 'utf8'));

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The TypeScript table. Plain literals, so that the union of names is a type without a build step. */
function typescript() {
  const rows = table.hresults.map(
    ({ name, value, meaning, retryable }) =>
      `  ${name}: [${value.toLowerCase()}, ${quoted(meaning)}${retryable ? ', true' : ''}],`,
  );
  const names = table.hresults.map(({ name }) => `  | '${name}'`);
  return [
    '// Generated from native/contract/hresults.json by scripts/generate.mjs. Change that table, not this file.',
    '/** Names of the HRESULTs that IMAPI2, IMAPI2FS and Windows give, such as `E_IMAPI_RECORDER_LOCKED`. */',
    '/* prettier-ignore */',
    'export type HresultName =',
    `${names.join('\n')};`,
    '',
    '/** HRESULT as an unsigned number, what it means, and true where trying again can help. */',
    'export type HresultRow = readonly [value: number, meaning: string, retryable?: true];',
    '',
    '/* prettier-ignore */',
    'export const hresults: Readonly<Record<HresultName, HresultRow>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

/** The C++ constants: those of IMAPI2 only, since <winerror.h> has the others. */
function header() {
  const rows = table.hresults
    .filter(({ name }) => name.includes('IMAPI'))
    .map(
      ({ name, value, meaning }) =>
        `// ${meaning}\ninline constexpr HRESULT ${name} = static_cast<HRESULT>(${value.replace('0X', '0x')}U);`,
    );
  return [
    '// clang-format off',
    '// Generated from native/contract/hresults.json by scripts/generate.mjs. Change that table, not this file.',
    '// Stands in for <imapi2error.h> and <imapi2fserror.h>, which MinGW lacks; never include those beside it.',
    '#pragma once',
    '',
    '#include <windows.h>',
    '',
    'namespace hresult {',
    '',
    rows.join('\n'),
    '',
    '}  // namespace hresult',
    '',
  ].join('\n');
}

/** @type {ReadonlyArray<readonly [path: string, text: string]>} */
export const generated = [
  ['lib/errors/hresults.ts', typescript()],
  ['native/contract/imapi_hresults.h', header()],
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of generated) writeFileSync(new URL(path, root), text);
  // Of the IDL, and only where there is a widl.
  if (process.platform === 'linux') typeLibraries.makeTypeLibraries();
}
