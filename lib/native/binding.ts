/**
 * What the native addon exports: the one place that types it. Plain data crosses, and nothing else. Arguments have been
 * judged before they come here; the addon refuses only what would be unsafe.
 *
 * Every promise is settled from a worker thread that owns the COM objects. It rejects with a `NativeFailure`, which is
 * plain data too: the caller makes the Error, so that its stack shows the line that called.
 */

declare const kind: unique symbol;
/** An opaque, type-tagged External. A handle that is dropped is closed by the garbage collector; `close` is better. */
export interface Handle<Kind extends string> {
  readonly [kind]: Kind;
}
export type ProviderHandle = Handle<'provider'>;
export type RecorderHandle = Handle<'recorder'>;
export type LockHandle = Handle<'lock'>;
export type ImageHandle = Handle<'image'>;
export type ResultHandle = Handle<'result'>;
export type WatchHandle = Handle<'watch'>;
export type AnyHandle =
  ProviderHandle | RecorderHandle | LockHandle | ImageHandle | ResultHandle | WatchHandle;

/** Why a native call failed. Exactly one of `hresult` and `code` is not null. */
export interface NativeFailure {
  /** Unsigned. */
  readonly hresult: number | null;
  /** An ERR_… of this package, where no COM call failed. */
  readonly code: string | null;
  /** `IDiscFormat2Data::Write` */
  readonly operation: string;
  /** IErrorInfo's text, else the system's, else our own sentence; null where there is none. */
  readonly message: string | null;
  /** Set where a burn had begun. */
  readonly burn?: NativeBurnFailure;
}
export interface NativeBurnFailure {
  readonly aborted: boolean;
  readonly discState:
    'unchanged' | 'old-session-valid' | 'commit-interrupted' | 'complete' | 'unknown';
  readonly report: Partial<NativeBurnReport>;
  /** Flat ranges of sectors that differ; null where nothing was compared. */
  readonly mismatches: Int32Array | null;
}

/** A call that takes long. `cancel` asks it to stop, and says whether it still can; the promise settles either way. */
export interface NativeTask<Result> {
  readonly promise: Promise<Result>;
  cancel(): boolean;
}

export interface NativeVirtualDrive {
  readonly disc: string | null;
  /** IMAPI_MEDIA_PHYSICAL_TYPE; 0: the disc's own. */
  readonly media: number;
  readonly sectors: number;
  readonly speed: number;
  readonly faults: readonly NativeVirtualFault[];
}
export interface NativeVirtualFault {
  readonly call: string | null;
  readonly nth: number;
  readonly sector: number;
  readonly sectorsWritten: number;
  /** VirtualFaultAccess */
  readonly access: number;
  /** VirtualFaultDrive */
  readonly drive: number;
  /** VirtualFaultEffect */
  readonly effect: number;
  readonly hresult: number;
  /** Full path. */
  readonly disc: string | null;
  readonly times: number;
}

export interface NativeRecorderInfo {
  readonly id: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly productRevision: string;
  readonly volumePaths: readonly string[];
  readonly canLoadMedia: boolean;
  readonly error: NativeFailure | null;
}

/** Numbers are IMAPI2's own; names are given to them in TypeScript. */
export interface NativeMediaInfo {
  readonly type: number;
  readonly rewritable: boolean;
  readonly blank: boolean;
  readonly physicallyBlank: boolean;
  readonly state: number;
  readonly writeProtect: number;
  readonly totalSectors: number;
  readonly freeSectors: number;
  readonly nextWritableAddress: number | null;
  readonly writeUnit: number | null;
  readonly writeSpeeds: readonly {
    readonly sectorsPerSecond: number;
    readonly pureCav: boolean;
    readonly media: number;
  }[];
  readonly currentWriteSpeed: number | null;
  readonly warnings: readonly string[];
}

