import { describe, expect, jest, test } from '@jest/globals';
import { updateDisc, type Fault } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { addFiles, content, newDisc, openDisc, recordedDisc, treeOnDisc } from '../support/disc';
import { sectorsOf } from '../support/sectors';

jest.setTimeout(120_000);

describe('updateDisc on a write-once disc', () => {
  test('adds session after session, and says so once none can follow', async () => {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc, { media: 'dvd+r' });
    const first = await updateDisc(
      imapi,
      recorder,
      (image) => addFiles(image, { '/one.txt': 'one', '/goes.txt': 'soon hidden' }),
      { volumeName: 'ONCE' },
    );
    expect(first).toMatchObject({ mode: 'whole', verified: 'ranges', warnings: [] });
    const second = await updateDisc(
      imapi,
      recorder,
      async (image) => {
        expect(image.volumeName).toBe('ONCE');
        await image.add(content(4, 100_000), '/two.bin');
        await image.remove('/goes.txt');
      },
      { closeMedia: true },
    );
    expect(second).toMatchObject({ mode: 'whole', verified: 'ranges', warnings: [] });
    expect((await recorder.media()).states).toEqual(['finalized']);
    const written = sectorsOf(disc);

    let edited = false;
    const third = updateDisc(imapi, recorder, () => {
      edited = true;
    });
    const error = await failureOf(third);
    expect(error).toMatchObject({ name: 'ImapiError', code: 'ERR_NOT_APPENDABLE' });
    expect(error.message).toContain('Nothing can be recorded on the disc any more');
    expect(edited).toBe(false);
    await imapi.close();
    expect(sectorsOf(disc).equals(written)).toBe(true);
  });

  test('refuses another disc that was put in while it was edited, and writes to neither', async () => {
    const [disc, other] = [await recordedDisc('dvd+r'), await recordedDisc('dvd+r')];
    const [before, otherBefore] = [sectorsOf(disc), sectorsOf(other)];
    const swap: Fault = {
      at: { call: 'IFileSystemImage::CreateFileItem' },
      fail: 'swap-disc',
      disc: other,
    };
    const { imapi, recorder } = await openDisc(disc, { faults: [swap] });
    const update = updateDisc(imapi, recorder, async (image) => {
      await image.add(Buffer.from('two'), '/two.txt');
      await recorder.waitUntilReady();
    });
    expect((await failureOf(update))['code']).toMatch(/^(ERR_PLAN_STALE|IMAPI_E_DISC_MISMATCH)$/);
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
    expect(sectorsOf(other).equals(otherBefore)).toBe(true);
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });
});
