import { describe, expect, jest, test } from '@jest/globals';
import { burnImage, burnModified, planBurn, verifyRanges, type MediaType } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { content, newDisc, openDisc, treeOf, type Files } from '../support/disc';

jest.setTimeout(120_000);

/** CD sessions are 22 MB apart, DVD-R's first ones 32 MB: room for four of them. */
const sectors = 65_536;

const firstFiles: Files = {
  '/stays.bin': content(1, 300_000),
  '/changes.txt': 'as it was',
  '/goes.txt': 'soon gone',
};

async function blankDisc(media: MediaType, capacity = sectors): Promise<string> {
  const disc = newDisc();
  const { imapi } = await openDisc(disc, { media, sectors: capacity });
  await imapi.close();
  return disc;
}

/** Adds a session of these files to whatever is on the disc. */
async function addSession(
  disc: string,
  files: Files,
  { remove = [], ...options }: { remove?: string[]; closeMedia?: boolean } = {},
): Promise<void> {
  const { imapi, recorder } = await openDisc(disc);
  const image = await imapi.createImage({ recorder });
  for (const path of remove) await image.remove(path);
  for (const [path, data] of Object.entries(files))
    await image.add(typeof data === 'string' ? Buffer.from(data) : data, path);
  const report = await burnImage(recorder, await image.createResult(), options);
  expect(report).toMatchObject({ mode: 'whole', verified: 'ranges' });
  await imapi.close();
}

test.each<MediaType>(['dvd+r', 'cd-r'])('a blank %s has nothing to import', async (media) => {
  const { imapi, recorder } = await openDisc(await blankDisc(media));
  const failure = await failureOf(imapi.createImage({ recorder, importPrevious: true }));
  expect(failure).toMatchObject({ code: 'IMAPI_E_EMPTY_DISC' });
  expect(failure.message).toContain('blank');
  await imapi.close();
});

describe.each<MediaType>(['cd-r', 'dvd+r', 'dvd-r', 'bd-r', 'cd-rw', 'hddvd-r'])(
  'a %s',
  (media) => {
    test('takes session after session, each showing all that is valid, and none once closed', async () => {
      const disc = await blankDisc(media);
      await addSession(disc, firstFiles);

      const second = await openDisc(disc);
      const before = await second.recorder.media();
      expect(before).toMatchObject({ type: media, blank: false, states: ['appendable'] });
      const old = await second.recorder.readSectors(0, 640);
      const image = await second.imapi.createImage({ recorder: second.recorder });
      await image.add(content(3, 200_000), '/new/added.bin');
      await image.add(Buffer.from('as it is now'), '/changes.txt');
      await image.remove('/goes.txt');
      const result = await image.createResult();
      expect(await result.modifiedBlocks()).toBeNull();
      // The new session only: what stays is referenced where it is.
      expect(result.totalBlocks).toBeLessThan(600);
      expect(await failureOf(burnModified(second.recorder, result))).toMatchObject({
        code: 'ERR_WHOLE_IMAGE_REQUIRED',
      });
      expect(
        await failureOf(burnModified(second.recorder, result, { whenWholeImage: 'if-blank' })),
      ).toMatchObject({ code: 'ERR_WHOLE_IMAGE_REQUIRED' });
      const plan = await planBurn(second.recorder, result);
      expect(plan).toMatchObject({ mode: 'whole', blocks: result.totalBlocks, commitRanges: null });
      const lbas: number[] = [];
      await burnModified(second.recorder, result, {
        plan,
        whenWholeImage: 'burn',
        onProgress: ({ lastWrittenLba }) => {
          if (lastWrittenLba !== null) lbas.push(lastWrittenLba);
        },
      });
      const start = before.nextWritableAddress ?? 0;
      expect(Math.max(...lbas)).toBe(start + result.totalBlocks - 1);
      expect(second.imapi.virtual).not.toBeNull();
      expect((await verifyRanges(second.recorder, result)).mismatches).toHaveLength(0);
      // Not a sector of the old session has changed.
      expect(await second.recorder.readSectors(0, 640)).toEqual(old);
      await second.imapi.close();

      await addSession(disc, { '/third.txt': 'three' }, { remove: ['/new'], closeMedia: true });
      const { imapi, recorder } = await openDisc(disc);
      expect(await recorder.media()).toMatchObject({
        states: ['finalized'],
        nextWritableAddress: null,
        freeSectors: 0,
      });
      expect(await failureOf(imapi.createImage({ recorder }))).toMatchObject({
        code: 'ERR_NOT_APPENDABLE',
      });
      const loose = await imapi.createImage();
      await loose.add(Buffer.from('x'), '/x');
      expect(
        await failureOf(burnImage(recorder, await loose.createResult(), { overwrite: true })),
      ).toMatchObject({ code: 'ERR_NOT_APPENDABLE' });
      await imapi.close();
    });
  },
);

