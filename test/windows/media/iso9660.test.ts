import { describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import {
  burnImage,
  burnModified,
  planBurn,
  updateDisc,
  verifyRanges,
  type ImageFileSystem,
  type ImageProgress,
  type MediaType,
} from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { json } from '../support/command-line';
import {
  addFiles,
  bytesPerSector,
  content,
  newDisc,
  openDisc,
  treeOf,
  treeOnDisc,
  type Files,
} from '../support/disc';
import { sectorsOf } from '../support/sectors';

/** Discs that hold ISO 9660, with or without Joliet, and no UDF. */

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(180_000);

const joliet: readonly ImageFileSystem[] = ['iso9660', 'joliet'];
const plain: readonly ImageFileSystem[] = ['iso9660'];

const files: Files = {
  '/stays.bin': content(1, 300_000),
  '/Changes, and is long.txt': 'as it was',
  '/goes.txt': 'soon gone',
  '/folder/deep/file.bin': content(2, 5000),
  '/empty.txt': '',
};

/** CD sessions are 22 MB apart, DVD-R's first ones 32 MB. */
async function isoDisc(media: MediaType, fileSystems = joliet): Promise<string> {
  const disc = newDisc();
  const { imapi, recorder } = await openDisc(disc, { media, sectors: 65_536 });
  const image = await imapi.createImage({ recorder, volumeName: 'ISO_ONLY', fileSystems });
  await addFiles(image, files);
  await burnImage(recorder, await image.createResult());
  await imapi.close();
  return disc;
}

describe.each<MediaType>(['cd-r', 'cd-rw', 'dvd+r', 'dvd-r', 'bd-r'])('a %s of Joliet', (media) => {
  test('is imported with its name, listed, and continued where it ends', async () => {
    const disc = await isoDisc(media);
    const { imapi, recorder } = await openDisc(disc);
    const before = await recorder.media();
    const old = await recorder.readSectors(0, 160);
    const seen: ImageProgress[] = [];
    const image = await imapi.createImage({
      recorder,
      onProgress: (progress) => {
        seen.push(progress);
      },
    });
    expect(image.volumeName).toBe('ISO_ONLY');
    expect(await treeOf(image)).toEqual([
      '/Changes, and is long.txt',
      '/empty.txt',
      '/folder/',
      '/folder/deep/',
      '/folder/deep/file.bin',
      '/goes.txt',
      '/stays.bin',
    ]);
    await image.add(content(3, 200_000), '/new/added.bin');
    await image.add(Buffer.from('as it is now'), '/Changes, and is long.txt');
    await image.remove('/goes.txt');
    const result = await image.createResult();
    expect(await result.modifiedBlocks()).toBeNull();
    // The new session only: what stays is referenced where it is.
    expect(result.totalBlocks).toBeLessThan(200);
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'ERR_WHOLE_IMAGE_REQUIRED',
    });
    expect(await planBurn(recorder, result)).toMatchObject({
      mode: 'whole',
      blocks: result.totalBlocks,
    });
    expect(await burnImage(recorder, result)).toMatchObject({ mode: 'whole', verified: 'ranges' });
    expect((await verifyRanges(recorder, result)).mismatches).toHaveLength(0);
    expect(await recorder.readSectors(0, 160)).toEqual(old);
    // Volume descriptors 16 sectors behind the session's start.
    const start = before.nextWritableAddress ?? 0;
    const descriptor = Buffer.from(await recorder.readSectors(start + 16, 1));
    expect(descriptor.toString('latin1', 1, 6)).toBe('CD001');
    await image.close();
    await imapi.close();

    expect(await treeOnDisc(disc)).toEqual([
      '/Changes, and is long.txt',
      '/empty.txt',
      '/folder/',
      '/folder/deep/',
      '/folder/deep/file.bin',
      '/new/',
      '/new/added.bin',
      '/stays.bin',
    ]);
  });
});

