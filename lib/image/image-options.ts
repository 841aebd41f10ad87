import { resolve } from 'node:path';

import { Judge, maxSector } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import type { NativeImageOptions } from '../native/binding.js';
import type { OperationOptions } from '../operation/operation.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import { mediaNumber, mediaTypes, type MediaType } from '../recorder/media-types.js';
import { judgeBootImages, type BootImage } from './boot-images.js';

/** FsiFileSystems. */
const fileSystemBits = { iso9660: 1, joliet: 2, udf: 4 } as const;
/** FsiFileSystems by name: `iso9660`, `joliet`, `udf`. */
export type ImageFileSystem = keyof typeof fileSystemBits;

/** What an image begins with. */
export interface ImageOptions extends OperationOptions<ImageProgress> {
  /** Take defaults and room from the disc in this drive. */
  readonly recorder?: DiscRecorder;
  /** Import what is on that disc, so that the image adds to it. Default: true where the disc is not blank. */
  readonly importPrevious?: boolean;
  /** Without a recorder: shape the image for this medium. */
  readonly media?: MediaType;
  /** Default: the imported name, or where IMAPI2FS takes that for none, or has none, the date. */
  readonly volumeName?: string;
  /**
   * What a fresh image has; all of them share the data of its files. Default: `udf`. Joliet needs `iso9660` beside it. ISO 9660
   * takes no file of more than 2 GiB (IMAPI_E_DATA_TOO_BIG) and no more than 8 levels of folders (IMAPI_E_ISO9660_LEVELS).
   * An image that adds to a disc has the disc's.
   */
  readonly fileSystems?: readonly ImageFileSystem[];
  /**
   * BCD, 0x102 … 0x260; one that IMAPI2FS doesn't write rejects with IMAPI_E_INVALID_PARAM. For images with UDF. An image that
   * adds to a disc has the disc's.
   */
  readonly udfRevision?: number;
  /** Room in sectors; 0: no limit. An image that adds to a disc has no more than the disc has left. */
  readonly freeMediaBlocks?: number;
  /** Where IMAPI2FS puts what it must copy aside. It must exist. */
  readonly workingDirectory?: string;
  /** What the disc boots, the default first. For a disc's first session only. */
  readonly bootImages?: readonly BootImage[];
}

/** How far an import, or the making of a result, has come. */
export interface ImageProgress {
  readonly phase: 'import' | 'create';
  /** The entry at hand. */
  readonly item: string;
  readonly done: number;
  readonly total: number | null;
}

const judge: Judge = Judge.option;

/** Options that say what an image is to be like, and not where it comes from. */
export const imageShapeKeys = [
  'media',
  'volumeName',
  'fileSystems',
  'udfRevision',
  'freeMediaBlocks',
  'workingDirectory',
  'bootImages',
] as const;

/** The options as the addon takes them; `recorder` is for the caller to look at. */
export function judgeImageOptions(options: ImageOptions | undefined): NativeImageOptions {
  const given = knownOptions<ImageOptions>(options, [
    ...operationKeys,
    'recorder',
    'importPrevious',
    ...imageShapeKeys,
  ]);
  judgeOperationOptions(given);
  const importPrevious = judge.optional(given['importPrevious'], null, (value) =>
    judge.boolean(value, 'importPrevious'),
  );
  if (given['recorder'] === undefined && importPrevious === true) {
    judge.refuse('importPrevious', 'needs a recorder, whose disc is imported', importPrevious);
  }
  if (given['recorder'] !== undefined && given['media'] !== undefined) {
    judge.refuse(
      'media',
      'is for an image without a recorder, which says itself what its medium is',
      given['media'],
    );
  }
  const fileSystems = judge.optional(given['fileSystems'], 0, judgeFileSystems);
  if (
    given['udfRevision'] !== undefined &&
    fileSystems !== 0 &&
    (fileSystems & fileSystemBits.udf) === 0
  )
    judge.refuse(
      'udfRevision',
      'is for an image with udf among its fileSystems',
      given['udfRevision'],
    );
  return {
    importPrevious,
    media: judge.optional(given['media'], 0, (value) =>
      mediaNumber(judge.oneOf(value, 'media', mediaTypes)),
    ),
    volumeName: judge.optional(given['volumeName'], null, (value) =>
      judge.text(value, 'volumeName'),
    ),
    fileSystems,
    udfRevision: judge.optional(given['udfRevision'], null, (value) =>
      judge.integer(value, 'udfRevision', 0x102, 0x260),
    ),
    freeMediaBlocks: judge.optional(given['freeMediaBlocks'], null, (value) =>
      judge.integer(value, 'freeMediaBlocks', 0, maxSector),
    ),
    workingDirectory: judge.optional(given['workingDirectory'], null, (value) =>
      resolve(judge.text(value, 'workingDirectory')),
    ),
    bootImages: judge.optional(given['bootImages'], [], judgeBootImages),
  };
}

function judgeFileSystems(value: unknown): number {
  const names = Object.keys(fileSystemBits) as ImageFileSystem[];
  const chosen = judge.array(value, 'fileSystems');
  if (chosen.length === 0) judge.refuse('fileSystems', 'must name at least one file system', value);
  const bits = chosen.reduce<number>(
    (sum, name) => sum | fileSystemBits[judge.oneOf(name, 'fileSystems', names)],
    0,
  );
  if ((bits & fileSystemBits.joliet) !== 0 && (bits & fileSystemBits.iso9660) === 0)
    judge.refuse('fileSystems', 'must name iso9660 where it names joliet', value);
  return bits;
}
