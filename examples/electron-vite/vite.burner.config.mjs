import { defineConfig } from 'vite';

// `require('imapi2')` stays in the code, and finds node_modules/imapi2.
export default defineConfig({ build: { rollupOptions: { external: ['imapi2'] } } });
