import { resolve } from 'node:path';

import { Judge, maxSector } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import type { NativeVirtualDrive } from '../native/binding.js';
import { mediaNumber, mediaTypes } from '../recorder/media-types.js';
import { judgeFaults } from './judge-faults.js';
import type { VirtualDrive } from './virtual-drive.js';

const judge: Judge = Judge.option;

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
    faults: judge.optional(given['faults'], [], (faults) => judgeFaults(faults, `${name}.faults`)),
  };
}
