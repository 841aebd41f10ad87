import { Judge } from '../arguments/judge.js';
import { CallSite } from '../errors/call-site.js';
import type { Owned } from '../handles/owned.js';
import type { ProviderHandle } from '../native/binding.js';
import type { BlockRange } from '../ranges/block-range.js';
import { judgeDrive } from './judge-drives.js';
import type { VirtualControl } from './virtual-control.js';
import type { VirtualDrive } from './virtual-drive.js';

/** Pairs of first sector and number of sectors, as native/contract/virtual_imapi.h gives them, as ranges. */
function rangesOfWrites(pairs: Int32Array): BlockRange[] {
  return Array.from({ length: pairs.length / 2 }, (_, index) => {
    const startLba = pairs[2 * index] ?? 0;
    const sectors = pairs[2 * index + 1] ?? 0;
    return { startLba, endLba: startLba + sectors - 1 };
  });
}

export class OpenVirtualControl implements VirtualControl {
  readonly #provider: Owned<ProviderHandle>;

  constructor(provider: Owned<ProviderHandle>) {
    this.#provider = provider;
  }

  counter(name: string): Promise<number> {
    const provider = this.#provider;
    return CallSite.here('VirtualControl.counter').run(() =>
      provider.binding.virtualCounter(provider.use(), Judge.argument.text(name, 'name')),
    );
  }

  addDrive(drive: VirtualDrive): Promise<string> {
    const provider = this.#provider;
    return CallSite.here('VirtualControl.addDrive').run(() =>
      provider.binding.addVirtualDrive(provider.use(), judgeDrive(drive, 'drive')),
    );
  }

  removeDrive(driveId: string): Promise<void> {
    const provider = this.#provider;
    return CallSite.here('VirtualControl.removeDrive').run(() =>
      provider.binding.removeVirtualDrive(provider.use(), Judge.argument.text(driveId, 'driveId')),
    );
  }

  writes(driveId: string): Promise<BlockRange[]> {
    const provider = this.#provider;
    return CallSite.here('VirtualControl.writes').run(async () => {
      const id = Judge.argument.text(driveId, 'driveId');
      return rangesOfWrites(await provider.binding.virtualWrites(provider.use(), id));
    });
  }
}
