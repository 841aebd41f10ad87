import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  burnImage,
  burnModified,
  planBurn,
  resumeBurn,
  updateDisc,
  verifyRanges,
  type FileSystemImage,
} from 'imapi2';

import { content } from '../../support/disc';
import { imageOf, resultOf, type Scene } from './scene';

/** Which disc an operation finds in the drive. */
export type DiscKind = 'blank' | 'recorded' | 'cut' | 'blank-dvd+r' | 'recorded-cd-rw' | 'iso';

export interface Operation {
  readonly name: string;
  readonly disc: DiscKind;
  /** Whether it may change the disc at all. An operation that may not has to leave every byte, whatever it ends with. */
  readonly writes: boolean;
  /** What was in the drive before it counts as part of it: opening itself. */
  readonly opens?: true;
  /** Whether success leaves `/new/added.bin` on the disc. */
  readonly adds?: true;
  readonly setUp?: (scene: Scene) => Promise<unknown>;
  readonly act: (scene: Scene) => Promise<unknown>;
}

const added = content(3, 9000);

async function edit(image: FileSystemImage): Promise<void> {
  await image.add(added, '/new/added.bin');
}

async function withImage(scene: Scene): Promise<void> {
  scene.image = await scene.imapi.createImage({ recorder: scene.recorder });
  await edit(scene.image);
}

async function withResult(scene: Scene): Promise<void> {
  await withImage(scene);
  scene.result = await imageOf(scene).createResult();
}

/** A folder of this computer to add. */
function sourceFolder({ folder }: Scene): string {
  const source = join(folder, 'source');
  mkdirSync(join(source, 'below'), { recursive: true });
  for (const name of ['one.txt', 'below/two.txt']) writeFileSync(join(source, name), name);
  return source;
}

/** An .iso that differs from the disc in a few sectors. */
function differentIso({ folder, disc }: Scene): string {
  const bytes = readFileSync(disc).subarray(0, 1024 * 2048);
  for (const lba of [300, 320, 700]) bytes.set(content(lba, 100), lba * 2048 + 40);
  const iso = join(folder, 'different.iso');
  writeFileSync(iso, bytes);
  return iso;
}

const opening: Operation[] = [
  {
    name: 'open, recorders, recorder',
    disc: 'recorded',
    writes: false,
    opens: true,
    // Opened by the scene itself.
    act: () => Promise.resolve(),
  },
];

const recorder: Operation[] = [
  { name: 'media', disc: 'recorded', writes: false, act: ({ recorder }) => recorder.media() },
  { name: 'features', disc: 'recorded', writes: false, act: ({ recorder }) => recorder.features() },
  {
    name: 'exclusiveOwner',
    disc: 'recorded',
    writes: false,
    act: ({ recorder }) => recorder.exclusiveOwner(),
  },
  {
    name: 'waitUntilReady',
    disc: 'recorded',
    writes: false,
    act: ({ recorder }) => recorder.waitUntilReady({ timeout: 60_000 }),
  },
  {
    name: 'lock and release',
    disc: 'recorded',
    writes: false,
    act: async ({ recorder }) => (await recorder.lock()).release(),
  },
  { name: 'eject', disc: 'recorded', writes: false, act: ({ recorder }) => recorder.eject() },
  {
    name: 'closeTray',
    disc: 'recorded',
    writes: false,
    setUp: ({ recorder }) => recorder.eject(),
    act: ({ recorder }) => recorder.closeTray(),
  },
  {
    name: 'readSectors',
    disc: 'recorded',
    writes: false,
    act: ({ recorder }) => recorder.readSectors(16, 40),
  },
  {
    name: 'erase',
    disc: 'recorded',
    writes: true,
    act: async ({ recorder }) => recorder.erase({ full: true }),
  },
  {
    name: 'erase of a CD-RW',
    disc: 'recorded-cd-rw',
    writes: true,
    act: async ({ recorder }) => recorder.erase(),
  },
];

