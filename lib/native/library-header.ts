import { closeSync, openSync, readSync } from 'node:fs';

/** What a file says of itself, where Windows' own message says little. */
export type LibraryHeader = 'x64' | 'arm64' | 'ia32' | 'other' | 'not-a-library' | 'unreadable';

/** PE format, "Machine Types". */
const machines: Readonly<Record<number, LibraryHeader>> = {
  0x014c: 'ia32',
  0x8664: 'x64',
  0xaa64: 'arm64',
};

/** Reads a library's header (PE format: `MZ`, the offset of `PE\0\0` at 0x3c, then the processor). Never throws. */
export function libraryHeader(path: string): LibraryHeader {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return 'unreadable';
  }
  try {
    const start = bytesAt(file, 0, 0x40);
    if (start?.toString('latin1', 0, 2) !== 'MZ') return 'not-a-library';
    const header = bytesAt(file, start.readUInt32LE(0x3c), 6);
    if (header?.toString('latin1', 0, 4) !== 'PE\0\0') return 'not-a-library';
    return machines[header.readUInt16LE(4)] ?? 'other';
  } catch {
    return 'unreadable';
  } finally {
    closeSync(file);
  }
}

/** null: the file ends before. */
function bytesAt(file: number, position: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : null;
}
