import type { Imapi } from '../../imapi.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import type { RecorderInfo } from '../../recorder/recorder-info.js';
import { mediaOrNone } from '../commands/info.js';
import { failureOf } from '../failure.js';
import type { DriveReport } from './report.js';

/** One drive, asked everything; what it can't tell is in `errors`, and hides nothing else. */
export async function driveReport(imapi: Imapi, drive: RecorderInfo): Promise<DriveReport> {
  const errors: string[] = [];
  const ask = async <Value>(
    what: string,
    question: () => Promise<Value>,
  ): Promise<Value | null> => {
    try {
      return await question();
    } catch (error) {
      errors.push(`${what}: ${failureOf(error).message}`);
      return null;
    }
  };
  if (drive.error !== null) errors.push(drive.error.message);
  const recorder = await ask('opening it', () => imapi.recorder(drive.id));
  if (recorder === null) return { drive, media: null, exclusiveOwner: null, canLock: null, errors };
  try {
    return {
      drive,
      media: await ask('its disc', () => mediaOrNone(recorder)),
      exclusiveOwner: await ask('who holds it', () => recorder.exclusiveOwner()),
      canLock: await ask('exclusive access', () => lockAndRelease(recorder)),
      errors,
    };
  } finally {
    await recorder.close();
  }
}

async function lockAndRelease(recorder: DiscRecorder): Promise<true> {
  const lock = await recorder.lock();
  await lock.release();
  return true;
}
