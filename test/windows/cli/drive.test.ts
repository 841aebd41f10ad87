import { describe, expect, jest, test } from '@jest/globals';

import { recordedDisc } from '../support/disc';
import { cli, json } from '../support/command-line';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

describe('the drive and its disc', () => {
  test('are told by devices, info and ls, to people and to programs', async () => {
    const disc = await recordedDisc();
    const virtual = ['--virtual', disc] as const;
    expect(await json('devices', ...virtual)).toMatchObject({
      code: 0,
      lines: [{ type: 'start', schema: 1, command: 'devices' }, { devices: [{ error: null }] }],
    });
    expect(await json('info', ...virtual)).toMatchObject({
      code: 0,
      end: { media: { type: 'dvd+rw', blank: false }, exclusiveOwner: null },
    });
    expect(await json('ls', ...virtual, '/folder', '--recursive')).toMatchObject({
      code: 0,
      end: {
        volumeName: 'TEST_DISC',
        entries: [{ path: '/folder/deep' }, { path: '/folder/deep/file.bin', bytes: 5000 }],
      },
    });
    expect((await cli(['devices', ...virtual])).out).toContain('\n    ');
    expect((await cli(['info', ...virtual])).out).toContain('dvd+rw, rewritable, not blank');
    const { out } = await cli(['ls', ...virtual]);
    expect(out).toMatch(/^ *9 +[-\d]+ [:\d]+ +\/changes\.txt$/m);
    expect(out).toContain('/folder/');
  });

  test('open and close their tray', async () => {
    const disc = await recordedDisc();
    expect(await json('eject', '--virtual', disc)).toMatchObject({ code: 0 });
    expect(await json('close-tray', '--virtual', disc)).toMatchObject({ code: 0 });
  });

  test('that are not there end with a code of their own', async () => {
    const { code, end } = await json('info', 'Q:');
    // Off Windows there is no IMAPI2 to ask, and on Windows no drive of that letter.
    expect([3, 4]).toContain(code);
    expect(end).toMatchObject({ type: 'error', exitCode: code });
  });
});
