import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of this package. dist/cli/ is two folders below it. */
export function packageVersion(): string {
  const file = join(__dirname, '..', '..', 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
