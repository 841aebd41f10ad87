import type { FileSystemImage } from 'imapi2';

/** What goes on a disc. Nothing here knows of Jest: programs that tests start make discs of it as well. */

export const bytesPerSector = 2048;

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Content that no other file and no other sector has. */
export function content(seed: number, bytes: number): Uint8Array {
  const data = new Uint8Array(bytes);
  let state = seed + 1;
  for (let index = 0; index < bytes; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    data[index] = state >>> 16;
  }
  return data;
}

export async function addFiles(image: FileSystemImage, files: Files): Promise<void> {
  for (const [path, data] of Object.entries(files))
    await image.add(typeof data === 'string' ? Buffer.from(data) : data, path);
}
