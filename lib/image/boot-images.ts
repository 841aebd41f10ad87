import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import type { NativeBootImage } from '../native/binding.js';

/** PlatformId. */
const platforms = { x86: 0, efi: 0xef } as const;
/** EmulationType. */
const emulations = { none: 0, '1.2m': 1, '1.44m': 2, '2.88m': 3, 'hard-disk': 4 } as const;

/** What a computer starts from when it boots from the disc (El Torito). */
export interface BootImage {
  /** Path of the image: boot code, a floppy's or a hard disk's sectors, or an EFI system partition. Read when the disc's image is. */
  readonly source: string;
  /** `x86`: by a BIOS; `efi`: by UEFI. */
  readonly platform: keyof typeof platforms;
  /**
   * The medium that the BIOS pretends to boot from. A floppy's image has just that floppy's size: 1,228,800, 1,474,560 or
   * 2,949,120 bytes, else IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH.
   */
  readonly emulation: keyof typeof emulations;
}

const judge: Judge = Judge.option;
const namesOf = <Name extends string>(table: Record<Name, number>): Name[] =>
  Object.keys(table) as Name[];

export function judgeBootImages(value: unknown): readonly NativeBootImage[] {
  return judge.array(value, 'bootImages').map((image, index) => {
    const name = `bootImages[${index}]`;
    if (typeof image !== 'object' || image === null) judge.refuse(name, 'must be an object', image);
    const given = knownOptions<BootImage>(image as BootImage, ['source', 'platform', 'emulation']);
    const platform = judge.oneOf(given['platform'], `${name}.platform`, namesOf(platforms));
    const emulation = judge.oneOf(given['emulation'], `${name}.emulation`, namesOf(emulations));
    return {
      source: resolve(judge.text(given['source'], `${name}.source`)),
      platform: platforms[platform],
      emulation: emulations[emulation],
    };
  });
}
