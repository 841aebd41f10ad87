import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified } from 'imapi2';

import { nothingAlive } from '../../windows/support/nothing-alive';
import { openDrive } from '../../windows/support/open-drive';

/**
 * Runs in Windows' node.exe: fill-disk.js SMALL FOLDER. SMALL is a disk with room for some of an image of 20 MB; what happened
 * there is in FOLDER/told.json.
 */

export interface Failure {
  readonly code: string;
  readonly message: string;
}
export interface Told {
  /** Saved over a file that was there. */
  readonly save: Failure;
  /** What that folder holds then, and the file. */
  readonly left: readonly string[];
  readonly old: string;
  /** What a smaller image ended with there, which needs most of the room. */
  readonly smaller: string;
  /** Of a burn whose journal was to lie there, once not a byte was left; and whether it was begun. */
  readonly journal: Failure;
  readonly begun: boolean;
  readonly leftOfJournal: readonly string[];
}

async function failure(promise: PromiseLike<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    const { code, message } = error as Failure;
    return { code, message };
  }
  return { code: 'success', message: '' };
}

function fill(file: string): void {
  for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // The rest is smaller.
    }
  }
}

async function main([small = '', folder = '']: readonly string[]): Promise<void> {
  const target = join(small, 'image.iso');
  writeFileSync(target, 'what was there before');
  const source = join(folder, 'source.bin');
  writeFileSync(source, Buffer.alloc(20_000_000, 7));
  const disc = join(folder, 'test.disc');
  const { imapi, recorder } = await openDrive({ drives: [{ disc, sectors: 16_384 }] });

  const image = await imapi.createImage({ recorder });
  await image.add(source, '/source.bin');
  const result = await image.createResult();
  const save = await failure(result.saveAs(target));
  const left = readdirSync(small);
  const old = readFileSync(target, 'utf8');
  const other = await imapi.createImage();
  await other.add(Buffer.alloc(5_000_000, 8), '/smaller.bin');
  const smaller = await failure((await other.createResult()).saveAs(target));
  await burnImage(recorder, result);

  const place = join(small, 'journals');
  mkdirSync(place);
  fill(join(small, 'rest'));
  const append = await imapi.createImage({ recorder });
  await append.add(Buffer.alloc(2_000_000, 9), '/more.bin');
  const write = 'calls:IDiscFormat2Data::Write';
  const before = await imapi.virtual?.counter(write);
  const journal = await failure(
    burnModified(recorder, await append.createResult(), { journal: join(place, 'burn.journal') }),
  );
  const begun = (await imapi.virtual?.counter(write)) !== before;
  await imapi.close();
  await nothingAlive();
  const told: Told = {
    save,
    left,
    old,
    smaller: smaller.code,
    journal,
    begun,
    leftOfJournal: readdirSync(place),
  };
  writeFileSync(join(folder, 'told.json'), JSON.stringify(told));
}

void main(process.argv.slice(2));
