import { resolve } from 'node:path';

import { isMediaType, mediaTypes } from '../recorder/media-types.js';
import type { VirtualDrive } from '../virtual/virtual-drive.js';
import { UsageError } from './refusals.js';

/** The drive that a command is for. */
export type Target = { readonly kind: 'system'; readonly drive: string } | VirtualTarget;

export interface VirtualTarget {
  readonly kind: 'virtual';
  readonly disc: string;
  readonly drive: VirtualDrive;
}

const settings = ['media', 'sectors', 'speed'] as const;
type Setting = (typeof settings)[number];

function positive(name: Setting, value: string): number {
  const amount = Number(value);
  if (Number.isSafeInteger(amount) && amount > 0) return amount;
  throw new UsageError(`--virtual: ${name} must be a whole number above 0, and it is "${value}".`);
}

/** `FILE[,media=dvd+rw][,sectors=N][,speed=N]`. A comma in the file's own name is no trouble. */
export function virtualTarget(spec: string): VirtualTarget {
  const parts = spec.split(',');
  const drive: { media?: VirtualDrive['media']; sectors?: number; speed?: number } = {};
  for (;;) {
    const [name, value] = (parts.at(-1) ?? '').split('=', 2);
    const setting = settings.find((known) => known === name);
    if (setting === undefined || value === undefined || parts.length === 1) break;
    parts.pop();
    if (setting !== 'media') drive[setting] = positive(setting, value);
    else if (isMediaType(value)) drive.media = value;
    else
      throw new UsageError(
        `--virtual: "${value}" is no medium. Known are ${mediaTypes.join(', ')}.`,
      );
  }
  const file = parts.join(',');
  if (file === '') throw new UsageError('--virtual needs a file: --virtual my.disc');
  const disc = resolve(file);
  const { media, sectors, speed } = drive;
  return {
    kind: 'virtual',
    disc,
    drive: {
      disc,
      ...(media === undefined ? {} : { media }),
      ...(sectors === undefined ? {} : { sectors }),
      ...(speed === undefined ? {} : { speed }),
    },
  };
}

/** With --virtual the drive is not among the arguments; without it it is the first of them. */
export function splitTarget(
  given: readonly string[],
  virtual: string | undefined,
): { readonly target: Target; readonly rest: readonly string[] } {
  if (virtual !== undefined) return { target: virtualTarget(virtual), rest: given };
  const [drive, ...rest] = given;
  if (drive === undefined)
    throw new UsageError(
      'Which drive? Give its letter, as E:, or a disc in a file: --virtual FILE',
    );
  return { target: { kind: 'system', drive }, rest };
}
