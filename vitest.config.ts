import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

/** Many random runs, growth: too long for `npm run check`, so that only `npm test` runs them. */
const LONG = ['shared/**/*.long.test.ts', 'db/seed/**/*.long.test.ts']
/**
 * Pure tests leave nothing behind, so files share a thread and what it has imported. They run what
 * Node itself reads, as the server does, so that nothing is compiled first.
 */
const PURE = {
  pool: 'threads',
  isolate: false,
  experimental: { viteModuleRunner: false, nodeLoader: false },
} as const

export default defineConfig(({ mode }) => ({
  test: {
    reporters: ['default', './e2e/line-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...PURE,
          name: 'shared',
          setupFiles: mode === 'check' ? ['./shared/testing/few-runs.ts'] : [],
          // Room for a busy machine; nothing here is timed.
          testTimeout: 30_000,
          include: ['shared/**/*.test.ts', '*.test.ts', 'db/seed/**/*.test.ts'],
          exclude: LONG,
        },
      },
      {
        test: { ...PURE, name: 'long', testTimeout: 120_000, include: LONG },
      },
      {
        test: {
          name: 'api',
          include: ['api/**/*.test.ts', 'db/*.test.ts'],
          pool: 'forks',
          globalSetup: ['./api/testing/databases.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [WxtVitest(), react()],
        test: {
          name: 'extension',
          include: ['extension/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          testTimeout: 30_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'standin',
          include: ['e2e/connectwise/**/*.test.ts', 'e2e/assistant/**/*.test.ts'],
          testTimeout: 30_000,
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/*.e2e.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          // Nothing is timed here: what is polled for has room on a busy machine.
          expect: { poll: { timeout: 30_000 } },
          hookTimeout: 120_000,
          globalSetup: ['./e2e/build-once.ts'],
        },
      },
    ],
  },
}))
