import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, open, type MediaType } from 'imapi2';

import { addFiles, content } from '../../support/disc';
import { cutBurn, smallDisc } from '../../support/power-cut';
import { scratch } from '../../support/scratch';
import type { DiscKind } from './operations';
import { sectors, type Original } from './scene';

async function recorded(media: MediaType): Promise<Original> {
  const disc = join(scratch(), 'recorded.disc');
  const imapi = await open({ provider: 'virtual', drives: [{ disc, media, sectors: 20_000 }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive?.id ?? '');
  const image = await imapi.createImage({ recorder });
  await addFiles(image, { '/stays.bin': content(31, 5000) });
  await burnImage(recorder, await image.createResult());
  await imapi.close();
  return { disc, media, journal: null };
}

/** The discs that operations find, each made once. */
export async function makeOriginals(): Promise<Readonly<Record<DiscKind, Original>>> {
  const small = await smallDisc(scratch(), 'dvd+rw', sectors);
  const whole = await cutBurn(small, []);
  // Among the commit ranges: what a resumeBurn has most to do about.
  const faults = [{ at: { sectorsWritten: whole.sessionSectors + 20 }, fail: 'power-cut' }];
  const burn = await cutBurn(small, faults);
  const folder = scratch();
  mkdirSync(folder, { recursive: true });
  const cut = { disc: join(folder, 'cut.disc'), journal: join(folder, 'cut.journal') };
  copyFileSync(burn.disc, cut.disc);
  copyFileSync(burn.journal, cut.journal);
  const plain: Original = { disc: small.disc, media: 'dvd+rw', journal: null };
  return {
    blank: { disc: null, media: 'dvd+rw', journal: null },
    'blank-dvd+r': { disc: null, media: 'dvd+r', journal: null },
    recorded: plain,
    iso: plain,
    cut: { ...cut, media: 'dvd+rw' },
    'recorded-cd-rw': await recorded('cd-rw'),
  };
}
