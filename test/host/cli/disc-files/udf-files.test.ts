import { describe, expect, test } from '@jest/globals';

import { sectorsOf } from '#lib/cli/disc-files/sector-source';
import { UdfFiles } from '#lib/cli/disc-files/udf-files';
import { UnreadableFileSystem } from '#lib/cli/disc-files/udf-structures';
import type { DiscRecorder } from 'imapi2';

import {
  continued,
  discSectors,
  fileIdentifier,
  HandMadeUdf,
  metadataMap,
  notRecorded,
  partitionStart,
  plainMap,
  recorded,
  type Entry,
  type ShortExtent,
} from './hand-made-udf';

const sector = 2048;

/** A disc whose root, at block 1, has one file, whose entry is at block 2. */
function discWith(file: Entry): HandMadeUdf {
  const names = fileIdentifier('file.bin', 2);
  return new HandMadeUdf()
    .fileSet(0, 1)
    .entry(1, { directory: true, bytes: names.length, content: names })
    .entry(2, file);
}

/** At most `pieces` of it, which is how a comparison would go on until something differs. */
async function contentOf(disc: HandMadeUdf, path: string, pieces = Infinity): Promise<Buffer> {
  const files = await UdfFiles.open(disc);
  const entry = await files.find(path);
  if (entry === null) throw new Error(`${path} is not there`);
  const found: Buffer[] = [];
  for await (const piece of files.content(entry)) {
    found.push(piece);
    if (found.length === pieces) break;
  }
  return Buffer.concat(found);
}

describe('the reader of UDF', () => {
  test('finds what is in extents, in their continuation, and what was never recorded', async () => {
    const disc = discWith({
      bytes: 3 * sector + 10,
      content: [
        [10, sector],
        [20, sector, continued],
      ],
    })
      .moreExtents(20, [
        [0, sector, notRecorded],
        [11, sector + 10],
      ])
      .data(10, Buffer.alloc(sector, 1))
      .data(11, Buffer.alloc(2 * sector, 2));
    const content = Buffer.concat([
      Buffer.alloc(sector, 1),
      Buffer.alloc(sector),
      Buffer.alloc(sector + 10, 2),
    ]);
    expect((await contentOf(disc, '/file.bin')).equals(content)).toBe(true);
    const files = await UdfFiles.open(disc);
    expect(await files.find('/nothing')).toBeNull();
    expect(await files.find('/file.bin/below')).toBeNull();
    expect(await files.find('/')).toMatchObject({ directory: true });
  });

  test('reads a metadata partition whose pieces lie apart', async () => {
    // Metadata blocks 0 and 1 are blocks 40 and 41 of the partition under it, 2 on are those from 60 on.
    const names = fileIdentifier('file.bin', 2);
    const disc = new HandMadeUdf([plainMap(), metadataMap(30)])
      .entry(30, {
        extended: true,
        bytes: 4 * sector,
        content: [
          [40, 2 * sector],
          [60, 2 * sector],
        ],
      })
      .fileSet(40, 1, 1)
      .entry(41, { directory: true, bytes: names.length, content: names })
      .entry(60, { bytes: 5, content: Buffer.from('hello') });
    // The file set, and what is named in a folder, are in partition 1.
    disc.sector(258).writeUInt16LE(1, 256);
    disc.block(41).writeUInt16LE(1, 176 + 28);
    expect((await contentOf(disc, '/file.bin')).toString()).toBe('hello');
  });

  test('leaves out names that were deleted, and the folder above', async () => {
    const names = Buffer.concat([
      fileIdentifier('', 1, 0x08),
      fileIdentifier('gone', 2, 0x04),
      fileIdentifier('there', 2),
      Buffer.alloc(48),
    ]);
    const disc = new HandMadeUdf()
      .fileSet(0, 1)
      .entry(1, { directory: true, bytes: names.length, content: names })
      .entry(2, { bytes: 1, content: Buffer.from('x') });
    const files = await UdfFiles.open(disc);
    expect(await files.find('/there')).toMatchObject({ bytes: 1 });
    expect(await files.find('/gone')).toBeNull();
  });
});

/** A folder of so many bytes, all of them in these extents. */
function folderOf(bytes: number, content: readonly ShortExtent[]): HandMadeUdf {
  return new HandMadeUdf().fileSet(0, 1).entry(1, { directory: true, bytes, content });
}

