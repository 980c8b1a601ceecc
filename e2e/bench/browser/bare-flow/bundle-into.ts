/** `node bundle-into.ts folder`: writes `bare-flow.js` and its style there, as they would ship. */
import { build } from 'vite'

await build({
  ...{ configFile: false, logLevel: 'silent', root: import.meta.dirname, publicDir: false },
  build: {
    outDir: process.argv[2] ?? '',
    emptyOutDir: false,
    target: 'esnext',
    rollupOptions: {
      input: `${import.meta.dirname}/main.ts`,
      output: { entryFileNames: 'bare-flow.js', assetFileNames: 'bare-flow[extname]' },
    },
  },
})
