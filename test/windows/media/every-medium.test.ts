import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { burnImage, type MediaType } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { addFiles, firstSession, newDisc, openDisc, treeOf } from '../support/disc';

/**
 * Profile (MMC-6 table 92), capacity of an ordinary disc, write unit, and speed at 1x (docs/imapi2.md, Speeds) with the
 * fastest.
 */
const media: readonly [MediaType, number, number, number, number, number][] = [
  ['cd-r', 0x09, 359_847, 1, 75, 48],
  ['cd-rw', 0x0a, 359_847, 1, 75, 24],
  ['dvd-ram', 0x12, 2_236_704, 16, 676.27, 5],
  ['dvd+r', 0x1b, 2_295_104, 16, 676.27, 16],
  ['dvd+rw', 0x1a, 2_295_104, 16, 676.27, 8],
  ['dvd+r-dl', 0x2b, 4_173_824, 16, 676.27, 8],
  ['dvd-r', 0x11, 2_298_496, 16, 676.27, 16],
  ['dvd-rw', 0x14, 2_298_496, 16, 676.27, 6],
  ['dvd-r-dl', 0x15, 4_171_712, 16, 676.27, 8],
  ['disk', 0x02, 1_048_576, 16, 676.27, 18.05],
  ['dvd+rw-dl', 0x2a, 4_173_824, 16, 676.27, 2.4],
  ['hddvd-r', 0x51, 7_341_056, 32, 2230.83, 1],
  ['hddvd-ram', 0x52, 9_732_096, 32, 2230.83, 1],
  ['bd-r', 0x41, 12_219_392, 32, 2195.07, 6],
  ['bd-re', 0x43, 12_219_392, 32, 2195.07, 2],
];
const sequential = ['cd-r', 'cd-rw', 'dvd+r', 'dvd+r-dl', 'dvd-r', 'dvd-r-dl', 'hddvd-r', 'bd-r'];
const rewritable = media.map(([type]) => type).filter((type) => !/-r(-dl)?$|\+r(-dl)?$/.test(type));

describe.each(media)('%s', (type, profile, capacity, writeUnit, oneTimes, fastest) => {
  test('says what it is, new and recorded', async () => {
    const { imapi, recorder } = await openDisc(newDisc(), { media: type, sectors: capacity });
    const overwritten = sequential.includes(type) ? [] : ['overwrite-only'];
    expect(await recorder.media()).toMatchObject({
      type,
      rewritable: rewritable.includes(type),
      blank: true,
      states: [...overwritten, 'blank'],
      totalSectors: capacity,
      freeSectors: capacity,
      nextWritableAddress: 0,
      writeUnit,
      warnings: [],
    });
    expect((await recorder.features()).currentProfiles).toEqual([profile]);
    const speeds = (await recorder.media()).writeSpeeds.map((speed) => speed.sectorsPerSecond);
    expect(Math.abs(Math.max(...speeds) - fastest * oneTimes)).toBeLessThan(3);

    const image = await imapi.createImage({ recorder, volumeName: 'MEDIUM' });
    await addFiles(image, firstSession);
    await burnImage(recorder, await image.createResult());
    const recorded = await recorder.media();
    expect(recorded).toMatchObject({ blank: false, states: [...overwritten, 'appendable'] });
    expect(recorded.warnings).toEqual([]);
    if (sequential.includes(type)) {
      expect(recorded.freeSectors).toBe(capacity - (recorded.nextWritableAddress ?? 0));
      expect(recorded.nextWritableAddress).toBeGreaterThan(500);
    } else {
      expect(recorded.freeSectors).toBe(capacity);
    }
    const imported = await imapi.createImage({ recorder });
    expect(await treeOf(imported)).toContain('/folder/deep/file.bin');
  });
});

test('a BD-RE XL of 128 GB is recorded behind the 4 GB that 32-bit bytes end at', async () => {
  const { imapi, recorder } = await openDisc(newDisc(), { media: 'bd-re', sectors: 62_500_864 });
  expect((await recorder.media()).totalSectors).toBe(62_500_864);
  const image = await imapi.createImage({ recorder, volumeName: 'XL' });
  await addFiles(image, firstSession);
  await burnImage(recorder, await image.createResult());
  expect((await recorder.readSectors(62_500_863, 1)).length).toBe(2048);
});

describe.each<MediaType>(['cd-rom', 'dvd-rom', 'hddvd-rom', 'bd-rom'])('%s', (type) => {
  test('is any image file, read and never written', async () => {
    const iso = newDisc();
    writeFileSync(iso, Buffer.alloc(2048 * 700, 7));
    const { imapi, recorder } = await openDisc(iso, { media: type });
    expect(await recorder.media()).toMatchObject({
      type,
      rewritable: false,
      blank: false,
      states: ['unsupported'],
      writeProtected: ['read-only-media'],
      totalSectors: 700,
      freeSectors: 0,
      nextWritableAddress: null,
      writeSpeeds: [],
    });
    expect((await recorder.readSectors(699, 1))[0]).toBe(7);
    expect(await failureOf(imapi.createImage({ recorder }))).toMatchObject({
      code: 'ERR_NOT_APPENDABLE',
    });
    const loose = await imapi.createImage();
    await loose.add(Buffer.from('x'), '/x');
    expect(
      await failureOf(burnImage(recorder, await loose.createResult(), { overwrite: true })),
    ).toMatchObject({ code: 'ERR_NOT_APPENDABLE' });
  });

  test('is never made, and no virtual disc is taken for one', async () => {
    expect(await failureOf(openDisc(newDisc(), { media: type }))).toMatchObject({
      code: 'E_FILENOTFOUND',
    });
  });
});
