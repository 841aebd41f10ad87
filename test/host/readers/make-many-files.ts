import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified } from 'imapi2';

import { openDrive } from '../../windows/support/open-drive';
import { treeOf } from '../../windows/support/tree';

/**
 * Runs in Windows' node.exe: make-many-files.js FOLDER COUNT. FOLDER/source has files already, which become /tree; so many
 * others, each with its number in it, go one by one into one folder, /flat. A second session changes one and removes one of
 * each. What there is then by list(), in FOLDER/told.json.
 */

export interface Told {
  readonly added: { readonly files: number; readonly directories: number };
  readonly firstFiles: number;
  readonly files: number;
  readonly directories: number;
  /** Of the second session. */
  readonly blocks: number;
  readonly imageBlocks: number;
}

async function main([folder = '', count = '']: readonly string[]): Promise<void> {
  const drives = [{ disc: join(folder, 'many.disc'), media: 'bd-re' }] as const;
  const { imapi, recorder } = await openDrive({ drives });
  const image = await imapi.createImage({ recorder, volumeName: 'MANY' });
  const added = await image.addTree(join(folder, 'source'), '/tree');
  for (let index = 0; index < Number(count); index++)
    await image.add(Buffer.from(`flat ${index}`), `/flat/file ${index}.txt`);
  await burnImage(recorder, await image.createResult());
  await image.close();

  const second = await imapi.createImage({ recorder });
  const firstFiles = (await treeOf(second)).filter((path) => !path.endsWith('/')).length;
  for (const place of ['/flat', '/tree/folder 0']) {
    await second.add(Buffer.from('changed'), `${place}/file 7.txt`);
    await second.remove(`${place}/file 8.txt`);
  }
  const { blocksPlanned: blocks, imageBlocks } = await burnModified(
    recorder,
    await second.createResult(),
  );
  await imapi.close();

  const again = await openDrive({ drives });
  const tree = await treeOf(await again.imapi.createImage({ recorder: again.recorder }));
  await again.imapi.close();
  const directories = tree.filter((path) => path.endsWith('/')).length;
  const { files, directories: folders } = added;
  const told: Told = {
    added: { files, directories: folders },
    firstFiles,
    files: tree.length - directories,
    directories,
    blocks,
    imageBlocks,
  };
  writeFileSync(join(folder, 'told.json'), JSON.stringify(told));
}

void main(process.argv.slice(2));
