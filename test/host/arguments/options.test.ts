import { describe, expect, test } from '@jest/globals';
import {
  burnImage,
  burnModified,
  planBurn,
  verifyRanges,
  type DiscRecorder,
  type ImageResult,
  type Imapi,
} from 'imapi2';

import { judgeBurnImage, judgeBurnModified } from '#lib/burn/judge-burn-options';
import { judgeOpenOptions } from '#lib/open-options';

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeInfo, fakeTask } from '../fakes/fake-binding';

const state = { volumeName: 'DISC', freeMediaBlocks: 100 };
const nativeResult = {
  handle: fakeHandle('result'),
  totalBlocks: 64,
  blockSize: 2048,
  discId: 'id',
};

/** A recorder and a result over an addon that would fail the test if it were called. */
async function handles(): Promise<{
  imapi: Imapi;
  recorder: DiscRecorder;
  result: ImageResult;
}> {
  const image = fakeTask<{ handle: never; state: typeof state }>();
  const result = fakeTask<typeof nativeResult>();
  const imapi = fakeImapi({
    openRecorder: () => Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo }),
    createImage: () => image,
    createResult: () => result,
  });
  image.resolve({ handle: fakeHandle('image'), state });
  result.resolve(nativeResult);
  return {
    imapi,
    recorder: await imapi.recorder('D:'),
    result: await (await imapi.createImage()).createResult(),
  };
}

describe('an option that nobody knows', () => {
  test('is refused by name, so that nobody believes in a journal that was never written', async () => {
    const { recorder, result } = await handles();
    const options = { jurnal: 'burn.journal' } as object;
    for (const call of [burnModified, burnImage, planBurn, verifyRanges]) {
      const error = await failureOf(call(recorder, result, options));
      expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION', operation: call.name });
      expect(error.message).toContain('There is no option "jurnal" here.');
    }
  });

  test('is refused wherever options are taken', async () => {
    const { recorder, result } = await handles();
    const other = { nonsense: true } as object;
    const imapi = fakeImapi({});
    const calls = [
      imapi.createImage(other),
      recorder.lock(other),
      recorder.waitUntilReady(other),
      result.saveAs('x.iso', other),
    ];
    for (const error of await Promise.all(calls.map(failureOf)))
      expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    expect(() => judgeOpenOptions(other)).toThrow('"nonsense"');
  });
});

