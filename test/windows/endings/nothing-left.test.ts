import { expect, test } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnModified, verifyRanges } from 'imapi2';

import { openDisc, prepareAppend, recordedDisc } from '../support/disc';
import { scratch } from '../support/scratch';

test('closing every handle leaves no object, no thread and no source file behind', async () => {
  const disc = await recordedDisc();
  const { imapi, recorder } = await openDisc(disc);
  const count = async (name: string): Promise<number> =>
    (await imapi.virtual?.counter(name)) ?? NaN;
  // A drive has its recorder and its format object as long as somebody has the drive open.
  await recorder.media();
  const idle = { objects: await count('objects'), threads: await count('threads') };

  const source = join(scratch(), 'source.bin');
  writeFileSync(source, 'from a file');
  const image = await imapi.createImage({ recorder });
  await image.add(source, '/source.bin');
  await image.list();
  const result = await image.createResult();
  await result.modifiedBlocks();
  await result.streamBlockRanges();
  await result.progressItems();
  await burnModified(recorder, result);
  expect(await count('objects')).toBeGreaterThan(idle.objects);

  await result.close();
  await image.close();
  expect(await count('source-handles')).toBe(0);
  expect({ objects: await count('objects'), threads: await count('threads') }).toEqual(idle);
  await recorder.close();
  expect(await count('objects')).toBeLessThanOrEqual(idle.objects);
  await imapi.close();
  // Windows deletes no file that somebody has open.
  rmSync(source);
  rmSync(disc);
});

test('closing the Imapi alone ends everything as well', async () => {
  const disc = await recordedDisc();
  const { imapi, recorder, result } = await prepareAppend(disc);
  await burnModified(recorder, result);
  await verifyRanges(recorder, result);
  await imapi.close();
  await imapi.close();
  rmSync(disc);
});
