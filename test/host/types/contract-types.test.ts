import { afterAll, beforeAll, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';

/** What the package exports, held to the contract that others rely on, by the compiler and in both directions. */

const contract = join(process.cwd(), '..', 'shared', 'contract', 'imapi2.d.ts');
const here = testIf(
  existsSync(contract),
  'the contract, ../shared/contract/imapi2.d.ts, is not beside this checkout',
);
const folder = join(process.cwd(), 'build', 'contract-types');

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What we export and the contract does not name: names for what it spells out in place, and classes of errors. */
const additional = [
  ...[
    'AbortError',
    'AddOptions',
    'DiscEdit',
    'DiscMap',
    'DriveFeatures',
    'EraseOptions',
    'FaultKind',
  ],
  ...[
    'HresultName',
    'ImageFileSystem',
    'LockOptions',
    'PlanOptions',
    'ProgressItem',
    'ResumeReport',
  ],
  ...[
    'StreamOptions',
    'TextOptions',
    'VerifyOptions',
    'VirtualControl',
    'WaitOptions',
    'WatchOptions',
  ],
  ...['discMap', 'drawSvg', 'drawText'],
];

function namesExportedBy(contractText: string): string[] {
  const exported = /^export (?:function|interface|class|type|const) (\w+)/gm;
  return [...contractText.matchAll(exported)].map(([, name = '']) => name);
}
function namesReexportedBy(indexText: string): string[] {
  return [...indexText.matchAll(/\{([^}]*)\}/g)].flatMap(([, names = '']) =>
    names.split(',').flatMap((name) => name.replace(/\btype\b/, '').trim() || []),
  );
}

