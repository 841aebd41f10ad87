import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { cli, json } from '../../windows/support/command-line';
import { testIf } from '../../jest/test-if';

// Nothing here comes so far as to open anything, so it needs no Windows.

describe('a command line that asks for what cannot be', () => {
  test.each([
    ['devices', 'x'],
    ['info'],
    ['info', 'E:', 'x'],
    ['ls', 'E:', '/a', '/b'],
    ['plan'],
    ['update', 'E:', '.', '--speed', 'warp'],
    ['update', 'E:', '.', '--speed', '0'],
    ['burn'],
    ['verify', 'E:'],
    ['verify', 'E:', 'there-is-no-such-file'],
    ['resume', 'E:', 'a.journal', 'b.journal'],
    ['erase', 'E:', 'x'],
    ['eject', 'E:', 'x'],
    ['close-tray', 'E:', 'x'],
    ['image'],
    ['image', 'out.iso'],
    ['image', 'out.iso', '.', '--media', 'floppy'],
    ['image', 'out.iso', '.', '--file-systems', 'udf,hfs'],
    ['image', 'out.iso', '.', '--udf-revision', '2.5'],
    ['demo', 'x'],
    ['demo', '--disc', 'x.disc', '--drive', 'E:'],
    ['demo', '--disc', 'x.disc', '--virtual', 'x.disc'],
    ['doctor', 'E:', 'F:'],
    ['doctor', 'E:', '--virtual', 'x.disc'],
    ['doctor', '--write-test'],
    ['info', 'E:', '--virtual'],
    ['info', '--images', 'nobody', 'E:'],
    ['burn', 'E:', '--verify', 'twice'],
    ['dance'],
  ])('is refused with code 2 and a sentence: imapi2 %s %s %s', async (...args) => {
    const { code, end } = await json(...args);
    expect({ code, end }).toMatchObject({ code: 2, end: { type: 'error', code: 'USAGE' } });
    expect(end['message']).toMatch(/^\S.*\S$/s);
    expect(end['message']).not.toMatch(/^error:/);
  });

  test('is answered in words where no program asked', async () => {
    const usage = await cli(['eject', 'E:', 'x']);
    expect(usage).toEqual({ code: 2, out: '', err: 'eject takes a drive and nothing else.\n' });
    expect(await cli(['dance'])).toMatchObject({ code: 2, err: expect.stringContaining('dance') });
  });
});

describe('imapi2', () => {
  test.each([['--help'], ['help', 'burn'], ['burn', '--help'], ['--version']])(
    'says what was asked about it, and that is no failure: %s %s',
    async (...args) => {
      const { code, out, err } = await cli(args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(args[0] === '--version' ? /^\d+\.\d+\.\d+/ : /Usage: imapi2/);
    },
  );

  test('without a command says which there are', async () => {
    const { code, err } = await cli([]);
    expect(code).toBe(2);
    expect(err).toContain('update <drive> <path…>');
  });
});

describe('off Windows', () => {
  const off = testIf(process.platform !== 'win32', 'this is Windows');

  off('a drive ends with code 3 and the reason', async () => {
    expect(await json('devices')).toMatchObject({
      code: 3,
      end: { code: 'ERR_UNSUPPORTED_PLATFORM', exitCode: 3 },
    });
  });

  off('a demo ends so too, and leaves no disc behind', async () => {
    const before = readdirSync(tmpdir());
    for (const args of [[], ['--drive', 'E:']])
      expect(await json('demo', ...args)).toMatchObject({ code: 3 });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('imapi2-demo-'))).toEqual(
      before.filter((name) => name.startsWith('imapi2-demo-')),
    );
  });

  off(
    'doctor reports all the same, and says of each question that it cannot be asked',
    async () => {
      const { code, end } = await json('doctor');
      expect(code).toBe(0);
      expect(end['report']).toMatchObject({
        binding: {
          loaded: false,
          path: null,
          reasons: [expect.stringContaining('part of Windows')],
        },
        classes: [],
        drives: [],
      });
      const { questions } = end['report'] as { questions: { outcome: string }[] };
      expect(new Set(questions.map(({ outcome }) => outcome))).toEqual(new Set(['not-possible']));
      const { out } = await cli(['doctor']);
      expect(out).toContain('Addon: could not be loaded\n');
      expect(out).toContain('No drives.');
    },
  );
});
