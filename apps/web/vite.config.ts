import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'PARLEY_').PARLEY_API ?? 'http://127.0.0.1:4000'
  return {
    plugins: [react(), tailwindcss()],
    server: { host: '127.0.0.1', port: 5173, proxy: { '/graphql': { target: api, ws: true } } },
    build: {
      target: 'es2023',
      // A data: URL would need a hole in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: true,
    },
  }
})