describe('a bad value of an option', () => {
  test.each([
    ['verify', 'yes'],
    ['whenWholeImage', true],
    ['writeSpeed', 0],
    ['writeSpeed', 'fast'],
    ['closeMedia', 1],
    ['cancelTimeout', -1],
    ['keepAwake', null],
    ['signal', {}],
    ['onProgress', 'no'],
    ['plan', 'no'],
    ['plan', { mode: 'modified', ranges: [], imageBlocks: 1 }],
  ])('%s = %j rejects with a sentence that names it, and never throws', async (name, value) => {
    const { recorder, result } = await handles();
    const error = await failureOf(burnModified(recorder, result, { [name]: value }));
    expect(error).toMatchObject({
      code: 'ERR_INVALID_OPTION',
      operation: 'burnModified',
      hresult: null,
    });
    expect(error.message).toContain(`The option ${name}`);
  });

  test.each([
    [{ fileSystems: [] }, 'fileSystems'],
    [{ fileSystems: ['hfs'] }, 'fileSystems'],
    [{ fileSystems: ['joliet', 'udf'] }, 'fileSystems'],
    [{ fileSystems: ['iso9660'], udfRevision: 0x201 }, 'udfRevision'],
    [{ udfRevision: 0x300 }, 'udfRevision'],
    [{ bootImages: {} }, 'bootImages'],
    [{ bootImages: [null] }, 'bootImages[0]'],
    [
      { bootImages: [{ source: 'a.img', platform: 'arm', emulation: 'none' }] },
      'bootImages[0].platform',
    ],
    [
      { bootImages: [{ source: 'a.img', platform: 'efi', emulation: 'zip' }] },
      'bootImages[0].emulation',
    ],
    [{ bootImages: [{ source: '', platform: 'efi', emulation: 'none' }] }, 'bootImages[0].source'],
    [{ bootImages: [{ file: 'a.img' }] }, '"file"'],
    [{ importPrevious: true }, 'importPrevious'],
    [{ freeMediaBlocks: () => 1 }, 'it is a function'],
    ['udf', 'The options must be an object'],
  ])('createImage(%j) is refused and names %s', async (options, name) => {
    const { imapi } = await handles();
    const error = await failureOf(imapi.createImage(options as object));
    expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION', operation: 'Imapi.createImage' });
    expect(error.message).toContain(name);
  });

  test('ranges that are none name the element', async () => {
    const { recorder, result } = await handles();
    const ranges = [
      { startLba: 16, endLba: 31 },
      { startLba: 9, endLba: 3 },
    ];
    const error = await failureOf(burnModified(recorder, result, { ranges }));
    expect(error).toMatchObject({ code: 'ERR_BLOCK_RANGES', operation: 'burnModified' });
    expect(error.message).toContain('Range 1 of the list');
  });

  test.each([
    [{ provider: 'real' }, 'provider'],
    [{ clientName: 'a name/with a slash' }, 'clientName'],
    [{ clientName: 'x'.repeat(63) }, 'clientName'],
    [{ drives: [{ disc: 'a.disc' }] }, 'drives'],
    [{ switches: { 'block-ranges': 'empty' } }, 'switches'],
    [{ provider: 'virtual', drives: {} }, 'drives'],
    [{ provider: 'virtual', drives: [null] }, 'drives[0]'],
    [{ provider: 'virtual', faults: ['hang'] }, 'faults[0]'],
    [{ provider: 'virtual', switches: 'all' }, 'switches'],
    [{ provider: 'virtual', drives: [{ media: 'floppy' }] }, 'drives[0].media'],
    [{ provider: 'virtual', drives: [{}, { sectors: 0.5 }] }, 'drives[1].sectors'],
    [{ provider: 'virtual', drives: [{ disk: 'typo.disc' }] }, '"disk"'],
    [
      { provider: 'virtual', drives: [{ faults: [{ at: {}, fail: 'hang' }] }] },
      'drives[0].faults[0].at',
    ],
    [
      { provider: 'virtual', drives: [{ faults: [{ at: { sector: 1 }, fail: 'E_NO_SUCH' }] }] },
      'drives[0].faults[0].fail',
    ],
    ...(
      [
        [{ at: { sector: 1, sectorsWritten: 1 }, fail: 'hang' }, 'faults[0].at'],
        [{ at: { sector: 1, nth: 2 }, fail: 'hang' }, '"nth"'],
        [{ at: { sector: 1, access: 'seek' }, fail: 'hang' }, 'faults[0].at.access'],
        [{ at: { call: 'IStream::Read', every: true }, fail: 'E_FAIL' }, 'faults[0].at.call'],
        [{ at: { call: 'IDiscRecorder2::*', every: 1 }, fail: 'E_FAIL' }, 'faults[0].at.every'],
        [
          { at: { call: 'IDiscRecorder2::*', every: true, nth: 1 }, fail: 'E_FAIL' },
          'faults[0].at.nth',
        ],
        [{ at: { sectorsWritten: -1 }, fail: 'hang' }, 'a whole number of 0 or more'],
        [{ at: null, fail: 'hang' }, 'faults[0].at'],
        [{ at: { sector: 1 }, fail: 'swap-disc' }, 'faults[0].disc'],
        [{ at: { sector: 1 }, fail: 'eject', disc: 'a.disc' }, 'faults[0].disc'],
        [{ at: { sector: 1 }, fail: 'becoming-ready', attempts: 3 }, 'faults[0].attempts'],
        [{ at: { sector: 1 }, fail: 'becoming-ready', commands: 0 }, 'faults[0].commands'],
        [{ at: { sector: 1 }, fail: 'eject', commands: 3 }, 'faults[0].commands'],
      ] satisfies [object, string][]
    ).map(([fault, name]): [object, string] => [
      { provider: 'virtual', drives: [{ faults: [fault] }] },
      name,
    ]),
    [{ faults: [{ at: { call: 'IDiscMaster2::get_Count' }, fail: 'E_FAIL' }] }, 'faults'],
    [{ provider: 'virtual', switches: { 'block-ranges': 1 } }, 'switches.block-ranges'],
  ])('open(%j) is refused and names %s', (options, name) => {
    expect(() => judgeOpenOptions(options)).toThrow(name);
  });
});

