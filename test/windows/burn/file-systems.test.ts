import { describe, expect, jest, test } from '@jest/globals';
import { burnImage, burnModified, planBurn, updateDisc, type ImageFileSystem } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  addFiles,
  firstSession,
  newDisc,
  openDisc,
  prepareAppend,
  treeOnDisc,
} from '../support/disc';
import { joined } from '../support/sectors';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(120_000);

/**
 * What FileSystemsToCreate is before anyone sets it is the switch `file-systems`. The client leaves nothing to it: an image
 * has UDF, or what its options say, under every value.
 */
describe.each(['bridge', 'iso9660-joliet', 'udf'])('where the default is %s', (value) => {
  const switches = { 'file-systems': value };

  async function freshDisc(fileSystems?: readonly ImageFileSystem[]): Promise<string> {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc, { media: 'dvd+rw', switches });
    const image = await imapi.createImage({
      recorder,
      volumeName: 'TEST_DISC',
      ...(fileSystems === undefined ? {} : { fileSystems }),
    });
    await addFiles(image, firstSession);
    const result = await image.createResult();
    expect(await planBurn(recorder, result)).toMatchObject({ mode: 'whole' });
    expect(await burnImage(recorder, result)).toMatchObject({ mode: 'whole', verified: 'ranges' });
    const descriptors = Buffer.from(await recorder.readSectors(16, 1));
    expect(descriptors.toString('latin1', 1, 6)).toBe(
      fileSystems === undefined ? 'BEA01' : 'CD001',
    );
    await imapi.close();
    return disc;
  }

  test.each<readonly (readonly ImageFileSystem[] | undefined)[]>([
    [undefined],
    [['iso9660', 'joliet', 'udf']],
  ])('a disc of %j is continued by its modified ranges', async (fileSystems) => {
    const disc = await freshDisc(fileSystems);
    const { imapi, recorder, result } = await prepareAppend(disc, { switches });
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    expect(ranges.length).toBeGreaterThan(1);
    expect(await planBurn(recorder, result)).toMatchObject({ mode: 'modified' });
    expect(await burnModified(recorder, result)).toMatchObject({
      mode: 'modified',
      verified: 'ranges',
    });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('a disc of ISO 9660 and Joliet takes the whole image only, when told to overwrite', async () => {
    const disc = await freshDisc(['iso9660', 'joliet']);
    const { imapi, recorder } = await openDisc(disc, { switches });
    expect(await failureOf(imapi.createImage({ recorder }))).toMatchObject({
      code: 'IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION',
    });
    const image = await imapi.createImage({ recorder, importPrevious: false });
    await image.add(Buffer.from('anew'), '/anew.txt');
    const result = await image.createResult();
    expect(await result.modifiedBlocks()).toBeNull();
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'ERR_WHOLE_IMAGE_REQUIRED',
    });
    await burnImage(recorder, result, { overwrite: true });
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(['/anew.txt']);
  });

  // CD sessions are 22 MB apart.
  test('updateDisc makes a first session and continues it, on both kinds of media', async () => {
    for (const media of ['dvd+rw', 'cd-r'] as const) {
      const disc = newDisc();
      const { imapi, recorder } = await openDisc(disc, { media, switches, sectors: 65_536 });
      const update = (name: string): ReturnType<typeof updateDisc> =>
        updateDisc(imapi, recorder, (image) => image.add(Buffer.from(name), name));
      expect(await update('/one.txt')).toMatchObject({ mode: 'whole', verified: 'ranges' });
      expect(await update('/two.txt')).toMatchObject({
        mode: media === 'cd-r' ? 'whole' : 'modified',
        verified: 'ranges',
      });
      await imapi.close();
      expect(await treeOnDisc(disc)).toEqual(['/one.txt', '/two.txt']);
    }
  });
});
