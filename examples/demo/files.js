// @ts-check
'use strict';
// What the demo records: real files of this package, and then a new, a changed and a removed one.

const fs = require('node:fs');
const path = require('node:path');

const packageRoot = path.join(__dirname, '..', '..');
/** On the disc. Everything of the demo is in it, so that it harms no disc it is tried on. */
const folder = '/imapi2-demo';
const trees = ['dist', 'docs', 'examples', 'lib', 'prebuilds'];
const files = ['README.md', 'CHANGELOG.md'];

/** @param {import('imapi2').FileSystemImage} image */
async function addFirstFiles(image) {
  const total = { files: 0, bytes: 0 };
  for (const name of trees.filter((tree) => fs.existsSync(path.join(packageRoot, tree)))) {
    const report = await image.addTree(path.join(packageRoot, name), `${folder}/${name}`);
    total.files += report.files;
    total.bytes += report.bytes;
  }
  for (const name of files) {
    const source = path.join(packageRoot, name);
    await image.add(source, `${folder}/${name}`);
    total.files += 1;
    total.bytes += fs.statSync(source).size;
  }
  return total;
}

/**
 * @param {import('imapi2').FileSystemImage} image
 * @returns {Promise<string[]>} what was done, a line each
 */
async function changeFiles(image) {
  const now = new Date().toISOString();
  const name = `note-${now.replaceAll(':', '.')}.txt`;
  await image.add(Buffer.from(`Written by the demo at ${now}.\n`), `${folder}/${name}`);
  const changes = [`new:     ${folder}/${name}`];

  const readme = fs.readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
  await image.add(
    Buffer.from(`${readme}\nChanged by the demo at ${now}.\n`),
    `${folder}/README.md`,
  );
  changes.push(`changed: ${folder}/README.md`);

  // The first run removes CHANGELOG.md, and each later one the note of a run before it.
  const present = await image.list(folder);
  const goes = present.find(
    (entry) =>
      entry.name === 'CHANGELOG.md' || (entry.name.startsWith('note-') && entry.name !== name),
  );
  if (goes !== undefined) {
    await image.remove(goes.path);
    changes.push(`removed: ${goes.path}`);
  }
  return changes;
}

module.exports = { addFirstFiles, changeFiles, folder };
