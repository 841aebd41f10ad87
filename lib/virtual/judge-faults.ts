import { resolve } from 'node:path';

import { Judge, maxSector } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { isHresultName } from '../errors/hresult-lookup.js';
import { hresults } from '../errors/hresults.js';
import type { NativeVirtualFault } from '../native/binding.js';
import type { Fault, FaultKind } from './fault.js';

const judge: Judge = Judge.option;

/** VirtualFaultEffect of native/contract/virtual_imapi.h. */
const effects: Readonly<Record<FaultKind, number>> = {
  'power-cut': 1,
  'torn-unit': 2,
  hang: 3,
  eject: 4,
  'swap-disc': 5,
  lock: 6,
  unlock: 7,
  'lose-writes': 8,
  'becoming-ready': 9,
  backwards: 10,
  formatting: 11,
  busy: 12,
  'no-media': 13,
};
const failWithHresult = 0;
/** VirtualFaultAccess */
const accesses = { read: 1, write: 2 } as const;
/** VirtualFaultDrive: what `every` call of a broken drive can be. */
const brokenCalls = {
  'IDiscRecorder2::InitializeDiscRecorder': 1,
  'IDiscRecorder2::*': 2,
} as const;
const brokenCallNames = Object.keys(brokenCalls) as (keyof typeof brokenCalls)[];
const commandsUntilReady = 3;
/** After so many commands the medium is ready. */
const passing = ['becoming-ready', 'formatting', 'busy', 'no-media'] as const;

const isKind = (text: string): text is FaultKind => Object.hasOwn(effects, text);

/** The faults as the addon takes them; throws a Refusal that names the fault and what is wrong with it. */
export function judgeFaults(value: unknown, name: string): NativeVirtualFault[] {
  return judge.array(value, name).map((fault, index) => judgeFault(fault, `${name}[${index}]`));
}

function judgeFault(fault: unknown, name: string): NativeVirtualFault {
  if (typeof fault !== 'object' || fault === null) judge.refuse(name, 'must be an object', fault);
  const given = knownOptions<Fault>(fault as Fault, ['at', 'fail', 'disc', 'attempts', 'commands']);
  return {
    ...judgeTrigger(given['at'], `${name}.at`),
    ...judgeEffect(given, name),
  };
}

type Trigger = Pick<
  NativeVirtualFault,
  'call' | 'nth' | 'sector' | 'sectorsWritten' | 'access' | 'drive'
>;

/** The keys that can stand in `at`, each with those that may stand beside it. */
const triggers = { call: ['nth', 'every'], sector: ['access'], sectorsWritten: [] } as const;

function judgeTrigger(at: unknown, name: string): Trigger {
  if (typeof at !== 'object' || at === null) judge.refuse(name, 'must be an object', at);
  const given: Readonly<Record<string, unknown>> = { ...at };
  const kinds = Object.keys(triggers) as (keyof typeof triggers)[];
  const [kind, ...more] = kinds.filter((key) => given[key] !== undefined);
  if (kind === undefined || more.length > 0)
    judge.refuse(name, `must have one of ${kinds.join(', ')}`, at);
  knownOptions<Record<string, unknown>>(given, [kind, ...triggers[kind]]);

  const none: Trigger = {
    call: null,
    nth: 1,
    sector: -1,
    sectorsWritten: -1,
    access: 0,
    drive: 0,
  };
  const where = `${name}.${kind}`;
  switch (kind) {
    case 'call': {
      const call = judge.text(given['call'], where);
      if (given['every'] !== undefined) return { ...none, drive: judgeBroken(given, name) };
      const nth = judge.optional(given['nth'], 1, (value) =>
        judge.integer(value, `${name}.nth`, 1, maxSector),
      );
      return { ...none, call, nth };
    }
    case 'sector':
      return {
        ...none,
        sector: judge.integer(given['sector'], where, 0, maxSector),
        access: judge.optional(
          given['access'],
          0,
          (access) => accesses[judge.oneOf(access, `${name}.access`, ['read', 'write'])],
        ),
      };
    case 'sectorsWritten': {
      const most = Number.MAX_SAFE_INTEGER;
      return { ...none, sectorsWritten: judge.integer(given['sectorsWritten'], where, 0, most) };
    }
  }
}

function judgeBroken(at: Readonly<Record<string, unknown>>, name: string): number {
  if (at['every'] !== true) judge.refuse(`${name}.every`, 'must be true', at['every']);
  if (at['nth'] !== undefined) judge.refuse(`${name}.nth`, 'is not for every call', at['nth']);
  return brokenCalls[judge.oneOf(at['call'], `${name}.call`, brokenCallNames)];
}

type Effect = Pick<NativeVirtualFault, 'effect' | 'hresult' | 'disc' | 'times'>;

function judgeEffect(given: Readonly<Record<string, unknown>>, name: string): Effect {
  const { fail } = given;
  const effect = effectOf(fail, `${name}.fail`);
  /** An option that belongs to some kinds, and would be silently without effect beside any other. */
  const own = <Value, Default>(
    key: keyof Fault,
    kinds: readonly FaultKind[],
    absent: Default,
    value: (value: unknown, name: string) => Value,
  ): Value | Default => {
    const option = `${name}.${key}`;
    const fits = kinds.some((kind) => kind === fail);
    if (given[key] !== undefined && !fits)
      judge.refuse(option, `is for ${kinds.join(', ')}`, given[key]);
    return fits ? judge.optional(given[key], absent, (text) => value(text, option)) : absent;
  };
  const disc = own('disc', ['swap-disc'], null, (path, option) =>
    resolve(judge.text(path, option)),
  );
  if (fail === 'swap-disc' && disc === null)
    judge.refuse(`${name}.disc`, 'must be the file of the other disc', given['disc']);
  const count = (value: unknown, option: string): number =>
    judge.integer(value, option, 1, maxSector);
  const times =
    own('attempts', ['lock'], 0, count) +
    own('commands', passing, passing.some((kind) => kind === fail) ? commandsUntilReady : 0, count);
  return { ...effect, disc, times };
}

function effectOf(fail: unknown, name: string): Pick<Effect, 'effect' | 'hresult'> {
  if (typeof fail === 'number') {
    return { effect: failWithHresult, hresult: judge.integer(fail, name, 0x80000000, 0xffffffff) };
  }
  const text = judge.text(fail, name);
  if (isKind(text)) return { effect: effects[text], hresult: 0 };
  if (isHresultName(text)) return { effect: failWithHresult, hresult: hresults[text][0] };
  const kinds = Object.keys(effects).join(', ');
  judge.refuse(name, `must be one of ${kinds}, or the name or number of an HRESULT`, fail);
}
