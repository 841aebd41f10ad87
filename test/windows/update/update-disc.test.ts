import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { updateDisc, type BurnProgress, type Fault, type FileSystemImage } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  addFiles,
  content,
  firstSession,
  newDisc,
  openDisc,
  recordedDisc,
  treeOnDisc,
} from '../support/disc';
import { scratch } from '../support/scratch';
import { joined, sectorsOf } from '../support/sectors';

const addOne = (image: FileSystemImage): Promise<void> =>
  image.add(content(5, 100_000), '/update/one.bin');

/** The name of the volume that is on a disc. */
async function nameOf(disc: string): Promise<string> {
  const { imapi, recorder } = await openDisc(disc);
  const { volumeName } = await imapi.createImage({ recorder });
  await imapi.close();
  return volumeName;
}

describe('updateDisc', () => {
  test.each(['dvd+rw', 'bd-re'] as const)(
    'records the first session of a blank %s whole, and then what changes, under the same name',
    async (media) => {
      const disc = newDisc();
      const { imapi, recorder } = await openDisc(disc, { media });
      const first = await updateDisc(imapi, recorder, (image) => addFiles(image, firstSession), {
        volumeName: 'KEPT_NAME',
      });
      expect(first).toMatchObject({ mode: 'whole', verified: 'ranges' });

      let entries: string[] = [];
      const second = await updateDisc(imapi, recorder, async (image) => {
        entries = (await image.list()).map(({ name }) => name);
        await addOne(image);
        await image.remove('/goes.txt');
      });
      expect(entries).toContain('goes.txt');
      expect(second).toMatchObject({ mode: 'modified', verified: 'ranges' });
      expect(second.blocksPlanned).toBeLessThan(second.imageBlocks);
      await imapi.close();
      const tree = await treeOnDisc(disc);
      expect(tree).toContain('/update/one.bin');
      expect(tree).toContain('/stays.bin');
      expect(tree).not.toContain('/goes.txt');
      expect(await nameOf(disc)).toBe('KEPT_NAME');
    },
  );

  test.each([
    [undefined, [expect.stringMatching(/'\w+', which IMAPI2 takes for no name: .* '\w+'\.$/)]],
    ['NEW_NAME', []],
  ])(
    'adds to a disc whose name IMAPI2FS refuses, which gets another: %s',
    async (volumeName, warnings) => {
      const disc = await recordedDisc();
      const call = 'IFileSystemImage::put_VolumeName';
      const faults: Fault[] = [{ at: { call }, fail: 'IMAPI_E_INVALID_VOLUME_NAME' }];
      const { imapi, recorder } = await openDisc(disc, { faults });
      const options = volumeName === undefined ? {} : { volumeName };
      const report = await updateDisc(imapi, recorder, addOne, options);
      expect(report).toMatchObject({ mode: 'modified', verified: 'ranges', warnings });
      await imapi.close();
      expect(await treeOnDisc(disc)).toContain('/update/one.bin');
      if (volumeName !== undefined) expect(await nameOf(disc)).toBe(volumeName);
    },
  );

  test('gives the disc another name where it is asked to, and that is change enough', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc);
    const options = { volumeName: 'NEW_NAME' };
    const edit = (): void => undefined;
    expect(await updateDisc(imapi, recorder, edit, options)).toMatchObject({ mode: 'modified' });
    expect(await updateDisc(imapi, recorder, edit, options)).toMatchObject({ blocksPlanned: 0 });
    await imapi.close();
    expect(await nameOf(disc)).toBe('NEW_NAME');
  });

  test('records exactly the modified ranges, and tells one progress over all phases', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc, { speed: 2000 });
    const seen: BurnProgress[] = [];
    const update = updateDisc(imapi, recorder, addOne, {
      onProgress: (progress) => seen.push(progress),
    });
    const report = await update;
    const writes = (await imapi.virtual?.writes(recorder.info.id)) ?? [];
    expect(writes).toHaveLength(joined(writes).length);
    expect(writes.reduce((sum, { startLba, endLba }) => sum + endLba - startLba + 1, 0)).toBe(
      report.blocksPlanned,
    );
    await imapi.close();

    const fractions = seen.map(({ fraction }) => fraction);
    expect([...fractions].sort((left, right) => left - right)).toEqual(fractions);
    expect(fractions.indexOf(1)).toBe(fractions.length - 1);
    const phases = seen.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1]);
    expect(phases).toEqual(['import', 'create', 'write', 'verify']);
    expect(seen.at(-1)).toMatchObject({ blocksWritten: report.blocksPlanned, remaining: 0 });
    expect(report.elapsed).toBeGreaterThanOrEqual(seen.at(-2)?.elapsed ?? NaN);
  });

  test.each([['a recorded disc', true] as const, ['a blank disc', false] as const])(
    'writes nothing to %s where the edit changed nothing, and says so',
    async (_, recorded) => {
      const disc = recorded ? await recordedDisc() : newDisc();
      const { imapi, recorder } = await openDisc(disc);
      const before = sectorsOf(disc);
      const update = updateDisc(imapi, recorder, async (image) => {
        await image.list();
      });
      const seen: number[] = [];
      for await (const { fraction } of update) seen.push(fraction);
      expect(seen.at(-1)).toBe(1);
      expect(await update).toMatchObject({
        ranges: 0,
        blocksPlanned: 0,
        blocksWritten: 0,
        verified: 'none',
        warnings: ['Nothing was changed, so nothing was written.'],
      });
      expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')).toBe(0);
      await imapi.close();
      expect(sectorsOf(disc).equals(before)).toBe(true);
    },
  );

  test('keeps a journal of the burn while it runs', async () => {
    const disc = await recordedDisc();
    const journal = join(scratch(), 'burn.journal');
    const { imapi, recorder } = await openDisc(disc, { speed: 1000 });
    let kept = false;
    await updateDisc(imapi, recorder, addOne, {
      journal,
      onProgress: ({ action }) => (kept ||= action === 'writing' && existsSync(journal)),
    });
    expect(kept).toBe(true);
    expect(existsSync(journal)).toBe(false);
    await imapi.close();
  });

  test('passes on what a burn is asked for', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    const report = await updateDisc(imapi, recorder, addOne, { verify: 'none', ejectAfter: true });
    expect(report.verified).toBe('none');
    expect(await failureOf(recorder.media())).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
    });
    await imapi.close();
  });

  test('never silently rewrites a disc whose image names no ranges', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder } = await openDisc(disc, { switches: { 'block-ranges': 'e-notimpl' } });
    for (const [whenWholeImage, code] of [
      [undefined, 'ERR_WHOLE_IMAGE_REQUIRED'],
      ['if-blank', 'ERR_WHOLE_IMAGE_REQUIRED'],
      ['burn', 'ERR_IMAGE_READS_DISC'],
    ] as const) {
      const options = whenWholeImage === undefined ? {} : { whenWholeImage };
      expect(await failureOf(updateDisc(imapi, recorder, addOne, options))).toMatchObject({ code });
    }
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });

  test('refuses what can’t be right before it touches the drive', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    const other = {} as never;
    for (const [call, code] of [
      [updateDisc(other, recorder, addOne), 'ERR_INVALID_ARGUMENT'],
      [updateDisc(imapi, other, addOne), 'ERR_INVALID_ARGUMENT'],
      [updateDisc(imapi, recorder, other), 'ERR_INVALID_ARGUMENT'],
      [updateDisc(imapi, recorder, addOne, { ranges: [] } as never), 'ERR_INVALID_OPTION'],
      [updateDisc(imapi, recorder, addOne, { recorder } as never), 'ERR_INVALID_OPTION'],
      [updateDisc(imapi, recorder, addOne, { volumeName: '' }), 'ERR_INVALID_OPTION'],
      [updateDisc(imapi, recorder, addOne, { udfRevision: 1 }), 'ERR_INVALID_OPTION'],
    ] as const) {
      expect(await failureOf(call)).toMatchObject({ code, operation: 'updateDisc' });
    }
    expect(await imapi.virtual?.counter('calls:IFileSystemImage::ImportFileSystem')).toBe(0);
    await imapi.close();
  });
});
