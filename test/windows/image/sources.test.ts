import { describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnModified } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { openDisc, recordedDisc, treeOnDisc } from '../support/disc';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';

describe('a source file that', () => {
  test.each([
    ['vanishes', (file: string) => rmSync(file)],
    ['grows', (file: string) => appendFileSync(file, 'more')],
    ['shrinks', (file: string) => writeFileSync(file, '')],
  ])('%s between add and burn fails it by name, and the old session stays', async (_, change) => {
    const disc = await recordedDisc();
    const source = join(scratch(), 'source.bin');
    writeFileSync(source, Buffer.alloc(50_000, 1));
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    await image.add(source, '/source.bin');
    const result = await image.createResult();
    change(source);
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({ code: 'ERR_SOURCE_UNREADABLE' });
    expect(error.message).toContain('source.bin');
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });

  test('could not be read earlier does not explain a later failure', async () => {
    const disc = await recordedDisc();
    const source = join(scratch(), 'source.bin');
    writeFileSync(source, Buffer.alloc(50_000, 1));
    const faults = [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_IMAPI_LOSS_OF_STREAMING' }];
    const { imapi, recorder } = await openDisc(disc, { faults });
    const image = await imapi.createImage({ recorder });
    const modified = new Date(2020, 1, 1);
    await image.add(source, '/source.bin', { modified });
    const result = await image.createResult();
    rmSync(source);
    const reading = result.stream();
    expect(await failureOf(reading.toArray())).toMatchObject({ code: 'ERR_SOURCE_UNREADABLE' });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'E_IMAPI_LOSS_OF_STREAMING',
    });
    await imapi.close();
  });

  test('has a long path and a name in many scripts is recorded like any other', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    let folder = scratch();
    for (let depth = 0; depth < 6; depth++) folder = join(folder, 'f'.repeat(60));
    const long = `\\\\?\\${folder}`;
    mkdirSync(long, { recursive: true });
    const source = join(long, 'Ünï – 日本語 – 😀.txt');
    writeFileSync(source, 'far down');
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    await image.add(source, '/far/Ünï – 日本語 – 😀.txt');
    await burnModified(recorder, await image.createResult());
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/far/Ünï – 日本語 – 😀.txt');
    expect(sectorsOf(disc).equals(before)).toBe(false);
  });
});

describe('a file that is to be replaced', () => {
  test('stays where its replacement is refused', async () => {
    const disc = await recordedDisc();
    const faults = [{ at: { call: 'IFsiDirectoryItem::Add' }, fail: 'IMAPI_E_IMAGE_SIZE_LIMIT' }];
    const { imapi, recorder } = await openDisc(disc, { faults });
    const image = await imapi.createImage({ recorder });
    const listed = await image.list();
    expect(await failureOf(image.add(Buffer.from('other'), '/goes.txt'))).toMatchObject({
      code: 'IMAPI_E_IMAGE_SIZE_LIMIT',
    });
    expect((await image.list()).map(({ path }) => path)).toEqual(listed.map(({ path }) => path));
    await image.add(Buffer.from('more'), '/more.txt');
    await burnModified(recorder, await image.createResult());
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(expect.arrayContaining(['/goes.txt', '/more.txt']));
  });
});
