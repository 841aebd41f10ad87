// What the package promises, under every value of every switch of the virtual drive: the table of docs/virtual-drive.md, which
// a test holds to the source, so that a new switch is run through all of this by being there.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  burnImage,
  burnModified,
  resumeBurn,
  updateDisc,
  verifyRanges,
  type DiscRecorder,
  type Imapi,
} from 'imapi2';

import { newDisc, openDisc, treeOf } from '../support/disc';
import { changedIso, expectImage, isoDisc, leftovers, type IsoDisc } from '../support/iso-disc';
import {
  cutBurn,
  firstSectors,
  smallDisc,
  type CutBurn,
  type SmallDisc,
} from '../support/power-cut';
import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';
import { joined } from '../support/sectors';

jest.setTimeout(120_000);

/** Lists so long take minutes in a busy machine; a thousand ranges show as much. */
const leftOut = /^many:\d{5,}$/;

/** The defaults together once, and then every other value of each switch. */
function everySwitch(): [string, string][] {
  const docs = readFileSync(join(packageRoot, 'docs', 'virtual-drive.md'), 'utf8');
  const [, table = ''] = docs.split('<!-- switches');
  const rows = [...table.matchAll(/^\| `([\w-]+)` *\|([^|]+)\|/gm)];
  const all = rows.map(([, name = '', values = '']): [string, string[]] => [
    name,
    [...values.matchAll(/`([^`]+)`/g)].map(([, value = '']) => value),
  ]);
  const [first, [byDefault]] = all[0] ?? ['', []];
  const others = all.flatMap(([name, values]) =>
    values
      .slice(1)
      .filter((value) => !leftOut.test(value))
      .map((value): [string, string] => [name, value]),
  );
  return [[first, byDefault ?? ''], ...others];
}

let small: SmallDisc;
let cut: CutBurn;
let iso: IsoDisc;
let changed: string;
let once: string;
beforeAll(async () => {
  small = await smallDisc(scratch(), 'dvd+rw');
  const { sessionSectors } = await cutBurn(small, [], { name: 'measure' });
  const faults = [{ at: { sectorsWritten: sessionSectors + 5 }, fail: 'torn-unit' }];
  cut = await cutBurn(small, faults);
  iso = await isoDisc();
  changed = changedIso(iso, [20, 300, 301]);
  once = newDisc();
  const { imapi, recorder } = await openDisc(once, { media: 'bd-r', sectors: 4096 });
  await updateDisc(imapi, recorder, (image) => image.add(Buffer.from('one'), '/one.txt'));
  await imapi.close();
});

/** `done`, or the code that it rejects with. */
async function outcome(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if ((error as { matcherResult?: unknown }).matcherResult !== undefined) throw error;
    return (error as { code?: string }).code ?? String(error);
  }
}

async function append(imapi: Imapi, recorder: DiscRecorder, listed: boolean): Promise<void> {
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.from('added'), '/new/added.txt');
  await image.remove('/goes.txt');
  const result = await image.createResult();
  const ranges = [...((await result.streamBlockRanges()) ?? [])];
  const report = await burnModified(recorder, result);
  expect(report).toMatchObject({ mode: 'modified', verified: 'ranges', ranges: ranges.length });
  const whole = [{ startLba: 0, endLba: result.totalBlocks - 1 }];
  expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(listed ? joined(ranges) : whole);
  expect(await verifyRanges(recorder, result, { ranges })).toMatchObject({
    mismatches: new Int32Array(),
  });
  // A result is recorded once, whatever the drive would take.
  await expect(burnModified(recorder, result)).rejects.toMatchObject({ code: 'ERR_RESULT_SPENT' });
  expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')).toBe(1);
  await result.close();
  await image.close();
  const tree = await treeOf(await imapi.createImage({ recorder }));
  expect(tree).toEqual(['/changes.txt', '/new/', '/new/added.txt', '/stays.bin']);
}

async function erase(imapi: Imapi, recorder: DiscRecorder): Promise<void> {
  await recorder.erase();
  expect(await recorder.media()).toMatchObject({ blank: true });
  const report = await updateDisc(imapi, recorder, (image) =>
    image.add(Buffer.from('first'), '/first.txt'),
  );
  expect(report).toMatchObject({ mode: 'whole', verified: 'ranges' });
}

async function writeOnce(imapi: Imapi, recorder: DiscRecorder): Promise<void> {
  const report = await updateDisc(
    imapi,
    recorder,
    (image) => image.add(Buffer.from('two'), '/two.txt'),
    { closeMedia: true },
  );
  expect(report).toMatchObject({ mode: 'whole', verified: 'ranges' });
}

async function closed(imapi: Imapi, recorder: DiscRecorder, unnamed: boolean): Promise<void> {
  const { type, states, writeSpeeds } = await recorder.media();
  expect([type, states]).toEqual(unnamed ? ['unknown', ['unsupported']] : ['bd-r', ['finalized']]);
  expect(Array.isArray(writeSpeeds)).toBe(true);
  const more = updateDisc(imapi, recorder, (image) => image.add(Buffer.from('3'), '/three.txt'));
  await expect(more).rejects.toMatchObject({ code: 'ERR_NOT_APPENDABLE' });
}

async function underSwitch(name: string, value: string): Promise<Record<string, string>> {
  const folder = scratch();
  const copy = (from: string, to: string): string => {
    copyFileSync(from, join(folder, to));
    return join(folder, to);
  };
  const [journal, differences] = [copy(cut.journal, 'cut.journal'), join(folder, 'iso.journal')];
  const [cutDisc, isoCopy] = [copy(cut.disc, 'cut.disc'), copy(iso.disc, 'iso.disc')];
  const { imapi, recorder } = await openDisc(copy(small.disc, 'append.disc'), {
    switches: { [name]: value },
    more: [{ disc: cutDisc }, { disc: isoCopy }, { disc: copy(once, 'once.disc') }],
  });
  const drives = await imapi.recorders();
  const drive = (index: number): Promise<DiscRecorder> => imapi.recorder(drives[index]?.id ?? '');
  const [broken, inPlace, writable] = [await drive(1), await drive(2), await drive(3)];
  const outcomes = {
    append: await outcome(() => append(imapi, recorder, value !== 'ignored')),
    resume: await outcome(async () => {
      expect(await resumeBurn(broken, journal)).toMatchObject({ discState: 'complete' });
    }),
    differences: await outcome(async () => {
      const options = { ranges: 'differences', journal: differences } as const;
      const report = await burnImage(inPlace, changed, options);
      expect(report).toMatchObject({ mode: 'modified', verified: 'ranges', blocksPlanned: 32 });
      expect(leftovers(differences)).toBe(false);
    }),
    writeOnce: await outcome(() => writeOnce(imapi, writable)),
    closed: 'still open',
    erase: await outcome(() => erase(imapi, recorder)),
  };
  if (outcomes.writeOnce === 'done') {
    outcomes.closed = await outcome(() => closed(imapi, writable, value === 'unnamed'));
  }
  expect(await recorder.exclusiveOwner()).toBeNull();
  await imapi.close();
  if (outcomes.differences === 'done') expectImage(iso, isoCopy, changed);
  if (outcomes.resume === 'done') {
    expect(firstSectors(cutDisc, cut.image.length / 2048).equals(cut.image)).toBe(true);
  }
  return outcomes;
}

const all = {
  append: 'done',
  resume: 'done',
  differences: 'done',
  writeOnce: 'done',
  closed: 'done',
  erase: 'done',
};
/** Where the switch makes the drive refuse or do something else, and the client has to say so. */
const badList = { append: 'ERR_BLOCK_RANGES' };
const noList = { append: 'ERR_WHOLE_IMAGE_REQUIRED' };
const notForced = 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK';
const otherwise: Readonly<Record<string, Partial<typeof all>>> = {
  // Resuming knows the commit ranges only, and gives a drive that wants more nothing.
  'range-list=ignored': { resume: 'STG_E_READFAULT' },
  'append-without-force=refused': { append: notForced, resume: notForced, differences: notForced },
  'block-ranges=e-notimpl': noList,
  'block-ranges=e-fail': { append: 'E_FAIL' },
  'block-ranges=empty': badList,
  'block-ranges=null-element': badList,
  'block-ranges=wrong-type': badList,
  'block-ranges=negative': badList,
  'block-ranges=reversed': badList,
  'block-ranges=outside-image': badList,
  'stream-ranges=none': noList,
  'session-start=behind': { writeOnce: 'ERR_NOT_APPENDABLE', closed: 'still open' },
  'image-result=1': noList,
};

describe('what the package promises', () => {
  test.each(everySwitch())('holds where %s is %s', async (name, value) => {
    expect(await underSwitch(name, value)).toEqual({ ...all, ...otherwise[`${name}=${value}`] });
  });
});
