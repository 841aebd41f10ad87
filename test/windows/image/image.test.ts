import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import {
  burnImage,
  BlockRangeList,
  planBurn,
  verifyRanges,
  burnModified,
  supportInfo,
  type ImageProgress,
} from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  addFiles,
  bytesPerSector,
  content,
  firstSession,
  newDisc,
  openDisc,
  prepareAppend,
  recordedDisc,
  treeOf,
} from '../support/disc';
import { burnScript, runScript } from '../support/run-script';
import { scratch } from '../support/scratch';

describe('an image', () => {
  test('of a recorded disc begins with what is on it, and knows the room that is left', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    expect(await treeOf(image)).toEqual(
      expect.arrayContaining(['/changes.txt', '/folder/', '/folder/deep/file.bin', '/stays.bin']),
    );
    expect(image.volumeName).toBe('TEST_DISC');
    const { totalSectors } = await recorder.media();
    expect(image.freeMediaBlocks).toBeGreaterThan(0);
    expect(image.freeMediaBlocks).toBeLessThan(totalSectors);
    await imapi.close();
  });

  test('of a recorded disc has the room that it is given, and no more than the disc has left', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    const roomOf = async (freeMediaBlocks: number): Promise<number> =>
      (await imapi.createImage({ recorder, freeMediaBlocks })).freeMediaBlocks;
    const { freeMediaBlocks: left } = await imapi.createImage({ recorder });
    expect(await roomOf(1000)).toBe(1000);
    expect(await roomOf(0)).toBe(left);
    expect(await roomOf(left + 1)).toBe(left);
    const small = await imapi.createImage({ recorder, freeMediaBlocks: 1000 });
    expect(await failureOf(small.add(content(3, 3_000_000), '/large.bin'))).toMatchObject({
      code: 'IMAPI_E_IMAGE_SIZE_LIMIT',
    });
    await imapi.close();
  });

  test('keeps the dates that it was given', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    const modified = new Date('2001-02-03T04:05:06Z');
    await image.add(Buffer.from('x'), '/old.txt', { modified });
    expect((await image.list())[0]?.modified).toEqual(modified);
    await imapi.close();
  });

  test('cannot be changed while a result of it is open', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    await addFiles(image, firstSession);
    const result = await image.createResult();
    expect(await failureOf(image.add(Buffer.from('x'), '/late.txt'))).toMatchObject({
      code: 'IMAPI_E_READONLY',
    });
    await result.close();
    await image.add(Buffer.from('x'), '/late.txt');
    await imapi.close();
  });

  test('adds a whole folder of this computer', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    const report = await image.addTree(join(process.cwd(), 'lib'), '/lib', {
      filter: (path) => !path.endsWith('hresults.ts'),
    });
    const tree = await treeOf(image, '/lib');
    expect(report.skipped).toEqual([]);
    expect(tree.filter((path) => path.endsWith('.ts'))).toHaveLength(report.files);
    expect(tree).toContain('/lib/image/add-tree.ts');
    expect(tree).not.toContain('/lib/errors/hresults.ts');
    await imapi.close();
  });
});

describe('a result', () => {
  test('says when it is begun and how long it has become', async () => {
    const { imapi, image } = await prepareAppend(await recordedDisc());
    const seen: ImageProgress[] = [];
    const result = await image.createResult({ onProgress: (progress) => seen.push(progress) });
    const { totalBlocks } = result;
    expect(seen.at(-1)).toEqual({
      phase: 'create',
      item: '',
      done: totalBlocks,
      total: totalBlocks,
    });
    await imapi.close();
  });

  test('gives the same bytes as a stream, in parts, and as a file', async () => {
    const disc = await recordedDisc();
    const { imapi, result } = await prepareAppend(disc);
    const whole = await buffer(result.stream());
    expect(whole).toHaveLength(result.totalBlocks * result.blockSize);
    const part = await buffer(result.stream({ startLba: 250, endLba: 260 }));
    expect(part.equals(whole.subarray(250 * bytesPerSector, 261 * bytesPerSector))).toBe(true);
    const file = join(scratch(), 'saved.iso');
    await result.saveAs(file);
    expect(readFileSync(file).equals(whole)).toBe(true);
    await imapi.close();
  });

  test('tells which file each stretch belongs to', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    await addFiles(image, firstSession);
    const items = await (await image.createResult()).progressItems();
    expect(items.length).toBeGreaterThan(0);
    for (const { firstBlock, lastBlock } of items)
      expect(firstBlock).toBeLessThanOrEqual(lastBlock);
    await imapi.close();
  });
});

describe('verifyRanges', () => {
  test('finds nothing after a burn, and before it the sectors that are not recorded yet', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc);
    const before = await verifyRanges(recorder, result);
    expect(BlockRangeList.from(before.mismatches).length).toBeGreaterThan(0);
    await burnModified(recorder, result);
    const after = await verifyRanges(recorder, result);
    expect([...after.mismatches]).toEqual([]);
    expect(after.blocks).toBe((await result.modifiedBlocks())?.blockCount);
    await imapi.close();
  });
});

test('every plain result survives structuredClone, so that it crosses an IPC boundary', async () => {
  const disc = await recordedDisc();
  const { imapi, recorder, image, result } = await prepareAppend(disc);
  const plan = await planBurn(recorder, result);
  const plain = {
    support: supportInfo(),
    recorders: await imapi.recorders(),
    info: recorder.info,
    media: await recorder.media(),
    features: await recorder.features(),
    entries: await image.list(),
    items: await result.progressItems(),
    writes: await imapi.virtual?.writes(recorder.info.id),
    sectors: await recorder.readSectors(256, 2),
    plan,
    report: await burnModified(recorder, result, { plan: structuredClone(plan) }),
    verified: await verifyRanges(recorder, result),
  };
  for (const [name, value] of Object.entries(plain))
    expect([name, structuredClone(value)]).toEqual([name, value]);
  await imapi.close();
});

test('sectors are read back as they were recorded', async () => {
  const disc = newDisc();
  const { imapi, recorder } = await openDisc(disc);
  const image = await imapi.createImage({ recorder });
  await addFiles(image, firstSession);
  const result = await image.createResult();
  const expected = await buffer(result.stream());
  await burnImage(recorder, result);
  const read = await recorder.readSectors(200, 100);
  expect(
    Buffer.from(read).equals(expected.subarray(200 * bytesPerSector, 300 * bytesPerSector)),
  ).toBe(true);
  await imapi.close();
});

test('iterating a burn that fails ends in no unhandled rejection', async () => {
  const disc = await recordedDisc();
  const loop = `await (async () => {
    const burn = burnModified(recorder, result);
    try { for await (const _ of burn) {} } catch {}
    await new Promise((resolve) => setImmediate(resolve));
    return { mode: 'iterated', verified: burn.state };
  })()`;
  const failing = burnScript(disc, '', loop).replace(
    'drives: [{',
    "drives: [{ faults: [{ at: { sectorsWritten: 16 }, fail: 'power-cut' }],",
  );
  const { status, result, output } = runScript(failing, process.execPath, [
    '--unhandled-rejections=strict',
  ]);
  expect({ status, result, output }).toMatchObject({
    status: 0,
    result: { mode: 'iterated', verified: 'settled' },
  });
});
