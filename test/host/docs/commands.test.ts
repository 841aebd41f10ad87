import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

test.each(documents)('%s names only scripts of npm that there are', (document) => {
  const text = readFileSync(document, 'utf8');
  const named = [...text.matchAll(/\bnpm run (?:-s )?([a-z:]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('CONTRIBUTING.md tells of every script that a person runs', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');
  const untold = Object.keys(scripts).filter(
    (name) => !new RegExp(`\\bnpm (?:run (?:-s )?)?${name}\\b`).test(text),
  );
  expect(untold).toEqual([]);
});

// The step of a workflow that a guide shows is one that this repository's own has, whatever the versions of its actions.
test('the workflow of docs/continuous-integration.md is of steps that ours has', () => {
  const text = readFileSync('docs/continuous-integration.md', 'utf8');
  const [, shown = ''] = /^```yaml\n(.*?)^```$/ms.exec(text) ?? [];
  const ours = readFileSync('.github/workflows/ci.yml', 'utf8');
  const steps = [...shown.matchAll(/- (?:uses: ([\w/-]+)@v(\d+)|run: (.*))$/gm)];
  expect(steps).toHaveLength(shown.match(/^ +- /gm)?.length ?? 0);
  for (const [, action, version, command] of steps) {
    const step = action === undefined ? `- run: ${command}` : `- uses: ${action}@`;
    const [line] = ours.split('\n').filter((it) => it.includes(step));
    expect(line).toBeDefined();
    if (version !== undefined) expect(line).toContain(`# v${version}.`);
  }
});