describe('what the addon is given', () => {
  test('a modified burn never asks for ForceOverwrite, whatever its options', () => {
    const every = { whenWholeImage: 'burn', verify: 'none', closeMedia: true } as const;
    expect(judgeBurnModified(every)).toMatchObject({ mode: 'modified', overwrite: false });
    expect(() => judgeBurnModified({ overwrite: true } as object)).toThrow('"overwrite"');
  });

  test('a whole burn asks for it only where it was told to', () => {
    expect(judgeBurnImage(undefined)).toMatchObject({ mode: 'whole', overwrite: false });
    expect(judgeBurnImage({ overwrite: true })).toMatchObject({ mode: 'whole', overwrite: true });
  });

  test('differences are those of an .iso, with a journal, and without ForceOverwrite', () => {
    const differences = { ranges: 'differences', journal: 'x.journal' } as const;
    expect(judgeBurnImage(differences, 'file')).toMatchObject({
      ranges: null,
      differences: true,
      overwrite: false,
      journal: expect.stringMatching(/x\.journal$/),
    });
    expect(() => judgeBurnImage(differences, 'result')).toThrow('.iso');
    expect(() => judgeBurnImage({ ranges: 'differences' }, 'file')).toThrow('journal');
    expect(() => judgeBurnImage({ journal: 'x.journal' }, 'file')).toThrow('journal needs ranges');
  });

  test('defaults are those that the documentation states', () => {
    expect(judgeBurnModified(undefined)).toEqual({
      mode: 'modified',
      overwrite: false,
      whenWholeImage: 'reject',
      journal: null,
      ranges: null,
      differences: false,
      plan: null,
      verify: 'ranges',
      writeSpeed: null,
      closeMedia: false,
      ejectAfter: false,
      keepAwake: true,
      // That of `open`.
      cancelTimeout: null,
    });
    expect(judgeOpenOptions(undefined).hangTimeout).toBe(180_000);
  });

  test('a drive and its faults in the numbers of the contract', () => {
    const { native } = judgeOpenOptions({
      provider: 'virtual',
      drives: [
        {
          media: 'bd-re',
          speed: 900,
          faults: [
            { at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_ACCESSDENIED' },
            { at: { sectorsWritten: 32 }, fail: 'power-cut' },
            { at: { sector: 256 }, fail: 0xc0aa0301 },
            { at: { sector: 9, access: 'read' }, fail: 'eject' },
            { at: { call: 'IDiscRecorder2::*', every: true }, fail: 'E_FAIL' },
            { at: { call: 'IDiscFormat2Data::Write', nth: 2 }, fail: 'lock', attempts: 4 },
            { at: { sectorsWritten: 0 }, fail: 'becoming-ready' },
            { at: { sectorsWritten: 0 }, fail: 'no-media', commands: 7 },
          ],
        },
      ],
    });
    const { drives, provider, imageProvider, clientName } = native;
    expect([provider, imageProvider, clientName]).toEqual(['virtual', 'virtual', 'imapi2']);
    const none = {
      call: null,
      nth: 1,
      sector: -1,
      sectorsWritten: -1,
      access: 0,
      drive: 0,
      effect: 0,
      hresult: 0,
      disc: null,
      times: 0,
    };
    const write = 'IDiscFormat2Data::Write';
    expect(drives).toEqual([
      {
        disc: null,
        media: 19,
        sectors: 0,
        speed: 900,
        faults: [
          { ...none, call: write, hresult: 0x80070005 },
          { ...none, sectorsWritten: 32, effect: 1 },
          { ...none, sector: 256, hresult: 0xc0aa0301 },
          { ...none, sector: 9, access: 1, effect: 4 },
          { ...none, drive: 2, hresult: 0x80004005 },
          { ...none, call: write, nth: 2, effect: 6, times: 4 },
          { ...none, sectorsWritten: 0, effect: 9, times: 3 },
          { ...none, sectorsWritten: 0, effect: 13, times: 7 },
        ],
      },
    ]);
  });
});

describe('a bad argument', () => {
  test('rejects and never throws, and the addon is not called', async () => {
    const { recorder, result } = await handles();
    const stranger = {} as DiscRecorder;
    const calls: [PromiseLike<unknown>, string][] = [
      [recorder.readSectors(-1, 1), 'start'],
      [recorder.readSectors(0, 0), 'count'],
      [recorder.readSectors(0, 40_000), 'from 1 to 32768'],
      [recorder.readSectors(0.5, 1), 'start'],
      [burnModified(stranger, result), 'recorder'],
      [burnModified(recorder, 'file.iso' as unknown as ImageResult), 'image'],
      [burnImage(recorder, ''), 'image'],
      [planBurn(recorder, null as unknown as ImageResult), 'image'],
      [verifyRanges(stranger, result), 'recorder'],
      [result.saveAs('with\0nul'), 'path'],
    ];
    const failures = await Promise.all(calls.map(([call]) => failureOf(call)));
    for (const [index, error] of failures.entries()) {
      const text = calls[index]?.[1] ?? '';
      expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT', hresult: null });
      expect(error.message).toContain(text);
    }
  });

  test('of a burn reports the function that was called', async () => {
    expect(
      await failureOf(
        burnModified(null as unknown as DiscRecorder, null as unknown as ImageResult),
      ),
    ).toMatchObject({ operation: 'burnModified' });
  });
});
