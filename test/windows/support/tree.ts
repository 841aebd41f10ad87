import type { FileSystemImage } from 'imapi2';

/** Every path in an image, folders with a trailing slash. Nothing here knows of Jest: see content.ts. */
export async function treeOf(image: FileSystemImage, folder = '/'): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await image.list(folder)) {
    paths.push(entry.type === 'file' ? entry.path : `${entry.path}/`);
    if (entry.type === 'directory')
      for (const path of await treeOf(image, entry.path)) paths.push(path);
  }
  return paths.sort();
}
