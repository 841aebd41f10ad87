// @ts-check
'use strict';
// The main job of the package: append to a rewritable disc, and record only what changed.
//
//   npm run demo                      on a virtual DVD+RW, made for the occasion
//   npm run demo -- --disc FILE       the virtual disc is this file, which stays for other tools (or a second run)
//   npm run demo -- --drive E:        on a real drive; what is on the disc stays

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { open, planBurn, updateDisc, burnModified } = require('imapi2');
const { addFirstFiles, changeFiles, folder } = require('./demo/files.js');
const { showProgress } = require('./demo/progress.js');
const { count, megabytes, percent, say, seconds, shownPath } = require('./demo/text.js');

/** Sectors per second of a DVD at 1×: the virtual drive's speed here, so that there is progress to see. */
const dvdSpeed = 680;

async function main() {
  const { values: options } = parseArgs({
    options: {
      disc: { type: 'string' },
      drive: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (options.help) {
    say('npm run demo [-- --disc FILE | --drive E:]');
    return;
  }
  if (options.disc !== undefined && options.drive !== undefined) {
    throw new Error(
      '--disc makes a virtual drive and --drive uses a real one: give one of the two.',
    );
  }
  if (options.drive !== undefined) {
    await run({ provider: 'system' }, options.drive);
    return;
  }
  const temporary =
    options.disc === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), 'imapi2-demo-')) : null;
  const disc = path.resolve(options.disc ?? path.join(temporary ?? '', 'demo.disc'));
  try {
    await run({ provider: 'virtual', drives: [{ disc, media: 'dvd+rw', speed: dvdSpeed }] });
  } finally {
    if (temporary !== null) fs.rmSync(temporary, { recursive: true, force: true });
  }
  if (temporary === null) {
    say(`The disc stays in ${shownPath(disc)}. 7-Zip and other tools read it as it is.`);
  }
}

/**
 * @param {import('imapi2').OpenOptions} how
 * @param {string} [drive] `E:`; without it the first one
 */
async function run(how, drive) {
  const imapi = await open(how);
  try {
    const [first] = await imapi.recorders();
    const recorder = await imapi.recorder(drive ?? first?.id ?? '');
    const { vendorId, productId } = recorder.info;
    const media = await recorder.media();
    say(`Drive: ${vendorId.trim()} ${productId.trim()}`);
    say(
      `Disc:  ${media.type}, ${count(media.totalSectors, 'sector')}, ${media.blank ? 'blank' : 'not blank'}`,
    );
    await recordFirstSession(imapi, recorder);
    await append(imapi, recorder);
    await showDisc(imapi, recorder);
  } finally {
    await imapi.close();
  }
}

/**
 * @param {import('imapi2').Imapi} imapi
 * @param {import('imapi2').DiscRecorder} recorder
 */
async function recordFirstSession(imapi, recorder) {
  say(`\nFirst session: this package's own files, in ${folder}`);
  const total = { files: 0, bytes: 0 };
  const update = updateDisc(imapi, recorder, async (image) => {
    const has = await image.list();
    if (has.some(({ path: known }) => known === folder)) return;
    if (has.length === 0) await image.setVolumeName('IMAPI2_DEMO');
    Object.assign(total, await addFirstFiles(image));
  });
  const report = await showProgress(update);
  if (report.blocksPlanned === 0) {
    say('It is on the disc already: appending to it.');
    return;
  }
  say(
    `Recorded ${count(total.files, 'file')}, ${megabytes(total.bytes)}, in ${count(report.imageBlocks, 'sector')}.`,
  );
}

/**
 * @param {import('imapi2').Imapi} imapi
 * @param {import('imapi2').DiscRecorder} recorder
 */
async function append(imapi, recorder) {
  // With a recorder an image begins with what is on its disc.
  const image = await imapi.createImage({ recorder });
  say('\nSecond session:');
  for (const change of await changeFiles(image)) say(`  ${change}`);
  const result = await image.createResult();

  const plan = await planBurn(recorder, result);
  say(
    `\nPlan: ${count(plan.rangeCount, 'range')}, ${count(plan.blocks, 'sector')} of ${count(plan.imageBlocks, 'sector')} (${percent(plan.fraction)} of the image)`,
  );
  printRanges(plan);
  for (const warning of plan.warnings) say(`  Warning: ${warning}`);

  say('');
  const report = await showProgress(burnModified(recorder, result, { plan }));
  for (const warning of report.warnings) say(`  Warning: ${warning}`);
  say(
    `Recorded ${count(report.blocksPlanned, 'sector')} in ${count(report.ranges, 'range')}; read back and compared: ${report.verified}.`,
  );
  const saved = report.imageBlocks - report.blocksPlanned;
  const time = seconds(saved / dvdSpeed);
  say(`Saved: ${count(saved, 'sector')}, ${megabytes(saved * 2048)}, which takes ${time} at 1×.`);
  await result.close();
  await image.close();
}

/** @param {import('imapi2').BurnPlan} plan */
function printRanges(plan) {
  const commit = plan.rangeCount - (plan.commitRanges ?? 0);
  for (let index = 0; index < plan.rangeCount; index++) {
    const [start = 0, end = 0] = plan.ranges.subarray(2 * index, 2 * index + 2);
    const what = index < commit ? 'new session' : 'moves the disc to the new session';
    say(`  ${start} … ${end}  ${count(end - start + 1, 'sector')}, ${what}`);
  }
}

/**
 * @param {import('imapi2').Imapi} imapi
 * @param {import('imapi2').DiscRecorder} recorder
 */
async function showDisc(imapi, recorder) {
  const image = await imapi.createImage({ recorder });
  say(`\nThe disc ${JSON.stringify(image.volumeName)} now holds in ${folder}:`);
  for (const entry of await image.list(folder)) {
    say(
      `  ${entry.type === 'directory' ? `${entry.name}/` : `${entry.name}  ${entry.bytes} bytes`}`,
    );
  }
  await image.close();
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
