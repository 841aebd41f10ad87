// @ts-check
'use strict';
// Running other programs, and ending with one clear sentence when something can't be done.

const { spawn, spawnSync } = require('node:child_process');
const events = require('node:events');
const { root } = require('./places.js');

/** A reason to end that its message explains completely; a stack trace would only hide it. */
class Stop extends Error {}

/** @param {string} text */
function say(text) {
  process.stderr.write(`imapi2: ${text}\n`);
}

/**
 * Runs a program in the project's folder, its output going where ours goes. Failing is a Stop.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, cwd?: string }} [options] `quiet`: its output
 *   is shown only if it fails
 */
function run(program, args, { env = process.env, quiet = false, cwd = root } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  if (result.error === undefined && result.status === 0) return;
  if (quiet) process.stderr.write(result.stdout + result.stderr);
  const why = result.error?.message ?? `exit code ${String(result.status ?? result.signal)}`;
  throw new Stop(`${[program, ...args].join(' ')} failed: ${why}`);
}

/**
 * Runs a program as `run` does, while other things go on.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code
 */
async function runBeside(program, args, env = process.env) {
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await events.once(child, 'close');
  return code ?? 1;
}

/**
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, cwd?: string }} [options]
 */
function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  // Started by npm we know which one; otherwise it is on the path, and on Windows a .cmd, which
  // only a shell can start.
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args], options);
  else if (process.platform === 'win32') run('cmd.exe', ['/d', '/c', 'npm', ...args], options);
  else run('npm', args, options);
}

/**
 * Runs a program of ours: its number is the exit code, a Stop is a sentence and exit code 1.
 * @param {() => Promise<number> | number} program
 */
async function main(program) {
  try {
    process.exitCode = await program();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

module.exports = { Stop, main, run, runBeside, runNpm, say };
