import { describe, expect, test } from '@jest/globals';
import { burnImage, burnModified, planBurn, type BurnAction, type MediaType } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { newDisc, openDisc, prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { joined, sectorsOf } from '../support/sectors';

describe("a modified burn, under every reading of IMAPI2's behaviour", () => {
  test.each([
    ['stream-reads', 'calling-thread'],
    ['range-list', 'ignored-when-forced'],
    ['write-figures', 'per-image'],
    ['idle-lbas', 'stale'],
    ['write-result', 'speed-adjusted'],
    ['write-result', 'rotation-adjusted'],
    ['write-result', 'both-adjusted'],
    ['multisession', 'random-write-and-sequential'],
    ['last-written-address', 'last-sector'],
  ])('records exactly the ranges where %s is %s', async (name, value) => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, { switches: { [name]: value } });
    const ranges = [...((await result.streamBlockRanges()) ?? [])];
    expect(ranges.length).toBeGreaterThan(0);
    const report = await burnModified(recorder, result);
    expect(report).toMatchObject({ mode: 'modified', verified: 'ranges', ranges: ranges.length });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('says that what was read back may have come from the cache of a drive that goes by it', async () => {
    const switches = { 'force-unit-access': 'refused' };
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { switches });
    const { verified, warnings } = await burnModified(recorder, result);
    expect(verified).toBe('ranges');
    expect(warnings).toEqual([expect.stringContaining('cache')]);
    await imapi.close();
  });

  test('is refused by the drive that wants ForceOverwrite, with nothing written and nothing forced', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const switches = { 'append-without-force': 'refused' };
    const { imapi, recorder, result } = await prepareAppend(disc, { switches });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK',
      discState: 'unchanged',
    });
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite')).toBe(0);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });

  test('is refused where the stream has no list although ModifiedBlocks has', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { 'stream-ranges': 'none' },
    });
    expect(await result.modifiedBlocks()).not.toBeNull();
    expect(await planBurn(recorder, result)).toMatchObject({ mode: 'whole' });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'ERR_WHOLE_IMAGE_REQUIRED',
    });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
  });
});

describe('an image that continues nothing and lists all of itself', () => {
  const switches = { 'fresh-ranges': 'whole' };

  test('is a whole image, which overwrites a disc only where that was allowed', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder } = await openDisc(disc, { switches });
    const image = await imapi.createImage({ recorder, importPrevious: false });
    await image.add(Buffer.from('alone'), '/alone.txt');
    const result = await image.createResult();
    expect([...((await result.modifiedBlocks()) ?? [])]).toEqual([
      { startLba: 0, endLba: result.totalBlocks - 1 },
    ]);
    expect(await planBurn(recorder, result)).toMatchObject({ mode: 'whole', commitRanges: null });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'ERR_WHOLE_IMAGE_REQUIRED',
    });
    expect(await failureOf(burnImage(recorder, result))).toMatchObject({
      code: 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK',
    });
    expect(sectorsOf(disc).equals(before)).toBe(true);
    expect(await burnImage(recorder, result, { overwrite: true })).toMatchObject({ mode: 'whole' });
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(['/alone.txt']);
  });

  test('is added whole to a write-once disc', async () => {
    const disc = await recordedDisc('dvd+r');
    const { imapi, recorder, result } = await prepareAppend(disc, { switches });
    expect(await planBurn(recorder, result)).toMatchObject({ mode: 'whole' });
    expect(await burnImage(recorder, result)).toMatchObject({ mode: 'whole', verified: 'ranges' });
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });
});

describe.each(['becoming-ready', 'ready', 'no-media', 'formatting', 'busy'])(
  'a tray that was closed, and the drive is %s',
  (ready) => {
    test('waitUntilReady waits for the drive', async () => {
      const { imapi, recorder } = await openDisc(await recordedDisc(), {
        switches: { 'tray-close': ready },
      });
      await recorder.eject();
      await recorder.closeTray();
      await recorder.waitUntilReady();
      expect(await recorder.media()).toMatchObject({ type: 'dvd+rw' });
      await imapi.close();
    });

    test('a burn that does not wait is refused with what the drive says, and succeeds later', async () => {
      const switches = { 'tray-close': ready };
      const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { switches });
      await recorder.eject();
      await recorder.closeTray();
      expect(await failureOf(burnModified(recorder, result))).toMatchObject({
        // The first command is told that the medium is another one, unless the drive sees none.
        code: `E_IMAPI_RECORDER_MEDIA_${ready === 'no-media' ? 'NO_MEDIA' : 'BECOMING_READY'}`,
      });
      expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
      await recorder.waitUntilReady();
      expect(await burnModified(recorder, result)).toMatchObject({ verified: 'ranges' });
      await imapi.close();
    });
  },
);

