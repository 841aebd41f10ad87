import type { Outcome } from '../messages.js';

/** What the burner said of an error: its sentence, its stable code, and what it left on the disc. */
export class Failure extends Error {
  readonly code: string;
  readonly discState: unknown;

  constructor(error: Readonly<Record<string, unknown>>) {
    super(String(error['message']));
    this.code = typeof error['code'] === 'string' ? error['code'] : String(error['name']);
    this.discState = error['discState'];
  }

  static of(error: unknown): Failure {
    if (error instanceof Failure) return error;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return new Failure({ name, message });
  }

  get cancelled(): boolean {
    return this.code === 'ABORT_ERR';
  }
}

export async function done<Result>(outcome: Promise<Outcome<Result>>): Promise<Result> {
  const settled = await outcome;
  if ('error' in settled) throw new Failure(settled.error);
  return settled.result;
}
