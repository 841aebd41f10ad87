import { Stopped } from '../errors/stopped.js';
import type { FileSystemImage } from '../image/file-system-image.js';
import type { Task } from '../operation/task-operation.js';

/**
 * Changes what an update's disc is going to hold. `signal` is aborted where the update is cancelled meanwhile; every call
 * on the image then rejects with ERR_CLOSED.
 */
export type DiscEdit = (image: FileSystemImage, signal: AbortSignal) => void | Promise<void>;

/** Nobody knows whether the edit will ever end, so that a cancel does not wait for it. What it does then is lost. */
export function editTask(edit: DiscEdit, image: FileSystemImage): Task<void> {
  const control = new AbortController();
  const { signal } = control;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Stopped());
    });
  });
  const edited = Promise.resolve().then(() => edit(image, signal));
  return {
    promise: Promise.race([edited, stopped]),
    cancel(reason) {
      control.abort(reason);
      return true;
    },
  };
}
