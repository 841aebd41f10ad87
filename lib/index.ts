export { isSupported, supportInfo, type SupportInfo } from './support.js';
export { open } from './open.js';
export type { OpenOptions } from './open-options.js';
export type { Imapi } from './imapi.js';
export type { Fault, FaultKind } from './virtual/fault.js';
export type { VirtualDrive } from './virtual/virtual-drive.js';
export type { VirtualControl } from './virtual/virtual-control.js';

export type { DriveEvent, WatchOptions } from './watch/drive-event.js';

export type { Operation, OperationOptions } from './operation/operation.js';

export type {
  DiscRecorder,
  DriveFeatures,
  EraseOptions,
  LockOptions,
  RecorderLock,
  WaitOptions,
} from './recorder/disc-recorder.js';
export type { EraseProgress } from './recorder/erase-progress.js';
export type { RecorderInfo } from './recorder/recorder-info.js';
export type { MediaInfo, WriteSpeed } from './recorder/media-info.js';
export type { MediaState } from './recorder/media-states.js';
export type { MediaType } from './recorder/media-types.js';

export type { BootImage } from './image/boot-images.js';
export type { ImageFileSystem, ImageOptions, ImageProgress } from './image/image-options.js';
export type {
  AddOptions,
  AddProgress,
  AddReport,
  AddTreeOptions,
  FileSystemImage,
} from './image/file-system-image.js';
export type { ImageEntry } from './image/image-entry.js';
export type {
  ImageResult,
  ProgressItem,
  SaveProgress,
  StreamOptions,
} from './image/image-result.js';

export type { BlockRange } from './ranges/block-range.js';
export { BlockRangeList } from './ranges/block-range-list.js';

export { planBurn } from './burn/plan-burn.js';
export { burnModified } from './burn/burn-modified.js';
export { updateDisc } from './burn/update-disc.js';
export { burnImage } from './burn/burn-image.js';
export { resumeBurn } from './burn/resume-burn.js';
export { verifyRanges } from './burn/verify-ranges.js';
export type { DiscEdit } from './burn/edit-task.js';
export type { BurnPlan } from './burn/burn-plan.js';
export type { BurnAction, BurnProgress } from './burn/burn-progress.js';
export type { BurnReport, ResumeReport, VerifyReport } from './burn/burn-report.js';
export type {
  BurnImageOptions,
  BurnOptions,
  PlanOptions,
  UpdateOptions,
  VerifyOptions,
} from './burn/burn-options.js';

export { discMap, type DiscMap } from './map/disc-map.js';
export { drawSvg } from './map/svg/draw-svg.js';
export { drawText, type TextOptions } from './map/draw-text.js';

export type { ImapiErrorCode } from './errors/codes.js';
export type { HresultName } from './errors/hresults.js';
export { ImapiError } from './errors/imapi-error.js';
export { BurnError, type DiscState } from './errors/burn-error.js';
export { AbortError, BurnAbortedError } from './errors/abort-errors.js';
export { deserializeError, serializeError } from './errors/serialize.js';
