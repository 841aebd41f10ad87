import { describe, expect, jest, test } from '@jest/globals';
import { burnImage, burnModified, planBurn } from 'imapi2';

import { openDisc, recordedDisc, treeOnDisc } from '../support/disc';

jest.setTimeout(120_000);

describe('a disc whose descriptors could not be read at its import', () => {
  const read = 'IDiscRecorder2Ex::SendCommandGetDataFromDevice';

  /** How often the drive was read once the import is over: the last times for what the disc is known by. */
  async function readsOfImport(disc: string): Promise<number> {
    const { imapi, recorder } = await openDisc(disc);
    await imapi.createImage({ recorder });
    const reads = (await imapi.virtual?.counter(`calls:${read}`)) ?? NaN;
    await imapi.close();
    return reads;
  }

  test.each(['dvd+rw', 'dvd+r'] as const)(
    'is burned with a warning, in the plan and in the report: %s',
    async (media) => {
      const disc = await recordedDisc(media);
      const nth = await readsOfImport(disc);
      const { imapi, recorder } = await openDisc(disc, {
        faults: [{ at: { call: read, nth }, fail: 'E_FAIL' }],
      });
      const image = await imapi.createImage({ recorder });
      await image.add(Buffer.from('two'), '/two.txt');
      const result = await image.createResult();
      const warnings = [expect.stringContaining('could not be read when the image was made')];
      expect((await planBurn(recorder, result)).warnings).toEqual(warnings);
      const burn = media === 'dvd+rw' ? burnModified : burnImage;
      expect(await burn(recorder, result)).toMatchObject({ verified: 'ranges', warnings });
      await imapi.close();
      expect(await treeOnDisc(disc)).toContain('/two.txt');
    },
  );
});