export interface NativeImageOptions {
  /** null: where the disc is not blank. */
  readonly importPrevious: boolean | null;
  /** IMAPI_MEDIA_PHYSICAL_TYPE; 0: not given. */
  readonly media: number;
  readonly volumeName: string | null;
  /** FsiFileSystems; 0: not given. */
  readonly fileSystems: number;
  readonly udfRevision: number | null;
  readonly freeMediaBlocks: number | null;
  readonly workingDirectory: string | null;
  readonly bootImages: readonly NativeBootImage[];
}
export interface NativeNewEntry {
  /** null: a folder. */
  readonly source: string | null;
  readonly destination: string;
}
export interface NativeEntriesAdded {
  /** So many of the entries, from the first on, are in the image. */
  readonly count: number;
  /** Of the files among them. */
  readonly bytes: number;
  /** Why the entry behind them is not; null where it was not tried. */
  readonly failure: NativeFailure | null;
  readonly state: NativeImageState;
}
export interface NativeBootImage {
  /** Full path. */
  readonly source: string;
  /** PlatformId */
  readonly platform: number;
  /** EmulationType */
  readonly emulation: number;
}
export interface NativeImageState {
  readonly volumeName: string;
  readonly freeMediaBlocks: number;
}
export interface NativeImageProgress {
  readonly phase: 'import' | 'create';
  readonly item: string;
  readonly done: number;
  /** -1: unknown. */
  readonly total: number;
}
export interface NativeImageEntry {
  readonly name: string;
  readonly path: string;
  readonly directory: boolean;
  readonly bytes: number;
  /** Milliseconds since 1970, local time turned into UTC; null where the disc has none. */
  readonly modified: number | null;
}
export interface NativeResult {
  readonly handle: ResultHandle;
  readonly totalBlocks: number;
  readonly blockSize: number;
  readonly discId: string;
}

/** Blocks that are in the file already. */
export interface NativeSaveProgress {
  readonly blocks: number;
  readonly totalBlocks: number;
}

export interface NativePlan {
  readonly mode: 'modified' | 'whole';
  readonly ranges: Int32Array;
  readonly blocks: number;
  readonly imageBlocks: number;
  readonly writeUnit: number | null;
  readonly alignedBlocks: number;
  /** Milliseconds. */
  readonly estimatedTime: number | null;
  readonly commitRanges: number | null;
  readonly warnings: readonly string[];
  readonly fingerprint: string;
}

export interface NativeBurnOptions {
  readonly mode: 'modified' | 'whole';
  /** `mode` whole: ForceOverwrite. Never set for a modified burn. */
  readonly overwrite: boolean;
  readonly whenWholeImage: 'reject' | 'if-blank' | 'burn';
  readonly ranges: Int32Array | null;
  /** An .iso only: what differs from the disc. Then `ranges` is null and `journal` is not. */
  readonly differences: boolean;
  /** What the caller was shown; a difference is ERR_PLAN_STALE. */
  readonly plan: {
    readonly mode: 'modified' | 'whole';
    readonly ranges: Int32Array;
    readonly imageBlocks: number;
    /** null: not known. */
    readonly fingerprint: string | null;
  } | null;
  readonly verify: 'none' | 'quick' | 'full' | 'ranges';
  /** Sectors per second; -1: the fastest; null: as it is. */
  readonly writeSpeed: number | null;
  /** Full path of the file to keep the journal in; null: none. */
  readonly journal: string | null;
  readonly closeMedia: boolean;
  readonly ejectAfter: boolean;
  readonly keepAwake: boolean;
  /** Milliseconds. */
  readonly cancelTimeout: number;
}
export interface NativeBurnProgress {
  readonly phase: 'create' | 'write' | 'verify';
  /** IMAPI_FORMAT2_DATA_WRITE_ACTION; -1 outside IDiscFormat2Data::Write. */
  readonly action: number;
  readonly fraction: number;
  readonly blocksWritten: number;
  readonly blocksTotal: number;
  readonly rangeIndex: number;
  readonly rangeCount: number;
  readonly lastWrittenLba: number | null;
  readonly file: string | null;
  readonly elapsed: number;
  readonly remaining: number | null;
  readonly speed: number | null;
  readonly bufferFill: number | null;
}
export interface NativeBurnReport {
  readonly mode: 'modified' | 'whole';
  readonly ranges: number;
  readonly blocksPlanned: number;
  readonly blocksWritten: number | null;
  readonly imageBlocks: number;
  readonly verified: 'none' | 'quick' | 'full' | 'ranges';
  readonly elapsed: number;
  readonly warnings: readonly string[];
}
export interface NativeResumeReport extends NativeBurnReport {
  /** `commit-interrupted` of a dry run only: `blocksPlanned` sectors are still to be recorded. */
  readonly discState: 'old-session-valid' | 'commit-interrupted' | 'complete';
}
/** As IMAPI2 tells it, in seconds. */
export interface NativeEraseProgress {
  readonly elapsed: number;
  readonly estimated: number;
}
export interface NativeVerifyReport {
  readonly blocks: number;
  readonly mismatches: Int32Array;
}