test('files of every session are found with their content, whichever session wrote them', async () => {
  const disc = await blankDisc('dvd+r');
  await addSession(disc, firstFiles);
  await addSession(disc, { '/changes.txt': 'twice' }, { remove: ['/goes.txt'] });
  await addSession(disc, { '/last.txt': 'three' });
  const { imapi, recorder } = await openDisc(disc);
  const image = await imapi.createImage({ recorder });
  expect(await treeOf(image)).toEqual(['/changes.txt', '/last.txt', '/stays.bin']);
  expect(await image.list('/')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: '/stays.bin', bytes: 300_000 }),
      expect.objectContaining({ path: '/changes.txt', bytes: 5 }),
    ]),
  );
  // The bytes of the first session, where its own burn put them: nothing was copied.
  const writes = await recorder.media();
  expect(writes.nextWritableAddress).toBeGreaterThan(3 * 2048);
});

test('a disc of which 2 % or less are left is closed', async () => {
  const disc = await blankDisc('dvd+r', 4096);
  await addSession(disc, { '/large.bin': new Uint8Array(2048 * 3440) });
  const { recorder } = await openDisc(disc);
  expect((await recorder.media()).states).toEqual(['finalized']);
});

test('an image that does not continue the disc is refused, and writes nothing', async () => {
  const disc = await blankDisc('bd-r');
  await addSession(disc, firstFiles);
  const { imapi, recorder } = await openDisc(disc);
  const loose = await imapi.createImage({ media: 'bd-r' });
  await loose.add(Buffer.from('x'), '/x');
  const burn = burnImage(recorder, await loose.createResult(), { overwrite: true });
  expect(await failureOf(burn)).toMatchObject({ code: 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK' });

  // Two images of the same state: the second one's place is taken by the first one's session.
  const one = await imapi.createImage({ recorder });
  const two = await imapi.createImage({ recorder });
  const second = await two.createResult();
  await burnImage(recorder, await one.createResult());
  expect(await failureOf(burnImage(recorder, second))).toMatchObject({ code: 'ERR_PLAN_STALE' });
});

test('a power cut in a session leaves the one before it, and a disc that takes no other', async () => {
  const disc = await blankDisc('dvd+r');
  await addSession(disc, firstFiles);
  const cut = await openDisc(disc, {
    faults: [{ at: { sectorsWritten: 200 }, fail: 'power-cut' }],
  });
  const image = await cut.imapi.createImage({ recorder: cut.recorder });
  await image.add(content(5, 800_000), '/lost.bin');
  expect(await failureOf(burnImage(cut.recorder, await image.createResult()))).toMatchObject({
    discState: 'old-session-valid',
  });
  await cut.imapi.close();

  const { imapi, recorder } = await openDisc(disc);
  expect((await recorder.media()).states).toEqual(['non-empty-session']);
  expect(await failureOf(imapi.createImage({ recorder }))).toMatchObject({
    code: 'ERR_NOT_APPENDABLE',
  });
});
