import { describe, expect, test } from '@jest/globals';

import type { SectorSource } from '#lib/cli/disc-files/sector-source';
import { UdfFiles } from '#lib/cli/disc-files/udf-files';
import { tags, UnreadableFileSystem } from '#lib/cli/disc-files/udf-structures';

import { failureOf } from '../../../jest/failure-of';
import {
  fileEntry,
  folderOf,
  identifier,
  longAd,
  namedMap,
  partitionStart,
  plainMap,
  shortAd,
  tagged,
  udfDisc,
} from './udf-disc';

const data = (fill: number): Buffer => Buffer.alloc(2048, fill);

async function contentOf(disc: SectorSource, path: string): Promise<Buffer | null> {
  const files = await UdfFiles.open(disc);
  const entry = await files.find(path);
  if (entry === null) return null;
  const pieces: Buffer[] = [];
  for await (const piece of files.content(entry)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const oneFile = (entry: Buffer): Record<number, Buffer> => ({
  1: folderOf(identifier('', 1, 0x0a), identifier('gone', 9, 0x04), identifier('f', 2)),
  2: entry,
  10: data(1),
  11: data(2),
  20: data(3),
});

describe('a file on a UDF disc', () => {
  test.each([
    ['by short descriptors', 0, [shortAd(10, 2048), shortAd(20, 52)], [1, 3]],
    ['by long ones', 1, [longAd(10, 4096), longAd(20, 9)], [1, 2, 3]],
    ['with a stretch that was never recorded', 0, [shortAd(10, 2048), shortAd(0, 100, 1)], [1, 0]],
    ['with an end to its list before its descriptors’', 0, [shortAd(10, 9), Buffer.alloc(8)], [1]],
  ])('is found %s', async (_, how, descriptors, fills) => {
    const list = Buffer.concat(descriptors);
    const bytes = (fills.length - 1) * 2048 + 9;
    const entry = fileEntry({ bytes, how, descriptors: list });
    const content = await contentOf(udfDisc(oneFile(entry)), '/f');
    expect(fills.map((_fill, index) => content?.at(index * 2048))).toEqual(fills);
  });

  test('may have its content in an extended entry, and its list go on elsewhere', async () => {
    const inside = { extended: true, bytes: 4, how: 3, descriptors: Buffer.from('text') };
    const disc = udfDisc(oneFile(fileEntry(inside)));
    expect(String(await contentOf(disc, '/f'))).toBe('text');
    const more = tagged(tags.allocationExtent, (sector) => {
      sector.writeUInt32LE(8, 20);
      shortAd(11, 2048).copy(sector, 24);
    });
    const list = Buffer.concat([shortAd(10, 2048), shortAd(30, 2048, 3)]);
    const entry = fileEntry({ bytes: 4096, how: 0, descriptors: list });
    const content = await contentOf(udfDisc({ ...oneFile(entry), 30: more }), '/f');
    expect([content?.length, content?.at(0), content?.at(-1)]).toEqual([4096, 1, 2]);
  });

  test('is named in letters of any kind, and not found by another name or in a file', async () => {
    const blocks = {
      1: folderOf(identifier('жж', 2), identifier('é', 3)),
      2: fileEntry({ bytes: 1, how: 3, descriptors: Buffer.from('a') }),
      3: folderOf(identifier('deep', 2)),
    };
    const disc = udfDisc(blocks);
    expect(String(await contentOf(disc, '/жж'))).toBe('a');
    expect(String(await contentOf(disc, '/é/deep'))).toBe('a');
    for (const path of ['/ж', '/жж/deep', '/é/gone', '/gone'])
      expect(await contentOf(disc, path)).toBeNull();
  });

  test('is found in a metadata partition, whose blocks lie somewhere else', async () => {
    const metadata = fileEntry({
      bytes: 4 * 2048,
      how: 0,
      descriptors: Buffer.concat([shortAd(50, 4096), shortAd(60, 4096)]),
    });
    const file = fileEntry({ bytes: 9, how: 1, descriptors: longAd(10, 9) });
    const set = tagged(tags.fileSet, (sector) => longAd(1, 2048, 0, 1).copy(sector, 400));
    const toFile = identifier('f', 2);
    toFile.writeUInt16LE(1, 28);
    const disc = udfDisc(
      { 5: metadata, 50: set, 51: folderOf(toFile), 60: file, 10: data(7) },
      { maps: [plainMap(), namedMap('*UDF Metadata Partition', 5)], fileSetPartition: 1 },
    );
    expect(await contentOf(disc, '/f')).toEqual(Buffer.alloc(9, 7));
    const outside = identifier('f', 40);
    outside.writeUInt16LE(1, 28);
    const damaged = udfDisc(
      { 5: metadata, 50: set, 51: folderOf(outside) },
      { maps: [plainMap(), namedMap('*UDF Metadata Partition', 5)], fileSetPartition: 1 },
    );
    expect(await failureOf(contentOf(damaged, '/f'))).toMatchObject({
      message: 'The metadata partition on the disc has no block 40.',
    });
  });
});

describe('a disc that is no UDF, or a damaged one,', () => {
  const fine = fileEntry({ bytes: 9, how: 0, descriptors: shortAd(10, 9) });
  const nothing = Buffer.alloc(2048);
  const elsewhere = identifier('f', 2);
  elsewhere.writeUInt16LE(3, 28);

  test.each([
    ['has no anchor', udfDisc({}, {}, { 256: nothing }), 'no anchor at sector 256'],
    ['has no volume', udfDisc({}, {}, { 33: nothing }), 'no logical volume descriptor'],
    ['has no partition', udfDisc({}, { maps: [plainMap(7)] }), 'no partition 7'],
    [
      'has a partition of a kind that is not read',
      udfDisc({}, { maps: [namedMap('*UDF Virtual Partition')] }),
      'a "*UDF Virtual Partition"',
    ],
    ['has no file set', udfDisc({}, {}, { [partitionStart]: nothing }), 'no file set descriptor'],
    ['has no entry where one should be', udfDisc({ 1: nothing }), 'no file entry at block 1'],
    ['names a partition it has not', udfDisc({ 1: folderOf(elsewhere) }), 'a partition 3'],
    [
      'has descriptors of no kind',
      udfDisc(oneFile(fileEntry({ bytes: 9, how: 2, descriptors: shortAd(10, 9) }))),
      'descriptors of kind 2',
    ],
    [
      'has a list that leads nowhere',
      udfDisc(oneFile(fileEntry({ bytes: 9, how: 0, descriptors: shortAd(10, 9, 3) }))),
      'a list of extents that breaks off',
    ],
  ])('is refused with a sentence: it %s', async (_, disc, sentence) => {
    expect(await contentOf(udfDisc(oneFile(fine)), '/f')).toEqual(Buffer.alloc(9, 1));
    const error = await failureOf(contentOf(disc, '/f'));
    expect(error).toBeInstanceOf(UnreadableFileSystem);
    expect(error.message).toContain(sentence);
  });
});
