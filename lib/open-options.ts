import { Judge } from './arguments/judge.js';
import { knownOptions } from './arguments/known-options.js';
import { defaultHangTimeout } from './handles/owned.js';
import type { NativeBinding } from './native/binding.js';
import type { Fault } from './virtual/fault.js';
import { judgeDrives } from './virtual/judge-drives.js';
import { judgeFaults } from './virtual/judge-faults.js';
import type { VirtualDrive } from './virtual/virtual-drive.js';

/** Which IMAPI2 `open` opens. A name that is not one of these is ERR_INVALID_OPTION. */
export interface OpenOptions {
  /** Drives: `system` (default), the IMAPI2 that Windows registers; `virtual`, the same classes over discs kept in files. */
  readonly provider?: 'system' | 'virtual';
  /** Images; default: the same as `provider`. `system` over a virtual drive gives Windows' own block lists without a burner. */
  readonly imageProvider?: 'system' | 'virtual';
  /**
   * Name that Windows shows other programs while a drive is held exclusively: 1 to 62 letters, digits, spaces and
   * `. , : ; - _`. Default: the package's name.
   */
  readonly clientName?: string;
  /**
   * Milliseconds. `close()` waits for calls under way, and a cancel for the call that it is to stop; a drive that has not
   * come back by then is given up: what was asked of it rejects with ERR_DRIVE_HUNG, and the close is over. The default of
   * BurnOptions' `cancelTimeout` and EraseOptions' `hangTimeout`. Default 180,000.
   */
  readonly hangTimeout?: number;
  /** Drives of the virtual provider; each `open` has its own. */
  readonly drives?: readonly VirtualDrive[];
  /**
   * Faults of the virtual provider that are of no drive in particular: HRESULTs and hangs at calls. What befalls a drive
   * is an option of that drive.
   */
  readonly faults?: readonly Fault[];
  /** Behaviours of the virtual provider by name: docs/virtual-drive.md lists them. E_INVALIDARG for an unknown one. */
  readonly switches?: Readonly<Record<string, string>>;
}

type NativeOpenOptions = Parameters<NativeBinding['openProvider']>[0];
/** What the addon takes, and what stays on this side of it. */
export interface JudgedOpenOptions {
  readonly native: NativeOpenOptions;
  readonly hangTimeout: number;
}

const judge: Judge = Judge.option;
const providers = ['system', 'virtual'] as const;
/** IOCTL_CDROM_EXCLUSIVE_ACCESS takes nothing else; longer names are refused by IMAPI2. */
const clientNames = /^[A-Za-z0-9 .,:;\-_]{1,62}$/;
const defaultClientName = 'imapi2';
/** Node's timers count in 31 bits. */
const longestTimeout = 0x7fffffff;

export function judgeOpenOptions(options: OpenOptions | undefined): JudgedOpenOptions {
  const given = knownOptions<OpenOptions>(options, [
    'provider',
    'imageProvider',
    'clientName',
    'hangTimeout',
    'drives',
    'faults',
    'switches',
  ]);
  const provider = judge.optional(given['provider'], 'system', (value) =>
    judge.oneOf(value, 'provider', providers),
  );
  const imageProvider = judge.optional(given['imageProvider'], provider, (value) =>
    judge.oneOf(value, 'imageProvider', providers),
  );
  if (provider !== 'virtual' && given['drives'] !== undefined) {
    judge.refuse(
      'drives',
      "is for provider: 'virtual'; the system's drives are those that are there",
      given['drives'],
    );
  }
  if (provider !== 'virtual' && imageProvider !== 'virtual') {
    for (const name of ['faults', 'switches'])
      if (given[name] !== undefined) judge.refuse(name, 'is for the virtual provider', given[name]);
  }
  const hangTimeout = judge.optional(given['hangTimeout'], defaultHangTimeout, (value) =>
    judge.integer(value, 'hangTimeout', 0, longestTimeout),
  );
  const native: NativeOpenOptions = {
    provider,
    imageProvider,
    clientName: judge.optional(given['clientName'], defaultClientName, judgeClientName),
    drives: judge.optional(given['drives'], [], judgeDrives),
    faults: judge.optional(given['faults'], [], (faults) => judgeFaults(faults, 'faults')),
    switches: judge.optional(given['switches'], [], judgeSwitches),
  };
  return { native, hangTimeout };
}

function judgeClientName(value: unknown): string {
  const name = judge.text(value, 'clientName');
  if (clientNames.test(name)) return name;
  return judge.refuse(
    'clientName',
    'must be 1 to 62 letters, digits, spaces and . , : ; - _',
    value,
  );
}

function judgeSwitches(value: unknown): (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null)
    return judge.refuse('switches', 'must be an object', value);
  return Object.entries(value).map(([name, setting]) => [
    name,
    judge.text(setting, `switches.${name}`),
  ]);
}
