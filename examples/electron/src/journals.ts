// One journal a drive, so that a burn which was cut off can be finished at the next start.
import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BurnAbortedError, BurnError } from 'imapi2';

export class Journal {
  readonly path: string;

  constructor(folder: string, driveId: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `${driveId.replaceAll(/[^A-Za-z0-9]+/g, '-')}.journal`);
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }

  /** After a burn that failed: nothing that the old session uses has changed, so there is nothing to finish. */
  async removeIfUnneeded(failure: unknown): Promise<void> {
    if (!(failure instanceof BurnError || failure instanceof BurnAbortedError)) return;
    const { discState } = failure;
    if (discState === 'unchanged' || discState === 'old-session-valid') await this.remove();
  }
}
