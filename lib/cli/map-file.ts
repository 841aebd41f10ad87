import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { BurnPlan } from '../burn/burn-plan.js';
import { discMap } from '../map/disc-map.js';
import { drawSvg } from '../map/svg/draw-svg.js';
import { drawText } from '../map/draw-text.js';
import type { MediaInfo } from '../recorder/media-info.js';
import { terminalColumns } from './faces/choose-face.js';

/** Full path of the picture; null where none was asked for. */
export async function writeMap(
  file: string | undefined,
  plan: BurnPlan,
  media: MediaInfo,
): Promise<string | null> {
  if (file === undefined) return null;
  const path = resolve(file);
  await writeFile(path, drawSvg(discMap(plan, media)));
  return path;
}

const widest = 100;

export function mapInWords(plan: BurnPlan, media: MediaInfo, ascii: boolean): string[] {
  const columns = Math.min(widest, terminalColumns() || 80);
  return drawText(discMap(plan, media), { columns, characters: ascii ? 'ascii' : 'blocks' });
}
