// @ts-check
'use strict';
// Runs a Windows program with its output, its input and its exit code handed through: directly on
// Windows, else in Wine.
//
// Under Wine node.exe can't have a pipe for a standard stream (`open EBADF`). So it writes to two
// files, and what arrives there is relayed while it runs; and of the inputs it gets a terminal or a
// file (`< file`), but a pipe counts as empty.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { wineEnvironment } = require('./wine-prefix.js');

const RELAY_EVERY_MS = 40;
/** What a program that was asked to end gets for its own clean-up. */
const GRACE_MS = 5000;

/**
 * A file for the program to write to, and what reaches it copied to a stream of ours.
 * @param {string} file
 * @param {NodeJS.WritableStream} to
 */
function relay(file, to) {
  const writing = fs.openSync(file, 'w');
  const reading = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 16);
  const pump = () => {
    for (;;) {
      const length = fs.readSync(reading, buffer, 0, buffer.length, null);
      if (length === 0) return;
      to.write(Buffer.from(buffer.subarray(0, length)));
    }
  };
  const timer = setInterval(pump, RELAY_EVERY_MS);
  return {
    writing,
    close() {
      clearInterval(timer);
      pump();
      fs.closeSync(reading);
      fs.closeSync(writing);
    },
  };
}

function inheritableInput() {
  try {
    const input = fs.fstatSync(0);
    return input.isFile() || input.isCharacterDevice() ? 'inherit' : 'ignore';
  } catch {
    return 'ignore'; // Closed.
  }
}

/**
 * @param {string} program path of an .exe
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options] `env` is added to the environment
 * @returns {Promise<number>} its exit code
 */
async function runWindowsProgram(program, args, { cwd = process.cwd(), env = {} } = {}) {
  if (process.platform === 'win32') {
    return ended(spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' }));
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'imapi2-output-'));
  const out = relay(path.join(folder, 'stdout'), process.stdout);
  const err = relay(path.join(folder, 'stderr'), process.stderr);
  try {
    return await ended(
      spawn('wine', [program, ...args], {
        cwd,
        env: wineEnvironment(env),
        stdio: [inheritableInput(), out.writing, err.writing],
      }),
    );
  } finally {
    out.close();
    err.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The exit code of a child, which ends when we are asked to end.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    // A console tells all of its programs, so the child knows and is stopping its drive; `kill` there ends it on the spot.
    if (process.platform === 'win32') return;
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGBREAK', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, end);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, end);
      resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0));
    });
  });
}

/**
 * A path of this machine in the words of the Windows program.
 * @param {string} file
 */
function windowsPath(file) {
  // Wine shows the whole file system as Z:. A relative path needs nothing: the program has our
  // folder.
  if (process.platform === 'win32' || !path.isAbsolute(file)) return file;
  return `Z:${file.replaceAll('/', '\\')}`;
}

module.exports = { runWindowsProgram, windowsPath };
