// What the demo records: real files of this package, and then a new, a changed and a removed one.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { FileSystemImage } from '../../image/file-system-image.js';

/** dist/cli/demo/ is three folders below the package. */
const packageRoot = join(__dirname, '..', '..', '..');
/** On the disc. Everything of the demo is in it, so that it harms no disc it is tried on. */
export const folder = '/imapi2-demo';
/** What an installed package lacks of these, a clone has. */
const trees = ['dist', 'docs', 'examples', 'lib', 'prebuilds'];
const files = ['README.md', 'LICENSE'];

const isThere = (name: string): boolean => existsSync(join(packageRoot, name));

export async function addFirstFiles(
  image: FileSystemImage,
  signal: AbortSignal,
): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 };
  for (const name of trees.filter(isThere)) {
    const report = await image.addTree(join(packageRoot, name), `${folder}/${name}`, { signal });
    total.files += report.files;
    total.bytes += report.bytes;
  }
  for (const name of files.filter(isThere)) {
    const source = join(packageRoot, name);
    await image.add(source, `${folder}/${name}`);
    total.files += 1;
    total.bytes += statSync(source).size;
  }
  return total;
}

/** What was done, a line each. */
export async function changeFiles(image: FileSystemImage): Promise<string[]> {
  const now = new Date().toISOString();
  const name = `note-${now.replaceAll(':', '.')}.txt`;
  await image.add(Buffer.from(`Written by the demo at ${now}.\n`), `${folder}/${name}`);
  const changes = [`new:     ${folder}/${name}`];

  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
  await image.add(
    Buffer.from(`${readme}\nChanged by the demo at ${now}.\n`),
    `${folder}/README.md`,
  );
  changes.push(`changed: ${folder}/README.md`);

  // The first run removes LICENSE, and each later one the note of a run before it.
  const present = await image.list(folder);
  const goes = present.find(
    (entry) => entry.name === 'LICENSE' || (entry.name.startsWith('note-') && entry.name !== name),
  );
  if (goes !== undefined) {
    await image.remove(goes.path);
    changes.push(`removed: ${goes.path}`);
  }
  return changes;
}
