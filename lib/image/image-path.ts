import { Judge } from '../arguments/judge.js';

/**
 * A path inside an image, from its root: `/` between names, a leading one or not. Gives it with a leading and without a
 * trailing one. What names a file system can hold is for the image itself to say.
 */
export function imagePath(value: unknown, name: string): string {
  const text = Judge.argument.text(value, name);
  // IMAPI2FS separates names by it, so that it would lead where nobody has looked.
  if (text.includes('\\'))
    Judge.argument.refuse(name, 'must have / between its names, and no \\ in them', value);
  const names = text
    .split('/')
    .filter((part, index, all) => part !== '' || (index > 0 && index < all.length - 1));
  for (const part of names) {
    if (part === '') Judge.argument.refuse(name, 'must not have two slashes in a row', value);
    if (part === '.' || part === '..')
      Judge.argument.refuse(name, 'must not contain . or .. as a name', value);
  }
  return `/${names.join('/')}`;
}

/** The same for what has a name: not the root. */
export function entryPath(value: unknown, name: string): string {
  const path = imagePath(value, name);
  if (path === '/') Judge.argument.refuse(name, 'must name an entry, not the root', value);
  return path;
}
