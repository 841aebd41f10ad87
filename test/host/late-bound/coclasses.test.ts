import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import {
  haveFacts,
  readClasses,
  readInterfaces,
  whyNoFacts,
  type ClassFacts,
  type InterfaceFacts,
} from '../contract/facts';
import { projectPrefix, runInWine, whyNoWine, windowsPath } from './wine';

/** Every coclass of IMAPI2 as a late-bound client finds it in the library that ships, against the tables of facts. */

const probe = join(process.cwd(), 'build', 'win32-x64', 'coclass_probe.exe');
const missing =
  whyNoWine() ??
  (haveFacts ? null : whyNoFacts) ??
  (existsSync(probe) ? null : 'coclass_probe.exe is not built');
const classes = haveFacts ? readClasses().classes : [];
const interfaces = new Map(haveFacts ? readInterfaces().map((row) => [row.name, row]) : []);

/** Those that are not IMAPI2's own. */
const systemInterfaces: Readonly<Record<string, string>> = {
  IStream: '0000000C-0000-0000-C000-000000000046',
  IConnectionPointContainer: 'B196B284-BAB4-101A-B69C-00AA00341D07',
};

const table = readFileSync('native/virtual/session/class_table.cc', 'utf8');
/** Why a class can't be had; null where it can. */
function whyNotServed({ name, creatable }: ClassFacts): string | null {
  return !creatable || table.includes(`__uuidof(${name})`) ? null : 'it is not in the class table';
}

/** Of an interface and those that it derives from. */
function members(row: InterfaceFacts): { name: string; dispid: number }[] {
  const base = interfaces.get(row.base);
  const own = row.methods.flatMap(({ name, idl_name, dispid }) =>
    dispid === null ? [] : [{ name: idl_name ?? name, dispid }],
  );
  return [...(base === undefined ? [] : members(base)), ...own];
}

/** An interface shares its IDispatch with one of the class that derives from it, which describes more. */
function describing(its: string, { default_interface }: ClassFacts): string {
  for (let at = interfaces.get(default_interface); at; at = interfaces.get(at.base))
    if (at.name === its) return default_interface;
  return its;
}

/** The lines that a class should be answered with. */
function expected(facts: ClassFacts): string[] {
  const { name, clsid, default_interface, other_interfaces } = facts;
  const lines = [`class ${name} {${clsid}} 0x00000000`];
  for (const its of [default_interface, ...other_interfaces]) {
    const row = interfaces.get(its);
    const iid = `{${row?.iid ?? systemInterfaces[its] ?? its}}`;
    if (row === undefined || row.kind.startsWith('iunknown')) {
      lines.push(`interface ${iid} 0x00000000`);
      continue;
    }
    const description = interfaces.get(describing(its, facts))?.iid ?? '';
    lines.push(`dual ${iid} 0x00000000 {${description}}`);
    for (const { name: member, dispid } of members(row))
      lines.push(`member ${member} 0x00000000 ${String(dispid)}`);
  }
  return lines;
}

describe('IMAPI2 as a late-bound client finds it', () => {
  let folder = '';
  let answers: string[] = [];

  beforeAll(() => {
    if (missing !== null) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-coclasses-'));
    const [asked, answered] = [join(folder, 'asked.txt'), join(folder, 'answers.txt')] as const;
    // What is asked is what is expected, without the answers.
    const lines = classes.flatMap(expected).map((line) => line.replace(/ 0x00000000.*$/, ''));
    writeFileSync(asked, `${lines.join('\n')}\n`);
    const args = [probe, windowsPath(asked), windowsPath(answered)];
    const ran = runInWine(projectPrefix, join(folder, 'output.txt'), args);
    expect(ran).toEqual({ status: 0, lines: [] });
    answers = readFileSync(answered, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.trimEnd());
  }, 120_000);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  testIf(missing === null, missing ?? '')('is asked about all 29 coclasses of the facts', () => {
    expect(classes.length).toBe(29);
    expect(answers.filter((line) => line.startsWith('class ')).length).toBe(29);
  });

  for (const row of classes) {
    const reason = missing ?? whyNotServed(row);
    testIf(reason === null, reason ?? '')(
      `has ${row.name} with its interfaces, and every name its number`,
      () => {
        const wanted = expected(row);
        const from = answers.findIndex((line) => line.startsWith(`class ${row.name} `));
        expect(answers.slice(from, from + wanted.length)).toEqual(wanted);
      },
    );
  }
});
