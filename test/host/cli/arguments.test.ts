import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { UsageError } from '#lib/cli/refusals';
import { sourceOf } from '#lib/cli/sources';
import { splitTarget, virtualTarget } from '#lib/cli/target';

describe('--virtual', () => {
  test('takes a file with its settings, whatever the file is called', () => {
    expect(virtualTarget('a,b=c.disc,media=bd-re,sectors=16384,speed=680')).toEqual({
      kind: 'virtual',
      disc: resolve('a,b=c.disc'),
      drive: { disc: resolve('a,b=c.disc'), media: 'bd-re', sectors: 16_384, speed: 680 },
    });
    expect(virtualTarget('media=x')).toMatchObject({ disc: resolve('media=x') });
  });

  test.each(['x,media=floppy', 'x,sectors=0', 'x,speed=fast', ''])('refuses %s', (spec) => {
    expect(() => virtualTarget(spec)).toThrow(UsageError);
  });

  test('takes the place of the drive among the arguments', () => {
    expect(splitTarget(['E:', 'a'], undefined)).toEqual({
      target: { kind: 'system', drive: 'E:' },
      rest: ['a'],
    });
    expect(splitTarget(['a', 'b'], 'my.disc').rest).toEqual(['a', 'b']);
    expect(() => splitTarget([], undefined)).toThrow('Which drive?');
  });
});

describe('a path to add', () => {
  const at = (folder: string, path: string): string => `${folder}/${path}`;

  test('goes where cp -r would put it, or where it says', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'imapi2-cli-')));
    try {
      mkdirSync(join(folder, 'photos'));
      writeFileSync(join(folder, 'a.txt'), 'a');
      writeFileSync(join(folder, 'odd=name.txt'), 'odd');
      const places = async (argument: string, into?: string): Promise<string> =>
        (await sourceOf(at(folder, argument), into)).destination;
      expect(await places('a.txt')).toBe('/a.txt');
      expect(await places('photos')).toBe('/photos');
      expect(await places('photos/')).toBe('/');
      expect(await places('photos/.')).toBe('/');
      expect(await places('a.txt', 'new/deep')).toBe('/new/deep/a.txt');
      expect(await places('photos', '/new/')).toBe('/new/photos');
      expect(await places('photos/', '/new')).toBe('/new');
      expect(await places('a.txt=/b.txt')).toBe('/b.txt');
      expect(await places('a.txt=/new/')).toBe('/new/a.txt');
      expect(await places('photos=/pictures')).toBe('/pictures');
      expect(await places('odd=name.txt')).toBe('/odd=name.txt');
      await expect(places('a.txt=/')).resolves.toBe('/a.txt');
      await expect(places('missing')).rejects.toThrow(UsageError);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
