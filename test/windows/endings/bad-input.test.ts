import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified, ImapiError, open } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { addFiles, newDisc, openDisc, prepareAppend, recordedDisc, sectors } from '../support/disc';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';

/** Every refusal: an ImapiError with a stable code, the operation's name, and a sentence that does not only name the code. */
async function refused(promise: PromiseLike<unknown>, code: RegExp | string): Promise<void> {
  const error = await failureOf(promise);
  expect(error).toBeInstanceOf(ImapiError);
  expect(error['code']).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
  expect(error['operation']).toEqual(
    expect.stringMatching(/^[A-Za-z0-9]+((::|\.)[A-Za-z0-9_]+(\(.+\))?)?$/),
  );
  expect(error.message).toMatch(/^\S.*: \S.*\. (.*\. )?\([A-Z][A-Za-z0-9_]+\)$/s);
  expect(error.stack).toContain('bad-input.test');
}

describe('a drive', () => {
  test('that nobody has is ERR_UNKNOWN_DRIVE', async () => {
    const { imapi } = await openDisc(newDisc());
    await refused(imapi.recorder('Q:'), 'ERR_UNKNOWN_DRIVE');
    await refused(imapi.recorder('no such id'), 'ERR_UNKNOWN_DRIVE');
    await imapi.close();
  });

  test('with an empty tray says so, and is listed all the same', async () => {
    const imapi = await open({ provider: 'virtual', drives: [{}] });
    const [drive] = await imapi.recorders();
    expect(drive?.error).toBeNull();
    const recorder = await imapi.recorder(drive?.id ?? '');
    const noMedia = /^(E_IMAPI_RECORDER_MEDIA_NO_MEDIA|IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE)$/;
    await refused(recorder.media(), noMedia);
    await refused(recorder.waitUntilReady(), noMedia);
    await refused(recorder.readSectors(0, 1), noMedia);
    await refused(imapi.createImage({ recorder }), noMedia);
    await imapi.close();
  });

  test('that another program holds names the error, and the disc is unchanged', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const faults = [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_IMAPI_RECORDER_LOCKED' }];
    const { imapi, recorder, result } = await prepareAppend(disc, { faults });
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({
      code: 'E_IMAPI_RECORDER_LOCKED',
      operation: 'IDiscFormat2Data::Write',
    });
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe('a disc', () => {
  test('whose file is no disc is refused, and the file is not touched', async () => {
    const file = join(scratch(), 'letter.txt');
    writeFileSync(file, 'Dear reader,\n'.repeat(1000));
    const before = readFileSync(file);
    await refused(openDisc(file), 'E_FILE_CORRUPT');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('that another session has open is refused', async () => {
    const disc = await recordedDisc();
    const { imapi } = await openDisc(disc);
    await refused(openDisc(disc), 'ERR_DISC_IN_USE');
    await imapi.close();
  });

  test('whose folder is not there is refused', async () => {
    await refused(
      openDisc(join(scratch(), 'no', 'such', 'folder.disc')),
      /^E_(PATHNOTFOUND|FILENOTFOUND)$/,
    );
  });

  test('of another kind than was said is refused', async () => {
    const disc = await recordedDisc('dvd+rw');
    const before = sectorsOf(disc);
    await refused(openDisc(disc, { media: 'bd-re' }), /^E_/);
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });

  test('that cannot be recorded on is refused', async () => {
    const opened = failureOf(
      openDisc(newDisc(), { media: 'dvd-rom' }).then(async ({ imapi, recorder }) => {
        const image = await imapi.createImage({ media: 'dvd+rw' });
        await addFiles(image, { '/a.txt': 'a' });
        try {
          await burnImage(recorder, await image.createResult());
        } finally {
          await imapi.close();
        }
      }),
    );
    expect(await opened).toMatchObject({ name: 'ImapiError', code: expect.stringMatching(/^E_/) });
  });

  test('that is too small is refused before anything is written', async () => {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    const large = Buffer.alloc(sectors * 2048, 4);
    const attempt = (async () => {
      await image.add(large, '/large.bin');
      await burnImage(recorder, await image.createResult());
    })();
    await refused(
      attempt,
      /^(IMAPI_E_IMAGE_SIZE_LIMIT|IMAPI_E_IMAGE_TOO_BIG|E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA)$/,
    );
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
  });

  test('with room for no second session is refused before anything is written', async () => {
    const disc = await recordedDisc('dvd+rw', {
      '/most.bin': Buffer.alloc((sectors - 3000) * 2048, 5),
    });
    const before = sectorsOf(disc);
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    const attempt = (async () => {
      await image.add(Buffer.alloc(3000 * 2048, 6), '/more.bin');
      await burnModified(recorder, await image.createResult());
    })();
    await refused(attempt, /^IMAPI_E_/);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe('a file', () => {
  test('that is not there is refused when it is added', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    await refused(
      image.add(join(scratch(), 'missing.txt'), '/missing.txt'),
      'ERR_SOURCE_UNREADABLE',
    );
    await refused(image.addTree(join(scratch(), 'missing'), '/missing'), 'ERR_SOURCE_UNREADABLE');
    await refused(image.remove('/missing.txt'), /^(IMAPI_E_|E_)/);
    await refused(image.list('/missing'), /^(IMAPI_E_|E_)/);
    await refused(image.add(scratch(), '/folder'), /^(ERR_NOT_A_FILE|E_ACCESSDENIED)$/);
    expect(await image.list()).toEqual([]);
    await imapi.close();
  });

  test.each([
    ['is too long', 'x'.repeat(256)],
    ['has a character that Windows has no name for', 'what?.txt'],
  ])('whose name %s is refused', async (_, name) => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    await refused(image.add(Buffer.from('x'), `/${name}`), /^(IMAPI_E_|E_INVALID)/);
    expect(await image.list()).toEqual([]);
    await imapi.close();
  });

  test('that is there already is replaced, or refused with ERR_EXISTS', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const image = await imapi.createImage({ recorder });
    await image.add(Buffer.from('one'), '/a.txt');
    await refused(image.add(Buffer.from('three'), '/a.txt', { replace: false }), 'ERR_EXISTS');
    expect(await image.list()).toMatchObject([{ path: '/a.txt', bytes: 3 }]);
    await image.add(Buffer.from('three'), '/a.txt');
    expect(await image.list()).toMatchObject([{ path: '/a.txt', bytes: 5 }]);
    await imapi.close();
  });
});

describe('the virtual provider', () => {
  test('refuses a switch, a counter and a drive that it does not know', async () => {
    await refused(openDisc(newDisc(), { switches: { 'no-such': 'switch' } }), 'E_INVALIDARG');
    const { imapi } = await openDisc(newDisc());
    await refused(imapi.virtual?.counter('no-such') ?? Promise.resolve(), 'E_INVALIDARG');
    await refused(imapi.virtual?.writes('no-such') ?? Promise.resolve(), /^E_/);
    await imapi.close();
  });
});