const hostile: readonly (readonly [what: string, disc: () => HandMadeUdf])[] = [
  [
    'partition maps of no length, and billions of them',
    () => new HandMadeUdf([Buffer.from([1, 0, 0, 0, 0, 0])], { count: 0xffff_ffff }),
  ],
  [
    'a table of partition maps that is longer than its sector',
    () => new HandMadeUdf([plainMap()], { says: 0xffff_fff0 }),
  ],
  [
    'a partition map that is longer than its table',
    () => new HandMadeUdf([Buffer.from([1, 60, 1, 0, 0, 0])]),
  ],
  ['a kind of partition that nobody knows', () => new HandMadeUdf([Buffer.alloc(64, 2)])],
  [
    'a short map of the metadata partition',
    () => new HandMadeUdf([metadataMap(0).fill(40, 1, 2).subarray(0, 40)]),
  ],
  [
    'a number of a partition that is not there',
    () => new HandMadeUdf([Buffer.from([1, 6, 1, 0, 9, 0])]),
  ],
  [
    'a metadata partition in a circle of pieces',
    () =>
      new HandMadeUdf([metadataMap(30)])
        .entry(30, {
          bytes: sector,
          content: [
            [40, sector],
            [31, sector, continued],
          ],
        })
        .moreExtents(31, [
          [40, sector],
          [31, sector, continued],
        ]),
  ],
  [
    'a metadata partition with a hole where the file set is',
    () =>
      new HandMadeUdf([metadataMap(30)])
        .entry(30, {
          bytes: 2 * sector,
          content: [
            [0, sector, notRecorded],
            [40, sector],
          ],
        })
        .fileSet(40, 1),
  ],
  ['no file set', () => new HandMadeUdf()],
  ['a file set outside the disc', () => new HandMadeUdf([plainMap()], { fileSet: 0xffff_ffff })],
  ['no entry of the root', () => new HandMadeUdf().fileSet(0, 1)],
  [
    'a folder of more bytes than a computer has',
    () => folderOf(2 ** 52, [[0, 2 ** 30 - sector, notRecorded]]),
  ],
  [
    'a folder of a gigabyte that was never recorded',
    () => folderOf(2 ** 30 - sector, [[0, 2 ** 30 - sector, notRecorded]]),
  ],
  ['a folder that is shorter than it says', () => folderOf(4 * sector, [[10, sector]])],
  ['a folder that leads out of the disc', () => folderOf(sector, [[discSectors, sector]])],
  [
    'a folder whose data is no list of names',
    () => folderOf(sector, [[10, sector]]).data(10, Buffer.alloc(sector, 0x55)),
  ],
  [
    'a name that is longer than its folder',
    () => {
      const names = fileIdentifier('x', 2);
      names.writeUInt16LE(0xfff0, 36);
      return folderOf(names.length, [[10, names.length]]).data(10, names);
    },
  ],
  [
    'descriptors that are longer than their sector',
    () => discWith({ bytes: sector, content: [[10, sector]], says: 0xffff_fff8 }),
  ],
  [
    'descriptors of another kind',
    () => {
      const disc = discWith({ bytes: sector, content: [[10, sector]] });
      disc.block(2).writeUInt16LE(2, 34);
      return disc;
    },
  ],
  [
    'a list of extents in a circle, without an extent in it',
    () =>
      discWith({ bytes: sector, content: [[20, sector, continued]] }).moreExtents(20, [
        [20, sector, continued],
      ]),
  ],
  [
    'a list of extents that goes on in something else',
    () => discWith({ bytes: sector, content: [[20, sector, continued]] }),
  ],
  [
    'a list of extents that is longer than its block',
    () =>
      discWith({ bytes: sector, content: [[20, sector, continued]] }).moreExtents(
        20,
        [[10, sector]],
        0xffff_fff0,
      ),
  ],
  [
    'a file that leads out of the disc',
    () => discWith({ bytes: sector, content: [[discSectors - partitionStart, sector]] }),
  ],
  [
    'a file with a gap in a block',
    () =>
      discWith({
        bytes: sector,
        content: [
          [10, 100],
          [11, sector],
        ],
      }),
  ],
];

describe('a disc that means harm', () => {
  test.each(hostile)('with %s is unreadable, and that is found soon', async (_what, make) => {
    const disc = make();
    const files = contentOf(disc, '/file.bin');
    await expect(files).rejects.toBeInstanceOf(UnreadableFileSystem);
    await expect(files).rejects.toMatchObject({ code: 'UNREADABLE_FILE_SYSTEM' });
    expect(disc.readSectors).toBeLessThan(10_000);
  });

  test('with a list of extents in a circle has no more content than the file says', async () => {
    const disc = discWith({
      bytes: 1000 * sector,
      content: [[20, sector, continued]],
    }).moreExtents(20, [
      [10, sector, recorded],
      [20, sector, continued],
    ]);
    expect((await contentOf(disc, '/file.bin')).length).toBe(1000 * sector);
  });

  test('with a file of petabytes gives it a piece at a time', async () => {
    const disc = discWith({ bytes: 2 ** 52, content: [[0, 2 ** 30 - sector, notRecorded]] });
    expect((await contentOf(disc, '/file.bin', 2)).length).toBe(2 * 2 ** 20);
  });

  test('with many large folders does not have them all remembered', async () => {
    // Each name of the root is the same large folder.
    const inside = fileIdentifier('file', 3);
    const large = Buffer.concat([inside, Buffer.alloc(40 * 2 ** 20 - inside.length)]);
    const names = Buffer.concat([fileIdentifier('a', 2), fileIdentifier('b', 2)]);
    const disc = new HandMadeUdf()
      .fileSet(0, 1)
      .entry(1, { directory: true, bytes: names.length, content: names })
      .entry(2, {
        directory: true,
        bytes: large.length,
        content: [
          [10, sector],
          [0, large.length - sector, notRecorded],
        ],
      })
      .entry(3, { bytes: 1, content: Buffer.from('x') })
      .data(10, inside);
    const files = await UdfFiles.open(disc);
    expect(await files.find('/a/file')).not.toBeNull();
    expect(await files.find('/a/file')).not.toBeNull();
    const before = disc.readSectors;
    expect(await files.find('/b/file')).not.toBeNull();
    expect(await files.find('/a/file')).not.toBeNull();
    // Where it knows every folder, it reads the file set and the file's entry.
    const known = 2;
    // The first time the folder's entry and data, the second time those and the root, which has gone with them.
    expect(disc.readSectors - before).toBe(known + 2 + known + 3);
  });
});

test('a drive is asked for no sector once the command was stopped', async () => {
  const asked: number[] = [];
  const stop = new AbortController();
  const recorder = {
    readSectors: (start: number) => {
      asked.push(start);
      return Promise.resolve(new Uint8Array(sector));
    },
  } as unknown as DiscRecorder;
  const source = sectorsOf(recorder, discSectors, stop.signal);
  await source.read(7, 1);
  stop.abort(new Error('stopped'));
  await expect(source.read(8, 1)).rejects.toThrow('stopped');
  expect(asked).toEqual([7]);
});
