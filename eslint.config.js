// @ts-check
'use strict';

const eslint = require('@eslint/js');
const { defineConfig } = require('eslint/config');
const typescript = require('typescript-eslint');

module.exports = defineConfig(
  {
    ignores: [
      '.cache/',
      '.wine*/',
      'build/',
      'dist/',
      'examples/electron/{dist,out}/',
      // Of a project that is not here; tested by what Forge would ask of it.
      'examples/electron-vite/',
      'prebuilds/',
    ],
  },
  eslint.configs.recommended,
  typescript.configs.strictTypeChecked,
  typescript.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // Files beside a package.json belong to no tsconfig.json.
        projectService: { allowDefaultProject: ['*.js', 'examples/electron/*.js'] },
        tsconfigRootDir: __dirname,
      },
    },
    rules: {
      // Numbers are what this package is about; `${sector}` says what it means.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // `() => close()` is how one says "call it", whatever it gives back.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: {
      // tsc checks these files by their JSDoc, which has no way to say what JSON.parse gives
      // without a cast a line.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // tsc knows.
      'no-undef': 'off',
    },
  },
  {
    // For a page and a sandbox, without a line of types: they are to be pasted.
    files: ['examples/electron-minimal/{page,preload}.js'],
    ...typescript.configs.disableTypeChecked,
  },
);
