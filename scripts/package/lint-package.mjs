// @ts-check
// node scripts/package/lint-package.mjs folder tarball    What publint and are-the-types-wrong say of
// the package, as JSON. A program of its own: both are ES modules, which Jest can't load.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const [folder = '', tarball = ''] = process.argv.slice(2);
const { messages } = await publint({
  pkgDir: folder,
  level: 'suggestion',
  pack: false,
  strict: true,
});
const types = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
process.stdout.write(
  JSON.stringify({
    publint: messages,
    typesIncluded: types.types !== false && types.types.kind === 'included',
    problems: 'problems' in types ? types.problems : [],
  }),
);