describe.each([
  ['becoming-ready', 'E_IMAPI_RECORDER_MEDIA_BECOMING_READY', 'unchanged'],
  ['formatting', 'E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS', 'unchanged'],
  ['busy', 'E_IMAPI_RECORDER_MEDIA_BUSY', 'unchanged'],
  // A drive that sees no disc can't be asked what is on it.
  ['no-media', 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA', 'unknown'],
])('a drive that is %s when a write begins', (fail, code, discState) => {
  test('ends it with that, and takes the burn once it is ready', async () => {
    const faults = [{ at: { call: 'IDiscFormat2Data::Write' }, fail, commands: 4 }];
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { faults });
    const failure = await failureOf(burnModified(recorder, result));
    expect(failure).toMatchObject({ code, discState });
    expect(failure['retryable']).toBe(fail !== 'no-media');
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    const left = (): Promise<unknown> => failureOf(recorder.waitUntilReady());
    while (fail === 'no-media' && (await left().catch(() => null)) !== null);
    await recorder.waitUntilReady();
    expect(await burnModified(recorder, result)).toMatchObject({ verified: 'ranges' });
    await imapi.close();
  });
});

describe.each(['at-next-command', 'delayed'])('where a cancel takes effect %s', (cancel) => {
  test.each<[BurnAction, MediaType, 'ranges' | 'full']>([
    ['writing', 'dvd+rw', 'ranges'],
    ['finalizing', 'dvd+rw', 'ranges'],
    ['finalizing', 'bd-r', 'ranges'],
    ['verifying', 'dvd+rw', 'full'],
  ])('a burn cancelled while %s a %s ends as cancel() said (%s)', async (when, media, verify) => {
    const disc = await recordedDisc(media);
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { cancel },
      speed: 400,
    });
    const told: boolean[] = [];
    const burn = (media === 'bd-r' ? burnImage : burnModified)(recorder, result, {
      verify,
      onProgress: ({ action }) => {
        if (action === when) told.push(burn.cancel('enough'));
      },
    });
    const end = await burn.then(
      () => null,
      (error: unknown) => error as { discState: string } & Record<string, unknown>,
    );
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(end !== null).toBe(told.includes(true));
    if (when === 'writing') expect(told[0]).toBe(true);
    if (end === null) return;
    expect(end).toMatchObject({ code: 'ABORT_ERR', cause: 'enough' });
    // What it says of the disc is what another program finds.
    const found = end.discState === 'commit-interrupted' ? null : await treeOnDisc(disc);
    expect([end.discState, found?.includes('/new/added.bin') ?? null]).toEqual(
      when === 'writing'
        ? [
            expect.stringMatching(/^(old-session-valid|commit-interrupted)$/),
            found === null ? null : false,
          ]
        : ['complete', true],
    );
  });
});

describe('a disc with a mounted file system', () => {
  test('is locked by force only, which the refusal says, and burned all the same', async () => {
    const switches = { volume: 'mounted' };
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { switches });
    const refused = await failureOf(recorder.lock());
    expect(refused).toMatchObject({ code: 'E_ACCESSDENIED' });
    expect(refused.message).toContain('force: true');
    const lock = await recorder.lock({ force: true });
    await lock.release();
    expect(await burnModified(recorder, result)).toMatchObject({ verified: 'ranges' });
    await imapi.close();
  });
});

describe.each(['filled', 'absent', 'unfilled', 'left-over'])(
  'a failure whose IErrorInfo is %s',
  (text) => {
    test('has a sentence, and never one with an insert that nobody filled', async () => {
      const { imapi, recorder } = await openDisc(newDisc(), { switches: { 'error-info': text } });
      const image = await imapi.createImage({ recorder });
      const refused = await failureOf(image.setVolumeName('x'.repeat(300)));
      expect(refused['code']).toMatch(/^IMAPI_E_/);
      expect(refused.message).not.toContain('%1');
      expect(refused.message).not.toContain('left this behind');
      expect(refused.message).toMatch(/: [A-Z].*\. (?:.*\. )?\(IMAPI_E_\w+\)$/);
      await imapi.close();
    });
  },
);

describe.each(['zeros', 'refused', 'format-unit'])('the erase of a BD-RE: %s', (how) => {
  test('makes it blank, or is refused and changes nothing', async () => {
    const disc = await recordedDisc('bd-re');
    const before = sectorsOf(disc);
    const { imapi, recorder } = await openDisc(disc, { switches: { 'bd-re-erase': how } });
    if (how === 'refused') {
      expect(await failureOf(recorder.erase())).toMatchObject({
        code: 'E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED',
      });
      expect(sectorsOf(disc).equals(before)).toBe(true);
    } else {
      await recorder.erase();
    }
    expect(await recorder.media()).toMatchObject({ blank: how !== 'refused' });
    await imapi.close();
  });
});
