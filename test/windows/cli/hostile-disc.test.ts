import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { SectorSource } from '#lib/cli/disc-files/sector-source';
import { UdfFiles } from '#lib/cli/disc-files/udf-files';
import { UnreadableFileSystem } from '#lib/cli/disc-files/udf-structures';

import { randomNumbers, size } from '../endurance/size';
import { json } from '../support/command-line';
import { bytesPerSector, firstSession, recordedDisc, sectors } from '../support/disc';
import { damage, descriptorsOn, renameOnDisc } from '../support/hostile-udf';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(size(120_000, 4 * 3_600_000));

const damaged = size(600, 300_000);
/** All descriptors, each file once, and every folder some times. */
const mostReads = 4000;

let disc: string;
let whole: Buffer;

beforeAll(async () => {
  disc = await recordedDisc();
  whole = sectorsOf(disc);
});

class Watched implements SectorSource {
  readonly sectors = sectors;
  reads = 0;

  read(start: number, count: number): Promise<Buffer> {
    if (!Number.isInteger(start) || start < 0 || count < 1 || start + count > sectors)
      return Promise.reject(new RangeError(`sectors ${start} and ${count} on are not on the disc`));
    this.reads += count;
    const at = start * bytesPerSector;
    return Promise.resolve(Buffer.from(whole.subarray(at, at + count * bytesPerSector)));
  }
}

/** As verify reads it: a file's content where its length is right. */
async function readAll(source: SectorSource): Promise<string[]> {
  const files = await UdfFiles.open(source);
  const found: string[] = [];
  for (const [path, data] of Object.entries(firstSession)) {
    const entry = await files.find(path);
    if (entry?.bytes !== data.length) continue;
    const pieces: Buffer[] = [];
    for await (const piece of files.content(entry)) pieces.push(piece);
    if (Buffer.concat(pieces).equals(Buffer.from(data))) found.push(path);
  }
  return found;
}

describe('the reader of verify', () => {
  test('reads what our own writer wrote', async () => {
    expect(await readAll(new Watched())).toEqual(Object.keys(firstSession));
  });

  test('says of whatever was damaged what it is, or that it is unreadable, within its bounds', async () => {
    const descriptors = descriptorsOn(whole);
    expect(descriptors.length).toBeGreaterThan(12);
    const numbers = randomNumbers(77);
    const outcomes = { same: 0, different: 0, unreadable: 0 };
    for (let round = 0; round < damaged; round++) {
      const undo: (readonly [number, Buffer])[] = [];
      damage(
        whole,
        descriptors,
        () => numbers.next().value,
        (start, bytes) => undo.push([start, Buffer.from(whole.subarray(start, start + bytes))]),
      );
      const source = new Watched();
      try {
        const found = await readAll(source);
        outcomes[found.length === Object.keys(firstSession).length ? 'same' : 'different']++;
      } catch (error) {
        if (!(error instanceof UnreadableFileSystem))
          throw new Error(`round ${round}`, { cause: error });
        outcomes.unreadable++;
      }
      if (source.reads > mostReads) throw new Error(`round ${round}: ${source.reads} sectors read`);
      for (const [start, before] of undo.reverse()) before.copy(whole, start);
    }
    // Each of them happens, or the damage was none.
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(damaged / 50);
  });
});

describe('imapi2 verify', () => {
  function changed(name: string, change: (data: Buffer) => void): string {
    const copy = join(dirname(disc), name);
    copyFileSync(disc, copy);
    const data = readFileSync(copy);
    change(data);
    writeFileSync(copy, data);
    return copy;
  }

  function sourceOf(path: string): string {
    const file = join(scratch(), 'source');
    writeFileSync(file, firstSession[path] ?? '');
    return file;
  }

  test('finds a file whose entry says another length, although its content is the same', async () => {
    const file = sourceOf('/stays.bin');
    const lying = changed('lying.disc', (data) => {
      const entry = descriptorsOn(data).find(
        (at) => data.readUInt16LE(at) === 261 && data.readBigUInt64LE(at + 56) === 300_000n,
      );
      data.writeBigUInt64LE(300_001n, (entry ?? 0) + 56);
    });
    expect(await json('verify', '--virtual', lying, `${file}=/stays.bin`)).toMatchObject({
      code: 6,
      end: { same: false, differences: [{ path: '/stays.bin', what: 'size' }] },
    });
  });

  test('takes a name on the disc for no path, and ends with a code where there is no file system', async () => {
    const file = sourceOf('/goes.txt');
    const renamed = changed('renamed.disc', (data) => renameOnDisc(data, 'goes.txt', '../x.txt'));
    expect(await json('verify', '--virtual', renamed, `${file}=/goes.txt`)).toMatchObject({
      code: 6,
      end: { differences: [{ what: 'missing' }] },
    });
    const torn = changed('torn.disc', (data) =>
      data.fill(0, 256 * bytesPerSector, 257 * bytesPerSector),
    );
    expect(await json('verify', '--virtual', torn, `${file}=/goes.txt`)).toMatchObject({
      code: 1,
      end: { type: 'error', code: 'UNREADABLE_FILE_SYSTEM' },
    });
  });
});
