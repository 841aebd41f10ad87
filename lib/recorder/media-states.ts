/** The bits of IMAPI_FORMAT2_DATA_MEDIA_STATE, each its own name. */
const stateBits = [
  [0x0001, 'overwrite-only'],
  [0x0002, 'blank'],
  [0x0004, 'appendable'],
  [0x0008, 'final-session'],
  [0x0400, 'damaged'],
  [0x0800, 'erase-required'],
  [0x1000, 'non-empty-session'],
  [0x2000, 'write-protected'],
  [0x4000, 'finalized'],
  [0x8000, 'unsupported'],
] as const;

/**
 * The bits of IMAPI_FORMAT2_DATA_MEDIA_STATE that are set, by name: `overwrite-only`, `blank`, `appendable`, `final-session`,
 * `damaged`, `erase-required`, `non-empty-session`, `write-protected`, `finalized`, `unsupported`.
 */
export type MediaState = (typeof stateBits)[number][1];

/** The bits of IMAPI_MEDIA_WRITE_PROTECT_STATE. */
const protectBits = [
  [0x0001, 'until-power-down'],
  [0x0002, 'by-cartridge'],
  [0x0004, 'by-media-specific-reason'],
  [0x0008, 'by-software-write-protect'],
  [0x0010, 'by-disc-control-block'],
  [0x4000, 'read-only-media'],
] as const;

function names<Name extends string>(
  bits: readonly (readonly [number, Name])[],
  value: number,
): Name[] {
  return bits.filter(([bit]) => (value & bit) !== 0).map(([, name]) => name);
}

export function mediaStates(value: number): MediaState[] {
  return names(stateBits, value);
}

export function writeProtection(value: number): string[] {
  return names(protectBits, value);
}
