import { resolve } from 'node:path';

import { Judge, maxSector } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { hresults } from '../errors/hresults.js';
import { isHresultName } from '../errors/hresult-lookup.js';
import type { NativeVirtualDrive, NativeVirtualFault } from '../native/binding.js';
import { mediaNumber, mediaTypes } from '../recorder/media-types.js';
import type { Fault, VirtualDrive } from './virtual-drive.js';

const judge: Judge = Judge.option;

/** VirtualFaultEffect of native/contract/virtual_imapi.h. */
const effects = { 'power-cut': 1, 'torn-unit': 2, hang: 3 } as const;
const failWithHresult = 0;

/** The drives as the addon takes them; throws a Refusal that names the drive and the option. */
export function judgeDrives(value: unknown): NativeVirtualDrive[] {
  return judge.array(value, 'drives').map((drive, index) => judgeDrive(drive, `drives[${index}]`));
}

export function judgeDrive(drive: unknown, name: string): NativeVirtualDrive {
  if (typeof drive !== 'object' || drive === null) judge.refuse(name, 'must be an object', drive);
  const given = knownOptions<VirtualDrive>(drive, ['disc', 'media', 'sectors', 'speed', 'faults']);
  return {
    disc: judge.optional(given['disc'], null, (disc) => resolve(judge.text(disc, `${name}.disc`))),
    media: judge.optional(given['media'], 0, (type) =>
      mediaNumber(judge.oneOf(type, `${name}.media`, mediaTypes)),
    ),
    sectors: judge.optional(given['sectors'], 0, (count) =>
      judge.integer(count, `${name}.sectors`, 1, maxSector),
    ),
    speed: judge.optional(given['speed'], 0, (speed) =>
      judge.integer(speed, `${name}.speed`, 1, maxSector),
    ),
    faults: judge.optional(given['faults'], [], (faults) =>
      judge
        .array(faults, `${name}.faults`)
        .map((fault, index) => judgeFault(fault, `${name}.faults[${index}]`)),
    ),
  };
}

function judgeFault(fault: unknown, name: string): NativeVirtualFault {
  if (typeof fault !== 'object' || fault === null) judge.refuse(name, 'must be an object', fault);
  const given = knownOptions<Fault>(fault as Fault, ['at', 'fail']);
  return {
    ...judgeTrigger(given['at'], `${name}.at`),
    ...judgeEffect(given['fail'], `${name}.fail`),
  };
}

type Trigger = Pick<NativeVirtualFault, 'call' | 'nth' | 'sector' | 'sectorsWritten'>;

function judgeTrigger(at: unknown, name: string): Trigger {
  if (typeof at !== 'object' || at === null) judge.refuse(name, 'must be an object', at);
  const none: Trigger = { call: null, nth: 1, sector: -1, sectorsWritten: -1 };
  if ('call' in at) {
    const nth = 'nth' in at ? at.nth : undefined;
    return {
      ...none,
      call: judge.text(at.call, `${name}.call`),
      nth: judge.optional(nth, 1, (value) => judge.integer(value, `${name}.nth`, 1, maxSector)),
    };
  }
  if ('sector' in at)
    return { ...none, sector: judge.integer(at.sector, `${name}.sector`, 0, maxSector) };
  if ('sectorsWritten' in at) {
    const sectorsWritten = judge.integer(
      at.sectorsWritten,
      `${name}.sectorsWritten`,
      0,
      Number.MAX_SAFE_INTEGER,
    );
    return { ...none, sectorsWritten };
  }
  judge.refuse(name, 'must have one of call, sector, sectorsWritten', at);
}

function judgeEffect(fail: unknown, name: string): Pick<NativeVirtualFault, 'effect' | 'hresult'> {
  if (typeof fail === 'number') {
    return { effect: failWithHresult, hresult: judge.integer(fail, name, 0x80000000, 0xffffffff) };
  }
  const kind = judge.text(fail, name);
  if (kind === 'power-cut' || kind === 'torn-unit' || kind === 'hang')
    return { effect: effects[kind], hresult: 0 };
  if (isHresultName(kind)) return { effect: failWithHresult, hresult: hresults[kind][0] };
  judge.refuse(
    name,
    'must be power-cut, torn-unit, hang, or the name or number of an HRESULT',
    fail,
  );
}
