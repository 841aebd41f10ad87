// What a program that uses the package may write, and what the compiler must refuse. It is compiled as an ES module by
// every TypeScript that we promise, with @types/node and without, against the package as it is packed
// (test/host/package/consumers.test.ts); so nothing here may use Node's own types.
import {
  BlockRangeList,
  BurnAbortedError,
  BurnError,
  ImapiError,
  burnImage,
  burnModified,
  deserializeError,
  isSupported,
  open,
  planBurn,
  resumeBurn,
  serializeError,
  supportInfo,
  verifyRanges,
} from 'imapi2';
import type {
  BlockRange,
  BurnPlan,
  BurnProgress,
  BurnReport,
  DiscRecorder,
  DiscState,
  FileSystemImage,
  HresultName,
  ImageResult,
  Imapi,
  ImapiErrorCode,
  MediaInfo,
  OpenOptions,
  Operation,
  VerifyReport,
} from 'imapi2';

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- the way to compare two types */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

export const options: OpenOptions = {
  provider: 'virtual',
  drives: [{ disc: 'a.disc', media: 'dvd+rw' }],
};
export const supported: [Same<ReturnType<typeof isSupported>, boolean>, readonly string[]] = [
  true,
  supportInfo().reasons,
];

export async function job(signal: AbortSignal): Promise<BurnReport | null> {
  await using imapi: Imapi = await open(options);
  const [drive] = await imapi.recorders();
  if (drive === undefined) return null;
  const recorder: DiscRecorder = await imapi.recorder(drive.id);
  const media: MediaInfo = await recorder.media();
  const image: FileSystemImage = await imapi.createImage({ recorder, signal });
  await image.add(new Uint8Array(media.totalSectors > 0 ? 1 : 2), '/one.bin', {
    modified: new Date(),
    replace: false,
  });
  const result: ImageResult = await image.createResult();

  // Without @types/node there is no Readable; what it yields can be read all the same.
  let bytes = 0;
  for await (const chunk of result.stream({ startLba: 0, endLba: 1 }))
    bytes += (chunk as Uint8Array).length;

  const plan: BurnPlan = await planBurn(recorder, result);
  const whole: BlockRangeList | null = await result.modifiedBlocks();
  for (const { startLba, endLba } of whole ?? BlockRangeList.from(plan.ranges))
    bytes += endLba - startLba;

  const burn: Operation<BurnProgress, BurnReport> = burnModified(recorder, result, {
    plan,
    journal: 'burn.journal',
    signal,
  });
  for await (const { fraction, phase, file } of burn)
    bytes += phase === 'write' && file !== null ? fraction : 0;
  if (bytes === 0) burn.cancel(new Error('nothing to do'));
  const verified: VerifyReport = await verifyRanges(recorder, result);
  return verified.mismatches.length === 0 ? await burn : await resumeBurn(recorder, 'burn.journal');
}

/** Codes are a union of names: a program branches on them and the compiler knows each. */
export function advice(error: unknown): DiscState | ImapiErrorCode | HresultName | null {
  const copy: Error = deserializeError(serializeError(error));
  if (copy instanceof BurnError) return copy.mismatches === null ? copy.discState : copy.code;
  if (copy instanceof BurnAbortedError) return copy.driveError?.code ?? copy.discState;
  if (copy instanceof ImapiError) return copy.retryable && copy.hresult !== null ? copy.code : null;
  return null;
}

export function refused(
  recorder: DiscRecorder,
  result: ImageResult,
  plan: BurnPlan,
  range: BlockRange,
): void {
  // @ts-expect-error: there is no such provider
  void open({ provider: 'real' });
  // @ts-expect-error: a fault is at one place
  void open({ provider: 'virtual', drives: [{ faults: [{ at: {}, fail: 'hang' }] }] });
  // @ts-expect-error: the media's name is dvd+rw
  void open({ provider: 'virtual', drives: [{ media: 'DVD+RW' }] });
  // @ts-expect-error: an image is not a path here; burnImage takes one
  void burnModified(recorder, 'image.iso');
  void burnImage(recorder, 'image.iso', { overwrite: true });
  // @ts-expect-error: `whenWholeImage` is burnModified's
  void burnImage(recorder, result, { whenWholeImage: 'burn' });
  // @ts-expect-error: only burnImage can overwrite
  void burnModified(recorder, result, { overwrite: true });
  // @ts-expect-error: a journal is a path
  void burnModified(recorder, result, { journal: true });
  // @ts-expect-error: plans are read-only
  plan.blocks = 0;
  // @ts-expect-error: ranges too
  range.startLba = 1;
  // @ts-expect-error: it is made by from()
  const made: unknown = new BlockRangeList();
  // @ts-expect-error: no such code
  const code: ImapiErrorCode = 'E_NO_SUCH_THING';
  // @ts-expect-error: what has no type can't be handed over as a recorder
  void planBurn({}, result);
  serializeError([made, code]);
}