test('updateDisc adds session after session to an ISO 9660 disc, and ls shows them', async () => {
  const disc = newDisc();
  const { imapi, recorder } = await openDisc(disc, { media: 'cd-r', sectors: 65_536 });
  for (const [index, name] of ['/one.txt', '/two.txt', '/three.txt'].entries()) {
    const report = await updateDisc(
      imapi,
      recorder,
      (image) => image.add(Buffer.from(name), name),
      index === 0 ? { fileSystems: joliet, volumeName: 'UPDATED' } : {},
    );
    expect(report).toMatchObject({ mode: 'whole', verified: 'ranges', warnings: [] });
  }
  await imapi.close();
  expect(await json('ls', '--virtual', disc)).toMatchObject({
    code: 0,
    end: {
      volumeName: 'UPDATED',
      entries: [{ path: '/one.txt' }, { path: '/three.txt' }, { path: '/two.txt' }],
    },
  });
});

test('a disc without Joliet is imported by the names that ISO 9660 has', async () => {
  const disc = await isoDisc('cd-r', plain);
  const { imapi, recorder } = await openDisc(disc);
  const image = await imapi.createImage({ recorder });
  expect(await treeOf(image)).toEqual([
    '/CHANGES_.TXT',
    '/EMPTY.TXT',
    '/FOLDER/',
    '/FOLDER/DEEP/',
    '/FOLDER/DEEP/FILE.BIN',
    '/GOES.TXT',
    '/STAYS.BIN',
  ]);
  await image.add(Buffer.from('x'), '/added.txt');
  await burnImage(recorder, await image.createResult());
  await image.close();
  await imapi.close();
  expect(await treeOnDisc(disc)).toContain('/ADDED.TXT');
});

test('another disc put in after the import is noticed before anything is written', async () => {
  const [disc, other] = [await isoDisc('cd-r'), await isoDisc('cd-r')];
  const before = readFileSync(other);
  const { imapi, recorder } = await openDisc(disc, {
    faults: [{ at: { call: 'IFileSystemImage::CreateFileItem' }, fail: 'swap-disc', disc: other }],
  });
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.from('x'), '/x');
  await recorder.waitUntilReady();
  expect((await failureOf(image.createResult()))['code']).toBe('IMAPI_E_DISC_MISMATCH');
  expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
  await imapi.close();
  expect(readFileSync(other).equals(before)).toBe(true);
});

test('a damaged directory is told from a disc without a file system', async () => {
  const disc = await isoDisc('cd-r');
  const damaged = newDisc();
  copyFileSync(disc, damaged);
  const bytes = readFileSync(damaged);
  // Joliet's root, from the second volume descriptor: its record says where it lies.
  const root = bytes.readUInt32LE(17 * bytesPerSector + 156 + 2);
  bytes.fill(0x41, root * bytesPerSector, (root + 1) * bytesPerSector);
  writeFileSync(damaged, bytes);
  const codeOf = async (path: string): Promise<unknown> => {
    const { imapi, recorder } = await openDisc(path);
    const { code } = await failureOf(imapi.createImage({ recorder }));
    await imapi.close();
    return code;
  };
  expect(await codeOf(damaged)).toBe('IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR');
  bytes.fill(0x41, 16 * bytesPerSector, 19 * bytesPerSector);
  writeFileSync(damaged, bytes);
  expect(await codeOf(damaged)).toBe('IMAPI_E_NO_SUPPORTED_FILE_SYSTEM');
});

describe.each<MediaType>(['dvd+rw', 'dvd-ram'])('a %s of ISO 9660 alone', (media) => {
  test('takes no second session, as Microsoft says, and is recorded anew when asked to', async () => {
    const disc = await isoDisc(media);
    const before = sectorsOf(disc);
    const { imapi, recorder } = await openDisc(disc);
    const refused = { code: 'IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION' };
    expect(await failureOf(imapi.createImage({ recorder }))).toMatchObject(refused);
    let edited = false;
    const update = updateDisc(imapi, recorder, () => {
      edited = true;
    });
    expect(await failureOf(update)).toMatchObject(refused);
    expect(edited).toBe(false);
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    expect(sectorsOf(disc).equals(before)).toBe(true);

    const image = await imapi.createImage({ recorder, importPrevious: false, fileSystems: joliet });
    await image.add(Buffer.from('anew'), '/anew.txt');
    const result = await image.createResult();
    expect(await result.modifiedBlocks()).toBeNull();
    expect(await burnImage(recorder, result, { overwrite: true })).toMatchObject({
      mode: 'whole',
      verified: 'ranges',
    });
    await imapi.close();
  });
});
