/** Builds the workbench into `dist`, and in development serves it in front of a running Baton. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds the API. */
const server = process.env.BATON_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  // The server takes changes only from its own pages: the host must arrive as the browser sent it.
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    // A font or picture inside a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
});
