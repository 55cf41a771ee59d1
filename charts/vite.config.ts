import {fileURLToPath} from 'node:url';

import {defineConfig} from 'vitest/config';

// One classic script and one style sheet, which the HTML renderer writes into every report.
export default defineConfig({
  // A library build leaves this to its user; a page has no `process`.
  define: {'process.env.NODE_ENV': JSON.stringify('production')},
  build: {
    target: 'es2020',
    outDir: 'dist',
    lib: {
      entry: 'src/index.ts',
      name: 'KebaoCharts',
      formats: ['iife'],
      fileName: () => 'kebao-charts.js',
      cssFileName: 'kebao-report',
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'notices/*.test.ts'], css: false, testTimeout: 60_000,
    // As in vite.office.config.ts.
    alias: {jszip: fileURLToPath(new URL('src/office/zip_archive.ts', import.meta.url))},
    server: {deps: {inline: ['pptxgenjs']}},
  },
});
