import { describe, expect, jest, test } from '@jest/globals';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as opening from '#lib/open';
import { burnImage, type MediaType } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { json } from '../support/command-line';
import { addFiles, newDisc, openDisc, recordedDisc, sectors } from '../support/disc';
import { saveIso } from '../support/iso-disc';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(120_000);

function someFile(): string {
  const file = join(scratch(), 'a.txt');
  writeFileSync(file, 'a');
  return file;
}

async function someIso(): Promise<string> {
  const iso = join(scratch(), 'some.iso');
  await saveIso(iso, { '/a.txt': 'a' }, 'SOME');
  return iso;
}

/** A disc that takes nothing more. */
async function closedDisc(): Promise<string> {
  const disc = newDisc();
  const { imapi, recorder } = await openDisc(disc, { media: 'dvd+r' });
  const image = await imapi.createImage({ recorder });
  await addFiles(image, { '/a.txt': 'a' });
  await burnImage(recorder, await image.createResult(), { closeMedia: true });
  await imapi.close();
  return disc;
}

/** What the package itself, asked without the command line, says of the same. */
async function library(
  disc: string,
  work: (opened: Awaited<ReturnType<typeof openDisc>>) => PromiseLike<unknown>,
): Promise<string> {
  const opened = await openDisc(disc);
  const error = await failureOf(work(opened));
  await opened.imapi.close();
  return String(error['code']);
}

/** Ends the same with and without --dry-run, and changes nothing on the disc. */
async function expectRefused(
  disc: string,
  args: readonly string[],
  expected: object,
): Promise<void> {
  const before = sectorsOf(disc);
  const [command = '', ...more] = args;
  for (const dry of [['--dry-run'], []])
    expect(await json(command, '--virtual', disc, ...more, ...dry)).toMatchObject(expected);
  expect(sectorsOf(disc).equals(before)).toBe(true);
}

describe('--dry-run refuses what the real run would be refused', () => {
  test('a burn on a disc that holds something', async () => {
    await expectRefused(await recordedDisc(), ['burn', someFile()], {
      code: 5,
      end: { code: 'NOT_CONFIRMED' },
    });
  });

  test('a burn on a write-once disc that holds something, whatever is said of overwriting', async () => {
    const disc = await recordedDisc('dvd+r');
    const iso = await someIso();
    const code = await library(disc, ({ recorder }) =>
      burnImage(recorder, iso, { overwrite: true }),
    );
    expect(code).toBe('E_IMAPI_DF2DATA_MEDIA_NOT_BLANK');
    for (const source of [iso, someFile()])
      await expectRefused(disc, ['burn', source, '--overwrite', '--yes'], {
        code: 1,
        end: { code },
      });
  });

  test('an image that is longer than the disc', async () => {
    const disc = await recordedDisc();
    const iso = await someIso();
    truncateSync(iso, 2048 * (sectors + 1));
    const code = await library(disc, ({ recorder }) =>
      burnImage(recorder, iso, { overwrite: true }),
    );
    expect(code).toBe('E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA');
    await expectRefused(disc, ['burn', iso, '--overwrite', '--yes'], { code: 1, end: { code } });
  });

  test('an image that is none', async () => {
    const iso = join(scratch(), 'no.iso');
    for (const bytes of [0, 2049]) {
      writeFileSync(iso, Buffer.alloc(bytes));
      await expectRefused(await recordedDisc(), ['burn', iso, '--overwrite', '--yes'], {
        code: 2,
        end: { code: 'USAGE' },
      });
    }
  });

  test.each(['burn', 'update'])('a %s on a disc that is closed', async (command) => {
    const disc = await closedDisc();
    const iso = await someIso();
    const code = await library(disc, ({ recorder }) => burnImage(recorder, iso));
    expect(code).toBe('ERR_NOT_APPENDABLE');
    await expectRefused(disc, [command, someFile()], { code: 1, end: { code } });
  });

  test('an erase of a disc that is not rewritable', async () => {
    const disc = await recordedDisc('dvd+r');
    const code = await library(disc, ({ recorder }) => recorder.erase());
    expect(code).toBe('E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED');
    await expectRefused(disc, ['erase', '--yes'], { code: 1, end: { code } });
  });

  test('an update that could only record the whole image over what the disc holds', async () => {
    const original = opening.open;
    const open = jest
      .spyOn(opening, 'open')
      .mockImplementation((options) =>
        original({ ...options, switches: { 'block-ranges': 'e-notimpl' } }),
      );
    try {
      const disc = await recordedDisc();
      const expected = { code: 1, end: { code: 'ERR_WHOLE_IMAGE_REQUIRED' } };
      await expectRefused(disc, ['update', someFile()], expected);
      // What update would do is for plan to say.
      expect(await json('plan', '--virtual', disc, someFile())).toMatchObject(expected);
    } finally {
      open.mockRestore();
    }
  });

  test('a write speed that is none', async () => {
    await expectRefused(await recordedDisc(), ['burn', someFile(), '--speed', 'warp'], { code: 2 });
  });
});

describe('--dry-run says yes to what the real run then does', () => {
  test.each<[MediaType]>([['cd-rw'], ['dvd+r'], ['dvd+rw']])('an update of a %s', async (media) => {
    const disc = await recordedDisc(media);
    const before = sectorsOf(disc);
    const args = ['update', '--virtual', disc, someFile()] as const;
    const dry = await json(...args, '--dry-run');
    expect(dry).toMatchObject({ code: 0, end: { dryRun: true, report: null } });
    expect(sectorsOf(disc).equals(before)).toBe(true);
    // The same plan, of an image made anew.
    const plan = { ...(dry.end['plan'] as object), fingerprint: expect.any(String) };
    expect(await json(...args)).toMatchObject({ code: 0, end: { plan } });
  });

  test('an erase, and an image', async () => {
    const disc = await recordedDisc();
    expect(await json('erase', '--virtual', disc, '--dry-run')).toMatchObject({ code: 0 });
    expect(await json('info', '--virtual', disc)).toMatchObject({
      end: { media: { blank: false } },
    });
    const iso = join(scratch(), 'out.iso');
    const dry = await json('image', iso, someFile(), '--dry-run');
    expect(dry).toMatchObject({ code: 0, end: { dryRun: true } });
    const made = await json('image', iso, someFile());
    expect(made.end).toMatchObject({ dryRun: false, sectors: dry.end['sectors'] });
    expect(statSync(iso).size).toBe(made.end['bytes']);
  });
});

describe('what would replace a file', () => {
  test('is asked about, so that a forgotten name costs nobody a file', async () => {
    const [first, second] = [someFile(), someFile()];
    expect(await json('image', first, second)).toMatchObject({
      code: 5,
      end: { code: 'NOT_CONFIRMED', message: expect.stringContaining(first) },
    });
    const disc = await recordedDisc();
    for (const command of ['plan', 'update'])
      expect(await json(command, '--virtual', disc, second, '--map', first)).toMatchObject({
        code: 5,
        end: { code: 'NOT_CONFIRMED' },
      });
    expect(readFileSync(first, 'utf8')).toBe('a');

    expect(await json('image', first, second, '--dry-run')).toMatchObject({ code: 0 });
    expect(readFileSync(first, 'utf8')).toBe('a');
    expect(await json('plan', '--virtual', disc, second, '--map', first, '--yes')).toMatchObject({
      code: 0,
    });
    expect(readFileSync(first, 'utf8')).toMatch(/^<svg /);
    expect(await json('image', first, second, '--yes')).toMatchObject({ code: 0 });
    expect(statSync(first).size).toBeGreaterThan(100_000);
  });
});
