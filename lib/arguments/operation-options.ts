import { Judge } from './judge.js';

export const operationKeys = ['signal', 'onProgress'] as const;

/** What every operation takes: an AbortSignal (of any realm) and a function. */
export function judgeOperationOptions(options: Readonly<Record<string, unknown>>): void {
  const { signal, onProgress } = options;
  if (signal !== undefined && !isAbortSignal(signal))
    Judge.option.refuse('signal', 'must be an AbortSignal', signal);
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    Judge.option.refuse('onProgress', 'must be a function', onProgress);
  }
}

export function isAbortSignal(value: unknown): value is AbortSignal {
  return (
    typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value
  );
}
