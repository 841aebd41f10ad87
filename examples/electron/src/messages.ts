// What page and burner say to each other. Plain data only: it crosses two processes.
import type { BurnPlan, BurnProgress, BurnReport, MediaInfo, ResumeReport } from 'imapi2';

export type { BurnProgress, BurnReport, DiscState } from 'imapi2';

export interface DriveView {
  readonly id: string;
  readonly name: string;
  /** A sentence, where the drive can't be used. */
  readonly problem: string | null;
}

export interface DiscView {
  readonly media: Pick<MediaInfo, 'type' | 'blank' | 'warnings'>;
  /** null where an interrupted burn left a disc that can't be read. */
  readonly contents: {
    readonly volumeName: string;
    readonly freeSectors: number;
    /** Paths of what is in the disc's root; a folder's ends with `/`. */
    readonly entries: readonly string[];
  } | null;
  /** A burn in this drive was cut off (a crash, a power cut): `resume` finishes it, `abandon` forgets it. */
  readonly interrupted: boolean;
}

export interface PlanView extends Pick<
  BurnPlan,
  'mode' | 'blocks' | 'imageBlocks' | 'rangeCount' | 'estimatedTime' | 'warnings'
> {
  /** Names on the disc of what will be added. */
  readonly added: readonly string[];
  /** The disc after the burn, as an SVG document. */
  readonly map: string;
}

/** What the page may ask of the burner. Nothing else reaches a drive. */
export interface Burner {
  drives(): Promise<DriveView[]>;
  /** Takes the drive and reads what is on its disc. */
  choose(id: string): Promise<DiscView>;
  /** Adds files and folders to what the next burn records, and plans it. */
  add(paths: readonly string[]): Promise<PlanView>;
  /** Forgets what was added. */
  clear(): Promise<void>;
  burn(): Promise<BurnReport>;
  /** Finishes a burn that was cut off. */
  resume(): Promise<ResumeReport>;
  /** Gives such a burn up: the disc stays as it is. */
  abandon(): Promise<void>;
  /** The end of the burn that is under way, for a page that was reloaded; null where there is none. */
  join(): Promise<BurnReport | null>;
  /** False where there is nothing to cancel, or it can no longer be. */
  cancel(): Promise<boolean>;
  eject(): Promise<void>;
}

export interface Request {
  readonly id: number;
  readonly method: keyof Burner;
  readonly args: readonly unknown[];
}

/** An error crosses as `serializeError` made it: the context bridge would leave only the message of an Error. */
export type Outcome<Result> =
  { readonly result: Result } | { readonly error: Readonly<Record<string, unknown>> };

export type Reply =
  ({ readonly id: number } & Outcome<unknown>) | { readonly progress: BurnProgress };

/**
 * From the main process to the burner's. `page`: a page has come, with its port. `cancel`: the burn under way is to end.
 * `end`: everything is to be released, and the process with it.
 */
export type FromMain = 'page' | 'cancel' | 'end';

/** From the burner's process to the main one: whether quitting would cut a burn short. */
export interface Busy {
  readonly busy: boolean;
}

/** What the preload script gives the page, as `window.disc`. No promise of it rejects. */
export type DiscApi = {
  readonly [Name in keyof Burner]: (
    ...args: Parameters<Burner[Name]>
  ) => Promise<Outcome<Awaited<ReturnType<Burner[Name]>>>>;
} & {
  onProgress(listener: (progress: BurnProgress) => void): void;
  /** The full path of a file that was dropped on the page or chosen in it. */
  pathOf(file: File): string;
};
