// With @types/node what comes back are Node's own types.
import type { Readable } from 'node:stream';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { burnModified, type DiscRecorder, type ImageResult } from 'imapi2';

export async function save(recorder: DiscRecorder, result: ImageResult): Promise<void> {
  const stream: Readable = result.stream();
  await pipeline(stream, createWriteStream('image.iso'));
  const controller = new AbortController();
  await burnModified(recorder, result, { signal: controller.signal });
  await burnModified(recorder, result, { signal: AbortSignal.timeout(1000) });
  // @ts-expect-error: a controller is not its signal
  await burnModified(recorder, result, { signal: controller });
}