/** How Windows has one class of IMAPI2 registered. Nulls where it is not. */
export interface NativeRegisteredClass {
  readonly name: string;
  readonly clsid: string;
  readonly server: string | null;
  readonly threadingModel: string | null;
}
export interface NativeRegistration {
  readonly classes: readonly NativeRegisteredClass[];
  /** Wine's version, where this is not Windows. */
  readonly wine: string | null;
}

/** What IDiscFormat2Data::Write did with a stream and a sink that only look on. For `imapi2 doctor`. */
export interface NativeWriteObservation {
  /** Of Write, unsigned. */
  readonly hresult: number;
  readonly callingThread: number;
  readonly eventThreads: readonly number[];
  readonly readThreads: readonly number[];
  /** Each change of the figures, in their order. */
  readonly events: readonly {
    readonly action: number;
    readonly startLba: number;
    readonly sectorCount: number;
    readonly lastWrittenLba: number;
  }[];
  /** Reads of the stream, those that follow each other joined; `action` as of the last event before. */
  readonly reads: readonly {
    readonly action: number;
    readonly startLba: number;
    readonly endLba: number;
  }[];
}

export interface NativeBinding {
  /** Registry look-ups only; no COM object is made. `reasons` are sentences. */
  supportInfo(): {
    readonly system: boolean;
    readonly virtual: boolean;
    readonly reasons: readonly string[];
  };

  /** Registry look-ups only. */
  registration(): NativeRegistration;

  openProvider(options: {
    readonly provider: 'system' | 'virtual';
    readonly imageProvider: 'system' | 'virtual';
    readonly clientName: string;
    readonly drives: readonly NativeVirtualDrive[];
    /** Of no drive in particular. */
    readonly faults: readonly NativeVirtualFault[];
    readonly switches: readonly (readonly [name: string, value: string])[];
  }): Promise<ProviderHandle>;
  /** A broken drive says so in its own `error`. */
  recorders(provider: ProviderHandle): Promise<NativeRecorderInfo[]>;
  openRecorder(
    provider: ProviderHandle,
    name: string,
  ): Promise<{ handle: RecorderHandle; info: NativeRecorderInfo }>;
  /** Until the handle is closed; a call that comes later is possible. Keeps no process alive. */
  watchDrives(
    provider: ProviderHandle,
    onEvent: (added: boolean, id: string) => void,
  ): Promise<WatchHandle>;
  addVirtualDrive(provider: ProviderHandle, drive: NativeVirtualDrive): Promise<string>;
  removeVirtualDrive(provider: ProviderHandle, recorderId: string): Promise<void>;
  /** `path`: full, of an .iso file. Rejects with IIsoImageManager::Validate's HRESULT. */
  validateImage(provider: ProviderHandle, path: string): Promise<void>;
  /** Whether nothing of any virtual session is alive in this process. For tests, once everything is closed. */
  virtualIdle(): boolean;
  virtualCounter(provider: ProviderHandle, name: string): Promise<number>;
  virtualWrites(provider: ProviderHandle, recorderId: string): Promise<Int32Array>;

  mediaInfo(recorder: RecorderHandle): Promise<NativeMediaInfo>;
  exclusiveOwner(recorder: RecorderHandle): Promise<string | null>;
  features(recorder: RecorderHandle): Promise<{
    supported: number[];
    current: number[];
    profiles: number[];
    currentProfiles: number[];
  }>;
  /** Resolves where the drive is ready; rejects with the drive's HRESULT where it is not. */
  testUnitReady(recorder: RecorderHandle): Promise<void>;
  lock(recorder: RecorderHandle, force: boolean): Promise<LockHandle>;
  eject(recorder: RecorderHandle): Promise<void>;
  closeTray(recorder: RecorderHandle): Promise<void>;
  readSectors(recorder: RecorderHandle, start: number, count: number): Promise<ArrayBuffer>;

