import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

import { BurnProgressMeter, burnActions, nothingYet } from '#lib/burn/burn-progress';
import { judgeBootImages } from '#lib/image/boot-images';
import { judgeImageOptions } from '#lib/image/image-options';
import { mediaStates, writeProtection } from '#lib/recorder/media-states';
import { mediaName, mediaNumber, mediaTypes } from '#lib/recorder/media-types';
import { judgeFaults } from '#lib/virtual/judge-faults';
import type { BootImage, BurnProgress, Fault, FaultKind, ImageFileSystem, MediaType } from 'imapi2';

import { readIdl } from './idl/abi-of-idl';

/**
 * What TypeScript calls the values of IMAPI2's enums, held to the numbers that they have in native/contract: the IDL, the C++
 * that reads names itself, and the documents. Needs nothing beside the clone.
 */

const enums = new Map(
  readIdl()
    .flatMap((file) => file.enums)
    .map(({ name, values }) => [name, values]),
);

/** Each value of an enum by the end of its name. */
function valuesOf(name: string, prefix: string): Record<string, number> {
  const values = [...(enums.get(name) ?? [])].map(([constant, value]) => {
    expect(constant.startsWith(prefix)).toBe(true);
    return [constant.slice(prefix.length), value] as const;
  });
  expect(values.length).toBeGreaterThan(0);
  return Object.fromEntries(values);
}

/** Those of a header of ours, which is plain C++. */
function valuesInHeader(name: string, prefix: string): Record<string, number> {
  const header = readFileSync('native/contract/virtual_imapi.h', 'utf8');
  const body = header.split(`enum ${name} : LONG {`)[1]?.split('};')[0] ?? '';
  const found = [...body.matchAll(new RegExp(`${prefix}(\\w+)\\s*=\\s*(\\d+)`, 'g'))];
  expect(found.length).toBeGreaterThan(0);
  return Object.fromEntries(found.map(([, key = '', value]) => [key, Number(value)]));
}

const document = (path: string): string => readFileSync(`docs/${path}`, 'utf8');

