import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process holds, as Windows counts it and not as we do. */
export interface Resources {
  readonly handles: number;
  readonly threads: number;
  /** Megabytes, after a garbage collection. */
  readonly memory: number;
}

type NativeFunction = (...values: readonly unknown[]) => number;
interface Koffi {
  load(library: string): { func(prototype: string): NativeFunction };
}

export const koffi: string = process.env['IMAPI2_TEST_KOFFI'] ?? '';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** THREADENTRY32 (tlhelp32.h): dwSize, cntUsage, th32ThreadID, th32OwnerProcessID, and three more. */
const threadEntryBytes = 28;
const snapshotOfThreads = 4;

/** To be asked again and again; takes koffi. */
export function resourceMeter(): () => Promise<Resources> {
  const kernel32 = (createRequire(__filename)(koffi) as Koffi).load('kernel32.dll');
  const createEvent = kernel32.func(
    'int64 __stdcall CreateEventA(void *security, int manual, int set, void *name)',
  );
  const snapshot = kernel32.func(
    'int64 __stdcall CreateToolhelp32Snapshot(uint32 flags, uint32 process)',
  );
  const first = kernel32.func('int __stdcall Thread32First(int64 snapshot, void *entry)');
  const next = kernel32.func('int __stdcall Thread32Next(int64 snapshot, void *entry)');
  const closeHandle = kernel32.func('int __stdcall CloseHandle(int64 handle)');

  // GetProcessHandleCount says 0 under Wine. New handles have the lowest numbers that are free, in steps of four: what
  // leaks is in their way.
  const handles = (): number => {
    const events = Array.from({ length: 64 }, () => createEvent(null, 0, 0, null));
    for (const event of events) closeHandle(event);
    return Math.max(...events) / 4 - events.length;
  };
  const threads = (): number => {
    const all = snapshot(snapshotOfThreads, 0);
    const entry = Buffer.alloc(threadEntryBytes);
    entry.writeUInt32LE(threadEntryBytes, 0);
    let found = 0;
    for (let more = first(all, entry); more !== 0; more = next(all, entry))
      if (entry.readUInt32LE(12) === process.pid) found++;
    closeHandle(all);
    return found;
  };
  return async () => {
    // Finalizers of handles run between two turns of the event loop.
    for (let round = 0; round < 3; round++) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { handles: handles(), threads: threads(), memory: process.memoryUsage().rss / 2 ** 20 };
  };
}
