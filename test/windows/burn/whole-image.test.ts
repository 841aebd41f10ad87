import { describe, expect, test } from '@jest/globals';
import { burnImage, burnModified, planBurn } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  addFiles,
  firstSession,
  newDisc,
  openDisc,
  prepareAppend,
  recordedDisc,
  treeOnDisc,
} from '../support/disc';
import { sectorsOf } from '../support/sectors';

describe('an image for a blank disc', () => {
  test('has no modified blocks: E_NOTIMPL is null', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    await addFiles(image, firstSession);
    const result = await image.createResult();
    expect(await result.modifiedBlocks()).toBeNull();
    expect(await result.streamBlockRanges()).toBeNull();
    expect(await planBurn(recorder, result)).toMatchObject({
      mode: 'whole',
      blocks: result.totalBlocks,
    });
    await imapi.close();
  });

  test('is refused by burnModified with ERR_WHOLE_IMAGE_REQUIRED, and the disc stays blank', async () => {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    await addFiles(image, firstSession);
    const result = await image.createResult();
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({
      code: 'ERR_WHOLE_IMAGE_REQUIRED',
      operation: expect.any(String),
    });
    expect(error.message).toContain('burnImage()');
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    expect(await recorder.media()).toMatchObject({ blank: true });
    await imapi.close();
  });

  test('is recorded whole where whenWholeImage allows it, without ForceOverwrite', async () => {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    await addFiles(image, { '/only.txt': 'one' });
    const report = await burnModified(recorder, await image.createResult(), {
      whenWholeImage: 'if-blank',
    });
    expect(report).toMatchObject({ mode: 'whole' });
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite')).toBe(0);
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(['/only.txt']);
  });
});

describe('an appended image that names no ranges', () => {
  test.each([{ 'block-ranges': 'e-notimpl' }, { 'image-result': '1' }])(
    'is refused by burnModified under %j, and nothing is written',
    async (switches) => {
      const disc = await recordedDisc();
      const before = sectorsOf(disc);
      const { imapi, recorder, result } = await prepareAppend(disc, { switches });
      expect(await result.modifiedBlocks()).toBeNull();
      for (const whenWholeImage of ['reject', 'if-blank'] as const) {
        const error = await failureOf(burnModified(recorder, result, { whenWholeImage }));
        expect(error).toMatchObject({ code: 'ERR_WHOLE_IMAGE_REQUIRED' });
      }
      expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
      await imapi.close();
      expect(sectorsOf(disc).equals(before)).toBe(true);
    },
  );
});

describe('a whole burn', () => {
  test('of an image that reads the disc it would overwrite is refused, and never becomes a modified one', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    for (const overwrite of [false, true]) {
      const error = await failureOf(burnImage(recorder, result, { overwrite }));
      expect(error['code']).toMatch(/^(ERR_IMAGE_READS_DISC|E_IMAPI_DF2DATA_MEDIA_NOT_BLANK)$/);
    }
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });

  test('of a new image on a used disc needs overwrite: true, and then replaces everything', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder, importPrevious: false });
    await addFiles(image, { '/replaced.txt': 'new' });
    const result = await image.createResult();
    const error = await failureOf(burnImage(recorder, result));
    expect(error).toMatchObject({ code: 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK' });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    const report = await burnImage(recorder, result, { overwrite: true });
    expect(report).toMatchObject({ mode: 'whole', blocksPlanned: result.totalBlocks });
    // The counter that must stay at 0 for burnModified does count.
    expect(
      await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite'),
    ).toBeGreaterThan(0);
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(['/replaced.txt']);
  });
});
