import type { BurnOptions } from '../burn/burn-options.js';
import type { BurnSettings } from './command.js';
import type { Context } from './context.js';
import { ofBurn } from './progress.js';
import { UsageError } from './refusals.js';

export function writeSpeed(speed: string | undefined): number | 'max' | null {
  if (speed === undefined) return null;
  if (speed === 'max') return speed;
  const sectors = Number(speed);
  if (Number.isSafeInteger(sectors) && sectors > 0) return sectors;
  throw new UsageError(`--speed must be sectors per second or "max", and it is "${speed}".`);
}

type Shared = Required<Pick<BurnOptions, 'signal' | 'onProgress' | 'verify' | 'ejectAfter'>> &
  Pick<BurnOptions, 'writeSpeed'>;

/** What every burn of the command line has in common. */
export function burnOptions({ face, signal }: Context, settings: BurnSettings): Shared {
  const speed = writeSpeed(settings.speed);
  return {
    signal,
    onProgress: (progress) => face.progress(ofBurn(progress)),
    verify: settings.verify,
    ejectAfter: settings.eject === true,
    ...(speed === null ? {} : { writeSpeed: speed }),
  };
}
