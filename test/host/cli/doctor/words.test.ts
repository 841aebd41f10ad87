import { describe, expect, test } from '@jest/globals';
import type { MediaInfo } from 'imapi2';

import { threadingModels } from '#lib/cli/doctor/facts';
import type { Answer, DoctorReport, DriveReport } from '#lib/cli/doctor/report';
import { doctorInWords } from '#lib/cli/doctor/words';
import { driveInWords } from '#lib/cli/commands/devices';
import { mediaInWords } from '#lib/cli/commands/info';

import { fakeInfo } from '../../fakes/fake-binding';

const clsid = '2735412A-7F64-5B0F-8F00-5D77AFBE261E';
const registered = {
  name: 'MsftDiscRecorder2',
  clsid,
  server: 'imapi2.dll',
  threadingModel: 'Both',
};
const without = { ...registered, threadingModel: null };
const absent = { ...without, name: 'MsftFileSystemImage', server: null };

const media: MediaInfo = {
  type: 'dvd+rw',
  rewritable: true,
  blank: false,
  physicallyBlank: false,
  states: ['overwrite-only', 'appendable'],
  writeProtected: [],
  totalSectors: 2_295_104,
  freeSectors: 1,
  nextWritableAddress: null,
  writeUnit: 16,
  writeSpeeds: [
    { sectorsPerSecond: 2770, pureCav: false, media: 'dvd+rw' },
    { sectorsPerSecond: 680, pureCav: false, media: 'dvd+rw' },
  ],
  currentWriteSpeed: 2770,
  warnings: [],
};

const report: DoctorReport = {
  package: { version: '1.0.0', node: 'v22.0.0', arch: 'x64', platform: 'win32' },
  windows: { version: 'Windows 11 Pro', release: '10.0.26100', wine: null },
  binding: { loaded: true, path: 'C:\\imapi2.node', system: true, virtual: true, reasons: [] },
  classes: [registered, without, absent],
  drives: [],
  failure: null,
  questions: [],
};

describe('the report of doctor in words', () => {
  test('says what is there, how it was loaded, and how the classes are registered', () => {
    const lines = doctorInWords(report);
    expect(lines.slice(0, 4)).toEqual([
      'imapi2 1.0.0, Node.js v22.0.0 x64 on win32',
      'Windows: Windows 11 Pro, 10.0.26100',
      'Addon: C:\\imapi2.node',
      'IMAPI2 and IMAPI2FS: registered. Virtual drive: there.',
    ]);
    expect(lines.filter((line) => line.includes('Msft'))).toEqual([
      '  MsftDiscRecorder2    Both                imapi2.dll',
      '  MsftDiscRecorder2    no threading model  imapi2.dll',
      '  MsftFileSystemImage  not registered',
    ]);
    expect(lines).toContain('No drives.');
  });

  test('says what is missing, and why', () => {
    const text = doctorInWords({
      ...report,
      windows: { ...report.windows, wine: '10.0' },
      binding: {
        loaded: false,
        path: null,
        system: false,
        virtual: false,
        reasons: ['No Windows.'],
      },
    }).join('\n');
    expect(text).toContain('10.0.26100, which is Wine 10.0\n');
    expect(text).toContain('Addon: could not be loaded\n');
    expect(text).toContain('IMAPI2FS: missing. Virtual drive: missing.\n  No Windows.\n');
  });

  test('says of each drive who holds it, what is in it, and what could not be asked', () => {
    const drive: DriveReport = {
      drive: fakeInfo,
      media,
      exclusiveOwner: null,
      canLock: true,
      errors: [],
    };
    const held = { ...drive, media: null, exclusiveOwner: 'Nero', canLock: null };
    const lines = doctorInWords({
      ...report,
      drives: [drive, { ...held, errors: ['its disc: it hangs'] }],
    });
    expect(lines).toContain('Drive D:\\ Fake Drive 1');
    expect(lines).toContain('  held by nobody; exclusive access without force can be had');
    expect(lines).toContain('  held by Nero; exclusive access without force could not be had');
    expect(lines).toContain('  Disc:    none');
    expect(lines).toContain('  Could not be asked: its disc: it hangs');
  });

  test('says of each answer how it was come by', () => {
    const answer: Answer = {
      id: 'x',
      question: 'Is it?',
      outcome: 'no',
      answer: 'It is not.',
      about: 'system',
    };
    const lines = doctorInWords({
      ...report,
      questions: [answer, { ...answer, outcome: 'seen', about: 'virtual' }],
    });
    expect(lines).toContain('    NO: It is not.');
    expect(lines).toContain('    seen (the virtual drive, not Windows): It is not.');
  });
});

test('a drive in words has its letter and its name, or why it cannot be asked', () => {
  expect(driveInWords(fakeInfo)).toEqual(['D:\\  Fake Drive 1', '    drive-1']);
  const broken = { ...fakeInfo, volumePaths: [], error: { code: 'E_FAIL', message: 'It hangs.' } };
  expect(driveInWords(broken)).toEqual(['(no letter)  It hangs.', '    drive-1']);
});

describe('a disc in words', () => {
  test('has its kind, its room and its speeds', () => {
    expect(mediaInWords(media)).toEqual([
      'Disc:    dvd+rw, rewritable, not blank',
      '         states                overwrite-only, appendable',
      '         size                  2,295,104 sectors',
      '         free, as IMAPI2 says  1 sector',
      '         write unit            16 sectors',
      '         write speeds          2,770, 680 sectors/s',
      '         write protected       no',
    ]);
  });

  test('of which the drive says little has no gaps', () => {
    const bare: MediaInfo = {
      ...media,
      rewritable: false,
      blank: true,
      states: [],
      writeProtected: ['by-cartridge'],
      writeUnit: null,
      writeSpeeds: [],
      warnings: ['The flags contradict each other.'],
    };
    const text = mediaInWords(bare).join('\n');
    expect(text).toContain('dvd+rw, write-once or read-only, blank');
    expect(text).toMatch(/states +none/);
    expect(text).toMatch(/write unit +unknown/);
    expect(text).toMatch(/write speeds +none/);
    expect(text).toMatch(/write protected +by-cartridge/);
    expect(text).toContain('Warning: The flags contradict each other.');
  });
});

test.each([
  [[], 'not-possible', 'None of the classes is registered here.'],
  [[absent], 'not-possible', 'None of the classes is registered here.'],
  [[registered], 'yes', 'MsftDiscRecorder2: Both'],
  [[registered, without], 'no', 'MsftDiscRecorder2: Both, MsftDiscRecorder2: none'],
  [[registered, absent], 'no', 'MsftDiscRecorder2: Both'],
] as const)('the threading models of %j are %s', (classes, outcome, answer) => {
  expect(threadingModels(classes)).toEqual({ outcome, answer });
});
