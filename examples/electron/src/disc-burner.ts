// The whole work with discs, without Electron: it runs in a utility process, and in a test wherever imapi2 does.
import {
  burnImage,
  burnModified,
  resumeBurn,
  type BurnProgress,
  type BurnReport,
  type DiscRecorder,
  type Imapi,
  type Operation,
  type ResumeReport,
} from 'imapi2';

import { Journal } from './journals.js';
import type { Burner, DiscView, DriveView, PlanView } from './messages.js';
import { prepare, type Prepared } from './prepare.js';

export interface DiscBurnerOptions {
  readonly imapi: Imapi;
  readonly journals: string;
  readonly onProgress: (progress: BurnProgress) => void;
}

export class DiscBurner implements Burner {
  readonly #options: DiscBurnerOptions;
  #chosen: { readonly recorder: DiscRecorder; readonly journal: Journal } | null = null;
  #paths: readonly string[] = [];
  #prepared: Prepared | null = null;
  #burning: Operation<BurnProgress, BurnReport> | null = null;

  constructor(options: DiscBurnerOptions) {
    this.#options = options;
  }

  async drives(): Promise<DriveView[]> {
    const recorders = await this.#options.imapi.recorders();
    return recorders.map(({ id, vendorId, productId, volumePaths, error }) => ({
      id,
      name: [volumePaths[0], vendorId, productId].filter(Boolean).join(' '),
      problem: error?.message ?? null,
    }));
  }

  async choose(id: string): Promise<DiscView> {
    await this.clear();
    await this.#chosen?.recorder.close();
    this.#chosen = null;
    const { imapi, journals } = this.#options;
    const recorder = await imapi.recorder(id);
    const journal = new Journal(journals, id);
    this.#chosen = { recorder, journal };
    await recorder.waitUntilReady();
    const { type, blank, warnings } = await recorder.media();
    const media = { type, blank, warnings };
    const interrupted = journal.exists;
    try {
      return { media, contents: await this.#contents(recorder), interrupted };
    } catch (error) {
      // Between the commit ranges a disc may be unreadable, and that is no reason not to offer to finish it.
      if (interrupted) return { media, contents: null, interrupted };
      throw error;
    }
  }

  async add(paths: readonly string[]): Promise<PlanView> {
    const { recorder } = this.#drive();
    const all = [...new Set([...this.#paths, ...paths])];
    await this.#forget();
    try {
      this.#prepared = await prepare(this.#options.imapi, recorder, all);
    } catch (error) {
      // What had been added before is still wanted.
      if (this.#paths.length > 0)
        this.#prepared = await prepare(this.#options.imapi, recorder, this.#paths);
      throw error;
    }
    this.#paths = all;
    return this.#prepared.view;
  }

  async clear(): Promise<void> {
    this.#paths = [];
    await this.#forget();
  }

  async burn(): Promise<BurnReport> {
    if (this.#prepared === null) throw new Error('There is nothing to burn yet: add some files.');
    const { recorder, journal } = this.#drive();
    const { result, plan } = this.#prepared;
    const options = { plan, onProgress: this.#options.onProgress };
    try {
      if (plan.mode === 'whole') return await this.#run(burnImage(recorder, result, options));
      // Without commit ranges no journal could finish the burn, and one that was asked for would refuse it.
      const kept = plan.commitRanges === null ? {} : { journal: journal.path };
      return await this.#run(burnModified(recorder, result, { ...options, ...kept }));
    } catch (error) {
      await journal.removeIfUnneeded(error);
      throw error;
    } finally {
      // A result is good for one burn, however that ended.
      await this.clear();
    }
  }

  async resume(): Promise<ResumeReport> {
    const { recorder, journal } = this.#drive();
    await this.clear();
    const { onProgress } = this.#options;
    return this.#run(resumeBurn(recorder, journal.path, { onProgress }));
  }

  async abandon(): Promise<void> {
    await this.#drive().journal.remove();
  }

  async join(): Promise<BurnReport | null> {
    return this.#burning;
  }

  cancel(): Promise<boolean> {
    return Promise.resolve(this.#burning?.cancel('cancelled by the user') ?? false);
  }

  async eject(): Promise<void> {
    await this.clear();
    await this.#drive().recorder.eject();
  }

  async #run<Report extends BurnReport>(
    operation: Operation<BurnProgress, Report>,
  ): Promise<Report> {
    this.#burning = operation;
    try {
      return await operation;
    } finally {
      this.#burning = null;
    }
  }

  #drive(): { readonly recorder: DiscRecorder; readonly journal: Journal } {
    if (this.#chosen === null) throw new Error('No drive has been chosen yet.');
    return this.#chosen;
  }

  async #contents(recorder: DiscRecorder): Promise<DiscView['contents']> {
    const image = await this.#options.imapi.createImage({ recorder });
    try {
      const entries = await image.list();
      return {
        volumeName: image.volumeName,
        freeSectors: image.freeMediaBlocks,
        entries: entries.map(({ name, type }) => (type === 'directory' ? `${name}/` : name)),
      };
    } finally {
      await image.close();
    }
  }

  async #forget(): Promise<void> {
    const prepared = this.#prepared;
    this.#prepared = null;
    await prepared?.close();
  }
}
