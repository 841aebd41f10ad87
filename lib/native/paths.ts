import { join, resolve } from 'node:path';

/** Where the package is: dist/native/ is two folders below it. */
const packageRoot: string = resolve(__dirname, '..', '..');

/** Where a native file may be, best first: what was published, then what was built here. Never searched for elsewhere. */
export function nativeFilePaths(file: string, root: string = packageRoot): readonly string[] {
  return [
    join(root, 'prebuilds', `win32-${process.arch}`, file),
    join(root, 'build', 'Release', file),
  ];
}
