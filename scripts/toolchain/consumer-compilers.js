// @ts-check
'use strict';
// The TypeScripts that a program using the package may be compiled by: the first and the last of
// those we promise, and some between. They stay out of node_modules, where each would bring a `tsc`
// of its own and 20 MB to every `npm ci`.

const path = require('node:path');
const { npmPackage } = require('./npm-package.js');
const { root } = require('./places.js');

const why = 'because programs that use the package are compiled by it, in a test';

/** Those that are JavaScript; the one between them that builds the package is in node_modules. */
const javaScript = [
  {
    version: '5.2.2',
    integrity:
      'sha512-mI4WrpHsbCIcwT9cF4FZvr80QUeKvsUsUvKDoR+X/7XHQH98xYD8YHZg7ANtz2GtZt/CBq2QJ0thkGJMHfqc1w==',
  },
  {
    version: '5.4.5',
    integrity:
      'sha512-vcI4UpRgg81oIRUFwR0WSIHKt11nJ7SAVlYNIu+QpqeyXP+gpQJy/Z4+F0aGxSE4MqwjyXvW/TzgkLAx2AGHwQ==',
  },
  {
    version: '5.9.3',
    integrity:
      'sha512-jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw==',
  },
];

/** From 7 on the compiler is a program for each platform. */
const native = {
  version: '7.0.2',
  /** @type {Readonly<Record<string, string>>} */
  integrity: {
    'linux-x64':
      'sha512-EYdf2cNg7rgCWJnxCdJ+F3V39O8ihb37eHAu1LK8oAFizgTQbPOK7zHHXbPt8rX24COqODXeI3sIf0fCXG7H/A==',
    'linux-arm64':
      'sha512-Qh4eU4/y3yDjnfjjyPYihMj5/ODIlmt+Bzu17OI+fiSRDW57QmU5SiN63exPRNJPKUzcc1INa1NXdrJ+MqHjUQ==',
    'win32-x64':
      'sha512-0BQ3HkAHHlKLSp1qRvf3SUhGpGsDuhB/jgFw75guyqbxJqEaS0Cw/VFO8i2nHglJUzQCRtMMR/IBAKE3ETMC4g==',
    'win32-arm64':
      'sha512-Gyl1Vy6OsWesLzmq+EP0Fb7b4Nid5232AvcA2SFcdYreldpNtYFFofPjnt62y9hQy7VTaZp65ICJjuAQRaVcIQ==',
  },
};

/** The last @types/node that TypeScript 5.2 reads: the present ones ask for 5.3. */
function oldNodeTypes() {
  const folder = npmPackage({
    name: '@types/node',
    version: '20.11.30',
    integrity:
      'sha512-dHM6ZxwlmuZaRmUPfv1p+KrdD1Dci04FbdEm/9wEMouFqxYoFl5aMkt0VMAUtYRQDyYvD41WJLukhq/ha3YuTw==',
    why,
  });
  const undici = npmPackage({
    name: 'undici-types',
    version: '5.26.5',
    integrity:
      'sha512-JlCMO+ehdEIKqlFxk6IfVoAUVmgz7cU7zD/h9XZ0qzeosSHmUJVOzSQvvYSYWXkFXC+IfLKSIffhv0sVZup6pA==',
    why,
  });
  return { folder, undici };
}

/**
 * @typedef {object} ConsumerCompiler
 * @property {string} version
 * @property {readonly string[]} command
 * @property {string} nodeTypes the folder of an @types/node that it can read
 * @property {string} undiciTypes what that one depends on
 */

/** @returns {ConsumerCompiler[]} */
function consumerCompilers() {
  const modules = path.join(root, 'node_modules');
  const present = {
    nodeTypes: path.join(modules, '@types', 'node'),
    undiciTypes: path.join(modules, 'undici-types'),
  };
  const old = oldNodeTypes();
  /** @type {ConsumerCompiler[]} */
  const found = javaScript.map(({ version, integrity }) => ({
    version,
    command: [
      process.execPath,
      path.join(npmPackage({ name: 'typescript', version, integrity, why }), 'lib', 'tsc.js'),
    ],
    ...(version.startsWith('5.2.') ? { nodeTypes: old.folder, undiciTypes: old.undici } : present),
  }));
  found.push({
    version: require('typescript').version,
    command: [process.execPath, require.resolve('typescript/bin/tsc')],
    ...present,
  });
  const platform = `${process.platform}-${process.arch}`;
  const integrity = native.integrity[platform];
  if (integrity !== undefined) {
    const name = `@typescript/typescript-${platform}`;
    const folder = npmPackage({ name, version: native.version, integrity, why });
    const program = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
    found.push({
      version: native.version,
      command: [path.join(folder, 'lib', program)],
      ...present,
    });
  }
  return found;
}

module.exports = { consumerCompilers };
