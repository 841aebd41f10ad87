import { expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open, type ImageOptions, type Imapi } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { scratch } from '../support/scratch';

/** File systems of fresh images and what boots from them, seen from JavaScript. */

const provider = (): Promise<Imapi> => open({ provider: 'virtual' });

/** Identifiers of the descriptors from sector 16 on. */
async function descriptors(imapi: Imapi, options: ImageOptions): Promise<string[]> {
  await using image = await imapi.createImage({ media: 'dvd+rw', ...options });
  await image.add(Buffer.from('content'), '/file.txt');
  await using result = await image.createResult();
  const chunks: Buffer[] = [];
  for await (const chunk of result.stream({ startLba: 16, endLba: 31 }))
    chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const ids: string[] = [];
  for (let at = 0; at < bytes.length && bytes[at + 1] !== 0; at += 2048)
    ids.push(`${String(bytes[at])} ${bytes.toString('latin1', at + 1, at + 6)}`);
  return ids;
}

const udf = ['0 BEA01', '0 NSR02', '0 TEA01'];

test('images have UDF alone, unless other file systems are asked for', async () => {
  await using imapi = await provider();
  expect(await descriptors(imapi, {})).toEqual(udf);
  expect(await descriptors(imapi, { udfRevision: 0x201 })).toEqual([
    '0 BEA01',
    '0 NSR03',
    '0 TEA01',
  ]);
  expect(await descriptors(imapi, { fileSystems: ['iso9660', 'joliet', 'udf'] })).toEqual([
    '1 CD001',
    '2 CD001',
    '255 CD001',
    ...udf,
  ]);
  expect(await descriptors(imapi, { fileSystems: ['iso9660'] })).toEqual(['1 CD001', '255 CD001']);
});

test('a UDF revision that is not written rejects with the code of IMAPI2FS', async () => {
  await using imapi = await provider();
  expect(await failureOf(imapi.createImage({ udfRevision: 0x250 }))).toMatchObject({
    code: 'IMAPI_E_INVALID_PARAM',
    operation: 'IFileSystemImage::put_UDFRevision',
  });
});

test('folders deeper than eight levels reject on ISO 9660 and not on UDF', async () => {
  await using imapi = await provider();
  const deep = '/2/3/4/5/6/7/8/9/file.txt';
  await using iso = await imapi.createImage({ fileSystems: ['iso9660', 'joliet'] });
  expect(await failureOf(iso.add(Buffer.from('x'), deep))).toMatchObject({
    code: 'IMAPI_E_ISO9660_LEVELS',
  });
  await using image = await imapi.createImage();
  await image.add(Buffer.from('x'), deep);
});

test('boot images are in the catalog, in their order, and read when the image is', async () => {
  const bios = join(scratch(), 'bios.img');
  const efi = join(scratch(), 'efi.img');
  writeFileSync(bios, Buffer.alloc(2048, 'b'));
  writeFileSync(efi, Buffer.alloc(1_474_560, 'e'));
  await using imapi = await provider();
  const image = await imapi.createImage({
    fileSystems: ['iso9660', 'joliet', 'udf'],
    bootImages: [
      { source: bios, platform: 'x86', emulation: 'none' },
      { source: efi, platform: 'efi', emulation: 'none' },
    ],
  });
  const result = await image.createResult();
  expect(await imapi.virtual?.counter('source-handles')).toBe(0);
  const chunks: Buffer[] = [];
  for await (const chunk of result.stream()) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const catalog = bytes.readUInt32LE(17 * 2048 + 71) * 2048;
  expect(bytes.toString('latin1', 17 * 2048 + 7, 17 * 2048 + 30)).toBe('EL TORITO SPECIFICATION');
  const entry = (index: number): Buffer =>
    bytes.subarray(catalog + 32 * index, catalog + 32 * index + 32);
  expect([entry(0)[1], entry(1)[0], entry(2)[0], entry(2)[1], entry(3)[0]]).toEqual([
    0, 0x88, 0x91, 0xef, 0x88,
  ]);
  const at = (index: number): string =>
    bytes.toString(
      'latin1',
      entry(index).readUInt32LE(8) * 2048,
      entry(index).readUInt32LE(8) * 2048 + 2,
    );
  expect([at(1), at(3)]).toEqual(['bb', 'ee']);
  await result.close();
  await image.close();
});

test('a boot image that cannot be is refused by name or by the code of IMAPI2FS', async () => {
  const odd = join(scratch(), 'odd.img');
  writeFileSync(odd, Buffer.alloc(5000));
  await using imapi = await provider();
  const withBoot = (source: string, emulation: '1.44m'): Promise<unknown> =>
    failureOf(imapi.createImage({ bootImages: [{ source, platform: 'x86', emulation }] }));
  expect(await withBoot(odd, '1.44m')).toMatchObject({
    code: 'IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH',
  });
  expect(await withBoot(join(scratch(), 'missing.img'), '1.44m')).toMatchObject({
    code: 'ERR_SOURCE_UNREADABLE',
  });
});

test('validateImage takes what IMAPI2FS makes, and refuses what is no image', async () => {
  await using imapi = await provider();
  for (const fileSystems of [
    ['udf'],
    ['iso9660', 'joliet'],
    ['iso9660', 'joliet', 'udf'],
  ] as const) {
    const file = join(scratch(), `${fileSystems.join('-')}.iso`);
    await using image = await imapi.createImage({ fileSystems });
    await image.add(Buffer.from('content'), '/file.txt');
    await using result = await image.createResult();
    await result.saveAs(file);
    await imapi.validateImage(file);
  }
  const refused = async (name: string, bytes: Buffer): Promise<unknown> => {
    const file = join(scratch(), name);
    writeFileSync(file, bytes);
    return failureOf(imapi.validateImage(file));
  };
  expect(await refused('garbage.iso', Buffer.alloc(40 * 2048, 'x'))).toMatchObject({
    code: 'IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND',
    operation: 'IIsoImageManager::Validate',
  });
  expect(await refused('odd.iso', Buffer.alloc(40 * 2048 + 1))).toMatchObject({
    code: 'IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED',
  });
  expect(await failureOf(imapi.validateImage(join(scratch(), 'missing.iso')))).toMatchObject({
    code: 'ERR_SOURCE_UNREADABLE',
  });
});
