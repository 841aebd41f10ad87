'use strict';

const { copyFileSync } = require('node:fs');
const path = require('node:path');

for (const name of ['index.html', 'page.css']) {
  copyFileSync(
    path.join(__dirname, 'src', 'page', name),
    path.join(__dirname, 'dist', 'page', name),
  );
}