  createImage(
    provider: ProviderHandle,
    recorder: RecorderHandle | null,
    options: NativeImageOptions,
    onProgress: (progress: NativeImageProgress) => void,
  ): NativeTask<{ handle: ImageHandle; state: NativeImageState }>;
  setVolumeName(image: ImageHandle, name: string): Promise<NativeImageState>;
  /** `modified`: milliseconds since 1970, or null for the source's own time. */
  addToImage(
    image: ImageHandle,
    source: string | Uint8Array,
    destination: string,
    options: {
      readonly modified: number | null;
      readonly hidden: boolean;
      readonly replace: boolean;
    },
  ): Promise<NativeImageState>;
  /**
   * In their order: until one fails, until it is cancelled, and for `turn` milliseconds, in which one at least is added. None of
   * these is a failure of the call. A source that can't be opened is refused at once, and not when it is read.
   */
  addEntries(
    image: ImageHandle,
    entries: readonly NativeNewEntry[],
    options: { readonly replace: boolean; readonly turn: number },
  ): NativeTask<NativeEntriesAdded>;
  createDirectory(image: ImageHandle, path: string): Promise<NativeImageState>;
  removeFromImage(image: ImageHandle, path: string): Promise<NativeImageState>;
  listImage(image: ImageHandle, path: string): Promise<NativeImageEntry[]>;
  createResult(
    image: ImageHandle,
    onProgress: (progress: NativeImageProgress) => void,
  ): NativeTask<NativeResult>;

  /** Flat ranges in list order; null for E_NOTIMPL and E_NOINTERFACE. */
  modifiedBlocks(result: ResultHandle): Promise<Int32Array | null>;
  streamBlockRanges(result: ResultHandle): Promise<Int32Array | null>;
  /** Names of the interfaces that the image stream answers, of those that one would look for. */
  streamInterfaces(result: ResultHandle): Promise<string[]>;
  progressItems(
    result: ResultHandle,
  ): Promise<{ description: string; firstBlock: number; lastBlock: number }[]>;
  /**
   * Fills `bytes`, of whole blocks, from that block of the image on; readers share no position. Until it settles nobody may
   * use them.
   */
  readImage(result: ResultHandle, startBlock: number, bytes: Uint8Array): Promise<void>;
  /** Full paths; `partial`, in the folder of `target`, is the name that the file has until it is whole. */
  saveImage(
    result: ResultHandle,
    target: string,
    partial: string,
    onProgress: (progress: NativeSaveProgress) => void,
  ): NativeTask<void>;

  planBurn(
    recorder: RecorderHandle,
    result: ResultHandle,
    options: { readonly ranges: Int32Array | null; readonly writeSpeed: number | null },
  ): Promise<NativePlan>;
  /** `image`: a result, or the path of an .iso file (mode whole only). */
  burn(
    recorder: RecorderHandle,
    image: ResultHandle | string,
    options: NativeBurnOptions,
    onProgress: (progress: NativeBurnProgress) => void,
  ): NativeTask<NativeBurnReport>;
  /** Appends with full verification, and ForceOverwrite as given. A Write that fails is an answer: see `hresult`. */
  observeWrite(
    recorder: RecorderHandle,
    result: ResultHandle,
    force: boolean,
  ): NativeTask<NativeWriteObservation>;
  /** Gives this recorder to a write engine and a data format, of Windows or of the provider. Nothing is written. */
  tryForeignRecorder(
    recorder: RecorderHandle,
    system: boolean,
  ): Promise<{ readonly call: string; readonly hresult: number }[]>;
  /** `journal`: the file's full path. */
  resumeBurn(
    recorder: RecorderHandle,
    journal: string,
    options: Pick<NativeBurnOptions, 'keepAwake' | 'cancelTimeout'> & { readonly dryRun: boolean },
    onProgress: (progress: NativeBurnProgress) => void,
  ): NativeTask<NativeResumeReport>;
  /**
   * `cancel` says false once it has begun: IMAPI2 can't stop it. `hangTimeout`: milliseconds without a sign of life after which
   * a drive that is being closed is given up.
   */
  erase(
    recorder: RecorderHandle,
    full: boolean,
    onProgress: (progress: NativeEraseProgress) => void,
    hangTimeout: number,
  ): NativeTask<void>;
  /** `ranges` null: the image's own list, or the whole image where it has none. */
  verifyRanges(
    recorder: RecorderHandle,
    result: ResultHandle,
    ranges: Int32Array | null,
    onProgress: (progress: NativeBurnProgress) => void,
    hangTimeout: number,
  ): NativeTask<NativeVerifyReport>;

  /** Allowed twice. Waits for the last call on the handle; a burn under way is cancelled first. */
  close(handle: AnyHandle): Promise<void>;
  /**
   * For who has waited long enough for the handle's close, or for the end of a call on it: what is asked of its drive, or of
   * its worker, fails with ERR_DRIVE_HUNG, and the close is over. Nothing where a burn or an erase has the drive.
   */
  giveUp(handle: AnyHandle): void;
  /** Synchronous and bounded (5 s): cancels what runs in this environment and gives its drives back. For 'exit'. */
  shutdown(): void;
}
