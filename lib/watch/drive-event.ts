/** What happened to a drive. Plain data. */
export interface DriveEvent {
  readonly type: 'drive-added' | 'drive-removed' | 'media-inserted' | 'media-removed';
  /** The drive's unique id, as RecorderInfo has it. */
  readonly id: string;
}

/** How long drives are watched. */
export interface WatchOptions {
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;
}
