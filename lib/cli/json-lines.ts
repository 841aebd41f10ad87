import type { Failure } from './failure.js';
import type { Progress } from './progress.js';
import type { CommandResult } from './results.js';

/**
 * The lines of `--json`: one of `start`, then any of the others, and as the last line `result` or `error`.
 * docs/command-line.schema.json is their schema; a new field is no new `schema` number, a changed or missing one is.
 */
export type JsonLine =
  | {
      readonly type: 'start';
      readonly schema: 1;
      readonly command: string;
      readonly version: string;
    }
  | { readonly type: 'note'; readonly message: string }
  | { readonly type: 'warning'; readonly message: string }
  | ({ readonly type: 'progress' } & Progress)
  | ({ readonly type: 'result' } & CommandResult)
  | ({ readonly type: 'error' } & Failure);