/** What the compiler has to say about a program over both sets of types. */
function complaints(lines: readonly string[]): string {
  const toContract = JSON.stringify(
    join('..', '..', '..', 'shared', 'contract', 'imapi2.d.ts').replaceAll('\\', '/'),
  );
  const head = [
    `import type * as contract from ${toContract};`,
    `import type * as ours from 'imapi2';`,
    'type Fits<Given extends Wanted, Wanted> = Given;',
  ];
  writeFileSync(join(folder, 'check.ts'), [...head, ...lines].join('\n'));
  const options = { composite: false, incremental: false, noEmit: true, noUnusedLocals: false };
  const config = {
    extends: '../../tsconfig.base.json',
    compilerOptions: options,
    include: ['check.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
}

/** Plain data: the same in both directions. */
const data = [
  ...[
    'SupportInfo',
    'VirtualDrive',
    'Fault',
    'RecorderInfo',
    'MediaType',
    'MediaInfo',
    'MediaState',
    'EraseProgress',
    'DriveEvent',
    'WriteSpeed',
  ],
  ...[
    'ImageProgress',
    'AddTreeOptions',
    'AddProgress',
    'AddReport',
    'ImageEntry',
    'SaveProgress',
    'BlockRange',
    'BurnPlan',
  ],
  ...['BurnAction', 'BurnProgress', 'BurnReport', 'VerifyReport', 'DiscState', 'RecorderLock'],
];
/** Options: what the contract allows is allowed. */
const options = ['OpenOptions', 'BurnOptions'];
const givenHandles = [
  'type BurnOptionsNow = Fits<contract.BurnOptions, ours.BurnOptions>;',
  "type ImageOptionsNow = Fits<Omit<contract.ImageOptions, 'recorder'>, ours.ImageOptions>;",
];
/** Handles: whoever expects the contract's can be given ours. */
const handles = [
  "type ImapiFits = Fits<Omit<ours.Imapi, 'createImage' | 'recorder'>, Omit<contract.Imapi, 'createImage' | 'recorder'>>;",
  'type RecorderFits = Fits<ours.DiscRecorder, contract.DiscRecorder>;',
  'type ImageFits = Fits<ours.ImageResult, Omit<contract.ImageResult, "modifiedBlocks" | "streamBlockRanges">>;',
  'type FilesFit = Fits<Omit<ours.FileSystemImage, "createResult">, Omit<contract.FileSystemImage, "createResult">>;',
  'type OperationFits = Fits<ours.Operation<1, 2>, contract.Operation<1, 2>>;',
  'type OperationBack = Fits<contract.Operation<1, 2>, ours.Operation<1, 2>>;',
];
const values = [
  'type List = Fits<Pick<ours.BlockRangeList, keyof ours.BlockRangeList>, Pick<contract.BlockRangeList, keyof contract.BlockRangeList>>;',
  'type From = Fits<(typeof ours.BlockRangeList)["from"], (ranges: Iterable<contract.BlockRange> | Int32Array) => ours.BlockRangeList>;',
  'type ErrorFits = Fits<ours.ImapiError, contract.ImapiError>;',
  'type BurnErrorFits = Fits<ours.BurnError, contract.BurnError>;',
  'type AbortedFits = Fits<ours.BurnAbortedError, contract.BurnAbortedError>;',
  'type IsSupported = Fits<typeof ours.isSupported, typeof contract.isSupported>;',
  'type SupportInfoCall = Fits<typeof ours.supportInfo, typeof contract.supportInfo>;',
  'type Serialize = Fits<typeof ours.serializeError, typeof contract.serializeError>;',
  'type Deserialize = Fits<typeof ours.deserializeError, typeof contract.deserializeError>;',
  'type Plan = Fits<ReturnType<typeof ours.planBurn>, ReturnType<typeof contract.planBurn>>;',
  'type Burn = Fits<ReturnType<typeof ours.burnModified>, ReturnType<typeof contract.burnModified>>;',
  'type Update = Fits<ReturnType<typeof ours.updateDisc>, ReturnType<typeof contract.updateDisc>>;',
  'type EditFits = Fits<Parameters<typeof contract.updateDisc>[2], Parameters<typeof ours.updateDisc>[2]>;',
  'type UpdateOptionsFit = Fits<contract.UpdateOptions, ours.UpdateOptions>;',
  'type Whole = Fits<ReturnType<typeof ours.burnImage>, ReturnType<typeof contract.burnImage>>;',
  'type Resume = Fits<ReturnType<typeof ours.resumeBurn>, ReturnType<typeof contract.resumeBurn>>;',
  'type ResumeCall = Fits<Parameters<typeof contract.resumeBurn>[1 | 2], Parameters<typeof ours.resumeBurn>[1 | 2]>;',
  'type Verify = Fits<ReturnType<typeof ours.verifyRanges>, ReturnType<typeof contract.verifyRanges>>;',
];

here('every type that is exported agrees with the contract', () => {
  const both = data.flatMap((name) => [
    `type To${name} = Fits<ours.${name}, contract.${name}>;`,
    `type From${name} = Fits<contract.${name}, ours.${name}>;`,
  ]);
  const oneWay = options.map(
    (name) =>
      `type From${name} = Fits<Required<contract.${name}>[keyof contract.${name} & keyof ours.${name}], Required<ours.${name}>[keyof contract.${name} & keyof ours.${name}]>;`,
  );
  expect(complaints([...both, ...oneWay, ...givenHandles, ...handles, ...values])).toBe('');
});

here('everything in the contract is there, and what is additional is what is listed', () => {
  const theirs = namesExportedBy(readFileSync(contract, 'utf8'));
  const ours = namesReexportedBy(readFileSync(join('dist', 'index.d.ts'), 'utf8'));
  expect(theirs.filter((name) => !ours.includes(name))).toEqual([]);
  expect(ours.filter((name) => !theirs.includes(name)).sort()).toEqual(additional);
  const handlesAndOptions = [
    'Imapi',
    'DiscRecorder',
    'FileSystemImage',
    'ImageResult',
    'ImageOptions',
    'BurnImageOptions',
  ];
  const members = handlesAndOptions.map(
    (name) =>
      `type Missing${name} = Fits<Exclude<keyof contract.${name}, keyof ours.${name}>, never>;`,
  );
  expect(complaints(members)).toBe('');
});

here('is compared at all: a type that does not fit is reported', () => {
  expect(complaints(['type Wrong = Fits<ours.BurnPlan, contract.BurnReport>;'])).toContain(
    'TS2344',
  );
});
