/** IMAPI_MEDIA_PHYSICAL_TYPE: a name's place is its number. */
export const mediaTypes = [
  'unknown',
  'cd-rom',
  'cd-r',
  'cd-rw',
  'dvd-rom',
  'dvd-ram',
  'dvd+r',
  'dvd+rw',
  'dvd+r-dl',
  'dvd-r',
  'dvd-rw',
  'dvd-r-dl',
  'disk',
  'dvd+rw-dl',
  'hddvd-rom',
  'hddvd-r',
  'hddvd-ram',
  'bd-rom',
  'bd-r',
  'bd-re',
] as const;

/**
 * IMAPI_MEDIA_PHYSICAL_TYPE by name: `cd-rom`, `cd-r`, `cd-rw`, `dvd-rom`, `dvd-ram`, `dvd+r`, `dvd+rw`, `dvd+r-dl`, `dvd-r`,
 * `dvd-rw`, `dvd-r-dl`, `disk`, `dvd+rw-dl`, `hddvd-rom`, `hddvd-r`, `hddvd-ram`, `bd-rom`, `bd-r`, `bd-re`; `unknown` for an
 * empty drive or a medium that IMAPI2 has no name for.
 */
export type MediaType = (typeof mediaTypes)[number];

export function isMediaType(name: string): name is MediaType {
  return (mediaTypes as readonly string[]).includes(name);
}

/** A medium that IMAPI2 knows and this package does not is `unknown`. */
export function mediaName(number: number): MediaType {
  return mediaTypes[number] ?? 'unknown';
}

export function mediaNumber(name: MediaType): number {
  return mediaTypes.indexOf(name);
}
