import type { NativeImageProgress } from '../native/binding.js';
import type { ImageProgress } from './image-options.js';

export function imageProgress({ phase, item, done, total }: NativeImageProgress): ImageProgress {
  return { phase, item, done, total: total < 0 ? null : total };
}
