import {defineConfig} from 'vite';

export default defineConfig({
  build: {ssr: 'gallery/main.js', outDir: 'gallery/out/.build', emptyOutDir: true},
  ssr: {noExternal: true},
});
