// @ts-check
'use strict';
// The plain C++ side (bench/native): a program that runs beside this one and has its turns when it
// is asked. Its times are its own, without the way there and back.

const { spawn } = require('node:child_process');
const { createInterface } = require('node:readline');

class PlainProgram {
  /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
  #child;
  /** @type {AsyncIterator<string>} */
  #lines;

  /**
   * @param {string} program
   * @param {string} server full path of imapi2-virtual.node
   */
  constructor(program, server) {
    this.#child = spawn(program, [server], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {...(string | number)} fields a command and its arguments, as main.cc has them
   * @returns {Promise<{ ms: number, detail: number }>}
   */
  async ask(...fields) {
    this.#child.stdin.write(`${fields.join('\t')}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the plain C++ program ended at: ${fields.join(' ')}`);
    const [outcome, ms, detail] = value.split(' ');
    if (outcome !== 'ok') throw new Error(`${fields.join(' ')}: ${value}`);
    return { ms: Number(ms), detail: Number(detail) };
  }

  close() {
    this.#child.stdin.end();
  }
}

module.exports = { PlainProgram };
