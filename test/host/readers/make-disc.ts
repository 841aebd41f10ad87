import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { burnImage, burnModified, open } from 'imapi2';
import type { FileSystemImage, ImageFileSystem, MediaType } from 'imapi2';

/**
 * Runs in Windows' node.exe: make-disc.js DISC MEDIA MANIFEST [SESSION [FILE-SYSTEMS]]. Makes a disc with two sessions and
 * writes down what must be found on it: each file's path with the SHA-256 of its content; and for a medium that is written
 * one session after the other, the first and last sector of the second. FILE-SYSTEMS have commas; `udf` if not given.
 */

const sectors = 32_768;
const expected = new Map<string, string>();

function content(seed: number, bytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let index = 0; 32 * index < bytes; index++) {
    parts.push(createHash('sha256').update(`${seed} ${index}`).digest());
  }
  return Buffer.concat(parts).subarray(0, bytes);
}

async function add(image: FileSystemImage, path: string, data: Buffer): Promise<void> {
  await image.add(data, path);
  expected.set(path, createHash('sha256').update(data).digest('hex'));
}

async function remove(image: FileSystemImage, path: string): Promise<void> {
  await image.remove(path);
  expected.delete(path);
}

async function main([
  disc = '',
  media = '',
  manifest = '',
  session,
  fileSystems = 'udf',
]: readonly string[]): Promise<void> {
  const imapi = await open({
    provider: 'virtual',
    drives: [{ disc, media: media as MediaType, sectors }],
  });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive?.id ?? '');

  const first = await imapi.createImage({
    recorder,
    volumeName: 'READERS',
    fileSystems: fileSystems.split(',') as ImageFileSystem[],
  });
  await add(first, '/large.bin', content(1, 5_000_001));
  await add(first, '/one sector.bin', content(2, 2048));
  await add(first, '/empty.txt', Buffer.alloc(0));
  await add(first, '/Grüße/日本語 🙂.txt', Buffer.from('names in any script'));
  await add(first, '/a/b/c/d/deep.txt', Buffer.from('deep'));
  await add(first, '/changes.txt', Buffer.from('before'));
  await add(first, '/goes.txt', Buffer.from('gone'));
  // More names than one sector of a directory holds.
  for (let index = 0; index < 300; index++) {
    await add(first, `/many/file number ${index}.txt`, Buffer.from(`content of ${index}`));
  }
  await burnImage(recorder, await first.createResult());

  const second = await imapi.createImage({ recorder });
  await add(second, '/new/added.bin', content(3, 1_234_567));
  await add(second, '/many/file number 7.txt', content(4, 4097));
  await add(second, '/changes.txt', Buffer.from('after, and longer than before'));
  await remove(second, '/goes.txt');
  await remove(second, '/many/file number 299.txt');
  const result = await second.createResult();
  const start = (await recorder.media()).nextWritableAddress ?? 0;
  if (session === undefined) {
    await burnModified(recorder, result);
  } else {
    await burnImage(recorder, result);
    writeFileSync(session, JSON.stringify([start, start + result.totalBlocks - 1]));
  }
  await imapi.close();
  writeFileSync(manifest, JSON.stringify([...expected].sort()));
}

void main(process.argv.slice(2));
