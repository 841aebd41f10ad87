import type { Failure } from '../failure.js';
import type { MediaInfo } from '../../recorder/media-info.js';
import type { RecorderInfo } from '../../recorder/recorder-info.js';
import type { NativeRegisteredClass } from '../../native/binding.js';

/** What a bug report and a first install need. Plain data. */
export interface DoctorReport {
  readonly package: {
    readonly version: string;
    readonly node: string;
    readonly arch: string;
    readonly platform: string;
  };
  readonly windows: {
    readonly version: string;
    readonly release: string;
    /** Wine's version, where this is not Windows. */
    readonly wine: string | null;
  };
  readonly binding: {
    readonly loaded: boolean;
    readonly path: string | null;
    /** IMAPI2 and IMAPI2FS are registered. */
    readonly system: boolean;
    readonly virtual: boolean;
    readonly reasons: readonly string[];
  };
  readonly classes: readonly NativeRegisteredClass[];
  readonly drives: readonly DriveReport[];
  /** Why the drives could not be asked, or not all that was wanted of them; null where they could. It is the exit code too. */
  readonly failure: Pick<Failure, 'code' | 'message'> | null;
  /** What nobody has seen the real IMAPI2 do, question by question. */
  readonly questions: readonly Answer[];
}

export interface DriveReport {
  readonly drive: RecorderInfo;
  readonly media: MediaInfo | null;
  readonly exclusiveOwner: string | null;
  /** Whether exclusive access could be had without force; null where it was not asked. */
  readonly canLock: boolean | null;
  /** What could not be asked, and why. */
  readonly errors: readonly string[];
}

/**
 * `yes`, `no`: it was tried. `seen`: `answer` says what was seen. `not-possible`: not on this machine, and `answer` says why.
 * `not-asked`: it needs `--write-test`.
 */
export type Outcome = 'yes' | 'no' | 'seen' | 'not-possible' | 'not-asked';

export interface Answer {
  readonly id: string;
  readonly question: string;
  readonly outcome: Outcome;
  readonly answer: string;
  /** Whose classes answered: Windows' own, or the virtual drive, which proves nothing about Windows. */
  readonly about: 'system' | 'virtual';
}
