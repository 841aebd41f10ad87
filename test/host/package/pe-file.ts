import { readFileSync } from 'node:fs';

/** What a Windows library says of itself (PE format, 64 bits: "Optional Header", "The .idata Section"). */
export interface PeFile {
  readonly machine: number;
  /** Whether Microsoft's linker made it: GNU's calls itself version 2. */
  readonly linkedByMicrosoft: boolean;
  readonly dllCharacteristics: number;
  /** Names of functions (`#7`: by number) by library, in small letters. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly delayImports: ReadonlyMap<string, readonly string[]>;
}

const PE32_PLUS = 0x20b;
const DIRECTORIES = 112;
const IMPORTS = 1;
const DELAY_IMPORTS = 13;
const BY_NUMBER = 1n << 63n;

export function readPe(path: string): PeFile {
  const file = readFileSync(path);
  const header = file.readUInt32LE(0x3c);
  if (file.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error(`${path} is no PE`);
  const optional = header + 24;
  if (file.readUInt16LE(optional) !== PE32_PLUS) throw new Error(`${path} is not for 64 bits`);

  const firstSection = optional + file.readUInt16LE(header + 20);
  const sections = Array.from({ length: file.readUInt16LE(header + 6) }, (_, i) => {
    const at = firstSection + 40 * i;
    return {
      size: Math.max(file.readUInt32LE(at + 8), file.readUInt32LE(at + 16)),
      address: file.readUInt32LE(at + 12),
      offset: file.readUInt32LE(at + 20),
    };
  });
  /** From an address in memory to an offset in the file. */
  const offsetOf = (address: number): number => {
    const inside = sections.find((it) => address >= it.address && address < it.address + it.size);
    if (inside === undefined) throw new Error(`${path}: ${address} is in no section`);
    return address - inside.address + inside.offset;
  };
  const textAt = (address: number): string => {
    const start = offsetOf(address);
    return file.toString('latin1', start, file.indexOf(0, start));
  };
  const namesAt = (address: number): string[] => {
    const names: string[] = [];
    for (let at = offsetOf(address); ; at += 8) {
      const entry = file.readBigUInt64LE(at);
      if (entry === 0n) return names;
      // Two bytes before the name are a hint.
      names.push(entry & BY_NUMBER ? `#${entry & 0xffffn}` : textAt(Number(entry) + 2));
    }
  };
  /** A table of descriptors of `size` bytes, where the library's name and the table of names are. */
  const table = (
    directory: number,
    size: number,
    name: number,
    names: number,
  ): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    const address = file.readUInt32LE(optional + DIRECTORIES + 8 * directory);
    if (address === 0) return found;
    for (let at = offsetOf(address); file.readUInt32LE(at + name) !== 0; at += size) {
      const library = textAt(file.readUInt32LE(at + name)).toLowerCase();
      const functions = namesAt(file.readUInt32LE(at + names));
      found.set(library, [...(found.get(library) ?? []), ...functions]);
    }
    return found;
  };
  return {
    machine: file.readUInt16LE(header + 4),
    linkedByMicrosoft: file.readUInt8(optional + 2) >= 14,
    dllCharacteristics: file.readUInt16LE(optional + 70),
    imports: table(IMPORTS, 20, 12, 0),
    delayImports: table(DELAY_IMPORTS, 32, 4, 16),
  };
}
