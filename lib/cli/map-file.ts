import { writeFile } from 'node:fs/promises';

import type { BurnPlan } from '../burn/burn-plan.js';
import { discMap } from '../map/disc-map.js';
import { drawSvg } from '../map/svg/draw-svg.js';
import { drawText } from '../map/draw-text.js';
import type { MediaInfo } from '../recorder/media-info.js';
import { terminalColumns } from './faces/choose-face.js';

export async function writeMap(path: string, plan: BurnPlan, media: MediaInfo): Promise<void> {
  await writeFile(path, drawSvg(discMap(plan, media)));
}

const widest = 100;

export function mapInWords(plan: BurnPlan, media: MediaInfo, ascii: boolean): string[] {
  const columns = Math.min(widest, terminalColumns() || 80);
  return drawText(discMap(plan, media), { columns, characters: ascii ? 'ascii' : 'blocks' });
}