const image: Operation[] = [
  {
    name: 'createImage, without a drive',
    disc: 'blank',
    writes: false,
    act: async ({ imapi, folder }) => {
      const boot = join(folder, 'boot.bin');
      writeFileSync(boot, Buffer.alloc(2048, 1));
      await imapi.createImage({
        media: 'dvd+rw',
        volumeName: 'SWEPT',
        fileSystems: ['iso9660', 'joliet', 'udf'],
        udfRevision: 0x201,
        freeMediaBlocks: 4000,
        workingDirectory: folder,
        bootImages: [{ source: boot, platform: 'x86', emulation: 'none' }],
      });
    },
  },
  {
    name: 'createImage with import',
    disc: 'recorded',
    writes: false,
    act: async (scene) => {
      const { imapi, recorder } = scene;
      scene.image = await imapi.createImage({ recorder, volumeName: 'SWEPT' });
    },
  },
  {
    name: 'add, addTree, createDirectory, remove, list, setVolumeName',
    disc: 'recorded',
    writes: false,
    setUp: withImage,
    act: async (scene) => {
      const edited = imageOf(scene);
      const source = sourceFolder(scene);
      await edited.add(Buffer.from('bytes'), '/bytes.txt', { hidden: true, modified: new Date(0) });
      await edited.add(join(source, 'one.txt'), '/deep/in/it.txt');
      await edited.add(Buffer.from('again'), '/bytes.txt');
      await edited.addTree(source, '/tree');
      await edited.createDirectory('/empty/folder');
      await edited.remove('/changes.txt');
      await edited.remove('/tree');
      await edited.setVolumeName('OTHER');
      await edited.list('/');
    },
  },
  {
    name: 'createResult',
    disc: 'recorded',
    writes: false,
    setUp: withImage,
    act: async (scene) => imageOf(scene).createResult(),
  },
  {
    name: 'modifiedBlocks, streamBlockRanges, progressItems',
    disc: 'recorded',
    writes: false,
    setUp: withResult,
    act: async (scene) => [
      await resultOf(scene).modifiedBlocks(),
      await resultOf(scene).streamBlockRanges(),
      await resultOf(scene).progressItems(),
    ],
  },
  {
    name: 'stream, saveAs',
    disc: 'recorded',
    writes: false,
    setUp: withResult,
    act: async (scene) => {
      const some = await buffer(resultOf(scene).stream({ startLba: 200, endLba: 400 }));
      await resultOf(scene).saveAs(join(scene.folder, 'saved.iso'));
      return some;
    },
  },
  {
    name: 'validateImage',
    disc: 'recorded',
    writes: false,
    setUp: async (scene) => {
      const fresh = await scene.imapi.createImage({ media: 'dvd+rw', fileSystems: ['iso9660'] });
      await edit(fresh);
      await (await fresh.createResult()).saveAs(join(scene.folder, 'valid.iso'));
    },
    act: ({ imapi, folder }) => imapi.validateImage(join(folder, 'valid.iso')),
  },
];

const burning: Operation[] = [
  {
    name: 'planBurn',
    disc: 'recorded',
    writes: false,
    setUp: withResult,
    act: (scene) => planBurn(scene.recorder, resultOf(scene), { writeSpeed: 'max' }),
  },
  {
    name: 'burnModified with a journal',
    disc: 'recorded',
    writes: true,
    adds: true,
    setUp: withResult,
    act: async (scene) =>
      burnModified(scene.recorder, resultOf(scene), { journal: scene.journal, writeSpeed: 'max' }),
  },
  {
    name: 'burnModified, verified by the drive, closed and ejected',
    disc: 'recorded',
    writes: true,
    adds: true,
    setUp: withResult,
    act: async (scene) =>
      burnModified(scene.recorder, resultOf(scene), {
        verify: 'full',
        closeMedia: true,
        ejectAfter: true,
      }),
  },
  {
    name: 'burnImage on a blank disc',
    disc: 'blank',
    writes: true,
    adds: true,
    setUp: withResult,
    act: async (scene) => burnImage(scene.recorder, resultOf(scene)),
  },
  {
    name: 'burnImage on a blank DVD+R',
    disc: 'blank-dvd+r',
    writes: true,
    adds: true,
    setUp: withResult,
    act: async (scene) => burnImage(scene.recorder, resultOf(scene)),
  },
  {
    name: 'burnImage over a recorded disc',
    disc: 'recorded',
    writes: true,
    adds: true,
    setUp: async (scene) => {
      scene.image = await scene.imapi.createImage({
        recorder: scene.recorder,
        importPrevious: false,
      });
      await edit(scene.image);
      scene.result = await scene.image.createResult();
    },
    act: async (scene) => burnImage(scene.recorder, resultOf(scene), { overwrite: true }),
  },
  {
    name: 'burnImage of differences',
    disc: 'iso',
    writes: true,
    act: async (scene) =>
      burnImage(scene.recorder, differentIso(scene), {
        ranges: 'differences',
        journal: scene.journal,
      }),
  },
  {
    name: 'verifyRanges',
    disc: 'recorded',
    writes: false,
    setUp: withResult,
    act: async (scene) => verifyRanges(scene.recorder, resultOf(scene)),
  },
  {
    name: 'updateDisc',
    disc: 'recorded',
    writes: true,
    adds: true,
    act: async ({ imapi, recorder }) =>
      updateDisc(imapi, recorder, edit, { volumeName: 'UPDATED' }),
  },
  {
    name: 'resumeBurn',
    disc: 'cut',
    writes: true,
    adds: true,
    act: async ({ recorder, journal }) => resumeBurn(recorder, journal),
  },
];

/** Every public operation that talks to a drive or to an image. */
export const operations: readonly Operation[] = [...opening, ...recorder, ...image, ...burning];
