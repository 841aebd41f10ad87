import type { BurnPlan } from '../burn/burn-plan.js';
import type { BurnReport, ResumeReport } from '../burn/burn-report.js';
import type { ImageEntry } from '../image/image-entry.js';
import type { BlockRange } from '../ranges/block-range.js';
import { BlockRangeList } from '../ranges/block-range-list.js';
import type { DriveFeatures } from '../recorder/disc-recorder.js';
import type { MediaInfo } from '../recorder/media-info.js';
import type { RecorderInfo } from '../recorder/recorder-info.js';
import type { DoctorReport } from './doctor/report.js';
import type { Added } from './sources.js';

/** A plan as JSON has it: ranges as objects, in writing order. */
export type PlanData = Omit<BurnPlan, 'ranges'> & { readonly ranges: readonly BlockRange[] };

export function planData(plan: BurnPlan): PlanData {
  return { ...plan, ranges: BlockRangeList.from(plan.ranges).toJSON() };
}

/** One file that is not on the disc as it should be. */
export interface FileDifference {
  readonly source: string;
  readonly path: string;
  readonly what: 'missing' | 'size' | 'content' | 'kind';
}

/** What each command gives, as plain data. docs/command-line.schema.json has the same. */
export type CommandResult =
  | { readonly command: 'devices'; readonly devices: readonly RecorderInfo[] }
  | {
      readonly command: 'info';
      readonly drive: RecorderInfo;
      readonly media: MediaInfo | null;
      readonly exclusiveOwner: string | null;
      readonly features: DriveFeatures;
    }
  | {
      readonly command: 'ls';
      readonly volumeName: string;
      readonly path: string;
      /** Sectors that are left on the disc. */
      readonly freeSectors: number;
      readonly entries: readonly ImageEntry[];
    }
  | {
      readonly command: 'plan';
      readonly plan: PlanData;
      readonly added: Added;
      readonly map: string | null;
    }
  | {
      readonly command: 'update';
      readonly dryRun: boolean;
      readonly plan: PlanData;
      readonly added: Added;
      readonly journal: string | null;
      readonly map: string | null;
      readonly report: BurnReport | null;
    }
  | {
      readonly command: 'burn';
      readonly dryRun: boolean;
      readonly overwrites: boolean;
      /** The .iso file; null where an image was made. */
      readonly image: string | null;
      readonly added: Added | null;
      readonly sectors: number;
      readonly report: BurnReport | null;
    }
  | {
      readonly command: 'verify';
      readonly same: boolean;
      readonly sectors: number;
      readonly files: number;
      /** Sectors that differ from the image file. */
      readonly mismatches: readonly BlockRange[];
      readonly differences: readonly FileDifference[];
    }
  | {
      readonly command: 'resume';
      readonly dryRun: boolean;
      readonly journal: string;
      /** Null where there is no journal, and so nothing to finish. `commit-interrupted`: a dry run found what is to be finished. */
      readonly report:
        | (Omit<ResumeReport, 'discState'> & {
            readonly discState: ResumeReport['discState'] | 'commit-interrupted';
          })
        | null;
    }
  | { readonly command: 'erase'; readonly full: boolean; readonly dryRun: boolean }
  | { readonly command: 'eject' }
  | { readonly command: 'close-tray' }
  | {
      readonly command: 'image';
      readonly dryRun: boolean;
      readonly path: string;
      readonly sectors: number;
      readonly bytes: number;
      readonly added: Added;
    }
  | { readonly command: 'demo'; readonly disc: string | null }
  | { readonly command: 'doctor'; readonly report: DoctorReport };
