import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const controller = `http://127.0.0.1:${process.env.OPS_PORT ?? '8080'}`;

export default defineConfig({
  root: 'dashboard',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // A font or picture inside the script would break the controller's content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': controller, '/socket.io': { target: controller, ws: true } },
  },
});
