import { defineConfig } from 'rolldown'

// The node as plain JavaScript: our own code in a few files, packages as they are. Names are kept, for logs and for migrations.
export default defineConfig({
  input: 'apps/api/container/main.ts',
  platform: 'node',
  external: (id) => !/^([./\0]|@parley\/)/.test(id),
  output: { dir: 'bundle', format: 'esm', keepNames: true },
})
