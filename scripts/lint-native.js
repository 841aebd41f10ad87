// @ts-check
'use strict';
// npm run lint:native    clang-tidy over what the cross build compiles. A file is read again only when it, a header of ours
// that it includes, or the rules have changed.

const { spawn, spawnSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Stop, main, say } = require('./toolchain/command.js');
const { cache, crossBuild, root } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

const TIDY = 'clang-tidy-19';
const COMPILER = 'x86_64-w64-mingw32-g++-posix';
const stamps = path.join(cache, 'clang-tidy');

/**
 * Clang takes MinGW's libstdc++ without threads where both lie side by side, so it is shown the other one.
 * @returns {string[]}
 */
function clangArguments() {
  const { stdout } = spawnSync(COMPILER, ['-print-file-name=libstdc++.a'], { encoding: 'utf8' });
  const headers = path.join(path.dirname(stdout.trim()), 'include', 'c++');
  const folders = [headers, path.join(headers, 'x86_64-w64-mingw32')];
  return [
    '--target=x86_64-w64-mingw32',
    '-nostdinc++',
    // libstdc++ uses what it has deprecated itself, and clang blames whoever instantiates it.
    '-Wno-deprecated-declarations',
    ...folders.map((folder) => `-isystem${folder}`),
  ].map((argument) => `--extra-arg=${argument}`);
}

/**
 * Which of our files each object was made of, as the build found them.
 * @returns {Map<string, string[]>} from object to files
 */
function dependencies() {
  const { stdout } = spawnSync('ninja', ['-C', crossBuild, '-t', 'deps'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  /** @type {Map<string, string[]>} */
  const found = new Map();
  /** @type {string[]} */
  let files = [];
  for (const line of stdout.split('\n')) {
    const object = /^(\S+): #deps/.exec(line)?.[1];
    if (object !== undefined) found.set(object, (files = []));
    else if (line.trim().startsWith(root) && !line.includes('/node_modules/')) {
      files.push(line.trim());
    }
  }
  return found;
}

/**
 * The build's commands without its precompiled headers: these hide an include that is missing, and what they make GCC
 * complain about for nothing. Nor with those of GCC's options that clang does not know.
 * @returns {{ file: string, output?: string, command: string }[]}
 */
function compileCommands() {
  const text = fs.readFileSync(path.join(crossBuild, 'compile_commands.json'), 'utf8');
  return JSON.parse(
    text.replace(
      / -Winvalid-pch -include \S+| -Wno-(array-bounds|stringop-overread)| -f(lto=auto|no-(declone-ctor-dtor|ipa-sra|ipa-cp))/g,
      '',
    ),
  );
}

/** What the precompiled headers hold of ours, which the build's dependencies of an object therefore leave out. */
const precompiled = [
  path.join(crossBuild, 'contract', 'imapi2.h'),
  path.join(crossBuild, 'contract', 'imapi2fs.h'),
  path.join(root, 'native', 'addon', 'napi_setup.h'),
];

/** @returns {{ file: string, stamp: string }[]} */
function work() {
  const commands = compileCommands();
  const rules = fs.readFileSync(path.join(root, '.clang-tidy'), 'utf8');
  const made = dependencies();
  return commands
    .filter(({ file }) => file.startsWith(path.join(root, 'native')) && file.endsWith('.cc'))
    .map(({ file, command }) => {
      const object = / -o (\S+) /.exec(command)?.[1] ?? '';
      const hash = crypto.createHash('sha256').update(rules).update(command);
      const read = [file, ...precompiled, ...(made.get(object) ?? [])];
      for (const name of read) hash.update(fs.readFileSync(name));
      return { file, stamp: path.join(stamps, hash.digest('hex')) };
    });
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<boolean>} whether it is without findings, which are printed
 */
function tidy(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', [TIDY, '-p', stamps, '--quiet', ...args, file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let findings = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (findings += text));
    child.once('error', reject);
    child.once('close', (code) => {
      process.stderr.write(findings);
      resolve(code === 0);
    });
  });
}

async function lintNative() {
  const todo = work().filter(({ stamp }) => !fs.existsSync(stamp));
  if (todo.length === 0) return;
  say(`${TIDY} reads ${todo.length} files`);
  fs.mkdirSync(stamps, { recursive: true });
  fs.writeFileSync(path.join(stamps, 'compile_commands.json'), JSON.stringify(compileCommands()));
  const args = clangArguments();
  let failed = 0;
  const worker = async () => {
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (await tidy(next.file, args)) fs.writeFileSync(next.stamp, '');
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  if (failed > 0) throw new Stop(`${TIDY} found something in ${failed} files`);
}

module.exports = { lintNative };

if (require.main === module) {
  void main(async () => {
    installToolchain(['build', 'test']);
    await lintNative();
    return 0;
  });
}