describe('a medium', () => {
  const names: Readonly<Record<string, MediaType>> = {
    UNKNOWN: 'unknown',
    CDROM: 'cd-rom',
    CDR: 'cd-r',
    CDRW: 'cd-rw',
    DVDROM: 'dvd-rom',
    DVDRAM: 'dvd-ram',
    DVDPLUSR: 'dvd+r',
    DVDPLUSRW: 'dvd+rw',
    DVDPLUSR_DUALLAYER: 'dvd+r-dl',
    DVDDASHR: 'dvd-r',
    DVDDASHRW: 'dvd-rw',
    DVDDASHR_DUALLAYER: 'dvd-r-dl',
    DISK: 'disk',
    DVDPLUSRW_DUALLAYER: 'dvd+rw-dl',
    HDDVDROM: 'hddvd-rom',
    HDDVDR: 'hddvd-r',
    HDDVDRAM: 'hddvd-ram',
    BDROM: 'bd-rom',
    BDR: 'bd-r',
    BDRE: 'bd-re',
  };
  const { MAX, ...values } = valuesOf('IMAPI_MEDIA_PHYSICAL_TYPE', 'IMAPI_MEDIA_TYPE_');

  test('has a name for each IMAPI_MEDIA_PHYSICAL_TYPE, and the number of it', () => {
    expect(Object.keys(names)).toEqual(Object.keys(values));
    expect(Object.values(values).map(mediaName)).toEqual(Object.values(names));
    expect(Object.values(names).map(mediaNumber)).toEqual(Object.values(values));
    expect(mediaTypes).toHaveLength((MAX ?? 0) + 1);
    expect(mediaName((MAX ?? 0) + 1)).toBe('unknown');
  });

  test('has the same names in the settings of the virtual drive', () => {
    const source = readFileSync('native/virtual/session/settings.cc', 'utf8');
    const table = source.split('kMedia = {')[1]?.split('};')[0] ?? '';
    expect([...table.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual(mediaTypes);
  });

  test('is in the documents by its name', () => {
    const guide = document('virtual-drive.md').split('## Media')[1]?.split('\n- ')[0] ?? '';
    const named = new Set([...guide.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(mediaTypes.filter((name) => named.has(name))).toEqual(
      mediaTypes.filter((name) => name !== 'unknown'),
    );
    for (const name of mediaTypes)
      expect(document('api/type-aliases/MediaType.md')).toContain(`\`${name}\``);
  });
});

describe('the state of a medium', () => {
  test('has a name for each bit of IMAPI_FORMAT2_DATA_MEDIA_STATE', () => {
    const { UNKNOWN, INFORMATIONAL_MASK, UNSUPPORTED_MASK, ...bits } = valuesOf(
      'IMAPI_FORMAT2_DATA_MEDIA_STATE',
      'IMAPI_FORMAT2_DATA_MEDIA_STATE_',
    );
    // One bit with two names, one for those who look whether they may write anywhere.
    expect(bits['RANDOMLY_WRITABLE']).toBe(bits['OVERWRITE_ONLY']);
    delete bits['RANDOMLY_WRITABLE'];
    for (const [name, bit] of Object.entries(bits)) {
      const ours = name
        .toLowerCase()
        .replaceAll('_', '-')
        .replace('unsupported-media', 'unsupported');
      expect([name, mediaStates(bit)]).toEqual([name, [ours]]);
      expect(document('api/type-aliases/MediaState.md')).toContain(`\`${ours}\``);
    }
    expect(mediaStates(UNKNOWN ?? NaN)).toEqual([]);
    expect(mediaStates((INFORMATIONAL_MASK ?? 0) | (UNSUPPORTED_MASK ?? 0))).toHaveLength(
      Object.keys(bits).length,
    );
  });

  test('has a name for each IMAPI_MEDIA_WRITE_PROTECT_STATE', () => {
    const bits = valuesOf('IMAPI_MEDIA_WRITE_PROTECT_STATE', 'IMAPI_WRITEPROTECTED_');
    for (const [name, bit] of Object.entries(bits)) {
      const ours = name.toLowerCase().replaceAll('_', '-').replace('powerdown', 'power-down');
      expect([name, writeProtection(bit)]).toEqual([name, [ours]]);
    }
  });
});

test('an action of a burn has the number of its IMAPI_FORMAT2_DATA_WRITE_ACTION', () => {
  const values = valuesOf('IMAPI_FORMAT2_DATA_WRITE_ACTION', 'IMAPI_FORMAT2_DATA_WRITE_ACTION_');
  const ours = ['validating-media', 'formatting', 'initializing-hardware', 'calibrating-power'];
  ours.push('writing', 'finalizing', 'completed', 'verifying');
  const theirs = ['VALIDATING_MEDIA', 'FORMATTING_MEDIA', 'INITIALIZING_HARDWARE'];
  theirs.push('CALIBRATING_POWER', 'WRITING_DATA', 'FINALIZATION', 'COMPLETED', 'VERIFYING');
  expect(Object.keys(values)).toEqual(theirs);
  expect(burnActions).toEqual(ours);
  const seen: BurnProgress['action'][] = [];
  const meter = new BurnProgressMeter(({ action }) => seen.push(action));
  for (const action of Object.values(values)) meter.update({ ...nothingYet('write', 1), action });
  expect(seen).toEqual(ours);
  for (const name of ours)
    expect(document('api/type-aliases/BurnAction.md')).toContain(`\`${name}\``);
});

describe('an option of an image', () => {
  test('for file systems has the bits of FsiFileSystems', () => {
    const { None, Unknown, ...bits } = valuesOf('FsiFileSystems', 'FsiFileSystem');
    expect([None, Unknown]).toEqual([0, 0x40000000]);
    const names = Object.keys(bits).map((name) => name.toLowerCase() as ImageFileSystem);
    expect(judgeImageOptions({ fileSystems: names }).fileSystems).toBe(
      Object.values(bits).reduce((sum, bit) => sum | bit, 0),
    );
    const { ISO9660, UDF } = bits;
    expect(judgeImageOptions({ fileSystems: ['iso9660'] }).fileSystems).toBe(ISO9660);
    expect(judgeImageOptions({ fileSystems: ['udf'] }).fileSystems).toBe(UDF);
    for (const name of names)
      expect(document('api/type-aliases/ImageFileSystem.md')).toContain(`\`${name}\``);
  });

  test('for boot images has the numbers of EmulationType and PlatformId', () => {
    const given = (platform: BootImage['platform'], emulation: BootImage['emulation']): unknown => {
      const [image] = judgeBootImages([{ source: 'x', platform, emulation }]);
      return [image?.platform, image?.emulation];
    };
    const { X86, EFI } = valuesOf('PlatformId', 'Platform');
    const emulations = valuesOf('EmulationType', 'Emulation');
    const ours = ['none', '1.2m', '1.44m', '2.88m', 'hard-disk'] as const;
    expect(Object.keys(emulations)).toEqual([
      ...['None', '12MFloppy', '144MFloppy', '288MFloppy', 'HardDisk'],
    ]);
    for (const [index, value] of Object.values(emulations).entries())
      expect(given('x86', ours[index] ?? 'none')).toEqual([X86, value]);
    expect(given('efi', 'none')).toEqual([EFI, emulations['None']]);
  });
});

describe('a fault of the virtual drive', () => {
  const judged = (fault: Fault): object | undefined => judgeFaults([fault], 'faults')[0];
  const call = 'IDiscFormat2Data::Write';

  test('has the number of its VirtualFaultEffect', () => {
    const { HRESULT, ...values } = valuesInHeader('VirtualFaultEffect', 'VIRTUAL_FAULT_');
    const special: Readonly<Record<string, FaultKind>> = { NOT_READY: 'becoming-ready' };
    for (const [name, effect] of Object.entries(values)) {
      const fail = special[name] ?? (name.toLowerCase().replaceAll('_', '-') as FaultKind);
      const at = { call: fail === 'backwards' ? 'DDiscFormat2DataEvents::Update' : call };
      const more = fail === 'swap-disc' ? { disc: 'other.disc' } : {};
      expect([name, judged({ at, fail, ...more })]).toEqual([
        name,
        expect.objectContaining({ effect }),
      ]);
    }
    expect(judged({ at: { call }, fail: 'E_FAIL' })).toMatchObject({ effect: HRESULT });
    expect(Object.keys(values)).toHaveLength(
      document('api/type-aliases/FaultKind.md').match(/\| "[\w-]+"/g)?.length ?? 0,
    );
  });

  test('has the numbers of VirtualFaultAccess and VirtualFaultDrive', () => {
    const access = valuesInHeader('VirtualFaultAccess', 'VIRTUAL_FAULT_');
    const drive = valuesInHeader('VirtualFaultDrive', 'VIRTUAL_FAULT_');
    const fail = 'E_FAIL';
    expect([
      judged({ at: { sector: 1 }, fail }),
      judged({ at: { sector: 1, access: 'read' }, fail }),
      judged({ at: { sector: 1, access: 'write' }, fail }),
      judged({ at: { call: 'IDiscRecorder2::InitializeDiscRecorder', every: true }, fail }),
      judged({ at: { call: 'IDiscRecorder2::*', every: true }, fail }),
    ]).toMatchObject([
      { access: access['ANY_ACCESS'], drive: drive['NO_DRIVE'] },
      { access: access['READ'] },
      { access: access['WRITE'] },
      { drive: drive['INITIALIZE'] },
      { drive: drive['USE'] },
    ]);
  });
});
