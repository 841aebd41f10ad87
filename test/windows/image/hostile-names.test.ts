import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, ImapiError } from 'imapi2';

import { openDisc } from '../support/disc';
import { cli } from '../support/command-line';
import { renameOnDisc } from '../support/hostile-udf';
import { scratch } from '../support/scratch';

jest.setTimeout(120_000);

/** Names that no honest program gives a file. Each is written over an honest one of the same length. */
const hostile = [
  ['the folder itself', '.'],
  ['the folder above', '..'],
  ['a path upwards', '../../../windows/system.ini'],
  ['a path upwards, in Windows words', '..\\..\\..\\windows\\system.ini'],
  ['a path from the root', '/etc/passwd'],
  ['a path on a drive', 'C:\\Windows\\win.ini'],
  ['a path on another computer', '\\\\server\\share\\x.exe'],
  ['a device', 'CON'],
  ['a device with an extension', 'nul.txt'],
  ['a port', 'COM1'],
  ['an alternate stream', 'file.txt:evil'],
  ['a dot at its end', 'report.'],
  ['spaces at its end', 'report.exe   '],
  ['a NUL', 'good.txt\0.exe'],
  ['escape sequences', 'x\x1b]0;owned\x07\x1b[2J.txt'],
  ['a line feed', 'a.txt\nb.txt: 0 files'],
  ['a control sequence of one byte', 'x\x9b2J.txt'],
  ['wildcards', '*?"<>|.txt'],
  ['half a character', '\ud800.txt\u0416'],
  ['letters written backwards', 'annexe\u202etxt.exe'],
  ['more characters than Windows allows', 'n'.repeat(250)],
] as const;

/** An honest name that takes as many bytes. */
const honest = (name: string): string =>
  (/^[\0-\xff]*$/.test(name) ? 'h' : '\u0416').repeat(name.length);

/** What a terminal would obey. */
// eslint-disable-next-line no-control-regex
const obeyed = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;

let folder: string;
async function discWith(name: string): Promise<string> {
  const disc = join(folder, 'hostile.disc');
  const { imapi, recorder } = await openDisc(disc, { sectors: 2048 });
  const image = await imapi.createImage({ recorder, volumeName: 'HOSTILE' });
  await image.add(Buffer.from('content'), `/${honest(name)}`);
  await burnImage(recorder, await image.createResult());
  await imapi.close();
  const bytes = readFileSync(disc);
  renameOnDisc(bytes, honest(name), name);
  writeFileSync(disc, bytes);
  return disc;
}

/** What became of each name: how list() gave it, or the code it was refused with. */
const outcomes = new Map<string, string>();

describe('a disc with a file that is called', () => {
  beforeEach(() => {
    folder = scratch();
  });

  test.each(hostile)(
    '%s: it is text or an error, and nothing is written but where it was said',
    async (what, name) => {
      const disc = await discWith(name);
      const outside = readdirSync(process.cwd()).sort();
      const { imapi, recorder } = await openDisc(disc);
      try {
        const image = await imapi.createImage({ recorder });
        const [entry] = await image.list();
        // Whatever the file system makes of it: one entry of the root, and no path but that.
        expect(entry).toMatchObject({ type: 'file', bytes: 7 });
        expect(entry?.path).toBe(`/${entry?.name ?? ''}`);
        outcomes.set(what, entry?.name ?? '');
        await image.add(Buffer.from('new'), '/new.txt');
        mkdirSync(join(folder, 'out'));
        await (await image.createResult()).saveAs(join(folder, 'out', 'saved.iso'));
        expect(readdirSync(join(folder, 'out'))).toEqual(['saved.iso']);
      } catch (error) {
        if (!(error instanceof ImapiError)) throw error;
        expect(error.code).toMatch(/^(IMAPI_E|E)_/);
        outcomes.set(what, error.code);
      }
      await imapi.close();

      const { out, err } = await cli(['ls', '-r', '--virtual', disc]);
      expect(`${out}${err}`).not.toMatch(obeyed);
      expect(out.trim().split('\n').length).toBeLessThanOrEqual(2);
      expect(readdirSync(process.cwd()).sort()).toEqual(outside);
      expect(
        readdirSync(folder).filter((file) => !/^(hostile\.disc|out|source)$/.test(file)),
      ).toEqual([]);
    },
  );

  test('something that separates no names and has no control characters below 20h gives it as it is', () => {
    expect(outcomes.size).toBe(hostile.length);
    const told = hostile.filter(([what, name]) => outcomes.get(what) === name);
    expect(told.map(([what]) => what)).toEqual([
      'a device',
      'a device with an extension',
      'a port',
      'an alternate stream',
      'a dot at its end',
      'spaces at its end',
      'a control sequence of one byte',
      'wildcards',
      'letters written backwards',
      'more characters than Windows allows',
    ]);
    expect(outcomes.get('a path upwards')).toBe('IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED');
  });
});
