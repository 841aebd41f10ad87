/**
 * Each test here has two sizes: a short one, which `npm test` runs, and a long one, which `npm run endurance` runs
 * (CONTRIBUTING.md). It is the same code, so that what is seen once in hours can be repeated by its seed.
 */
export const endurance = process.env['IMAPI2_ENDURANCE'] === '1';

/** CI's `npm test -- --thorough` takes a little more of what is more of the same than `npm test` does. */
export const thorough = endurance || process.env['IMAPI2_THOROUGH'] === '1';

/** Of all random choices; `npm run endurance -- --seed N` gives another. */
export const seed = Number(process.env['IMAPI2_SEED'] ?? '1');

export function size<Value>(short: Value, long: Value): Value {
  return endurance ? long : short;
}

/** For Jest, in milliseconds: a hang must end, and a slow machine must not. */
export const patience = size(120_000, 4 * 3_600_000);

/** From 0 to below 1; the same numbers for the same seed and the same `salt`, so that a failure can be repeated. */
export function* randomNumbers(salt: number): Generator<number, never> {
  let state = (Math.imul(seed, 0x9e3779b1) + salt) >>> 0;
  for (;;) {
    // xorshift of a counter (mulberry32): neighbouring seeds have nothing in common.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A line now and then, in the long size only. */
export function tell(text: string): void {
  if (endurance) process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
