import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

export default defineConfig({
  test: {
    reporters: ['default', './e2e/line-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'shared',
          // Room for a busy machine; nothing here is timed.
          testTimeout: 30_000,
          include: ['shared/**/*.test.ts', '*.test.ts', 'db/seed/**/*.test.ts'],
        },
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
        },
      },
      {
        test: {
          name: 'standin',
          include: ['e2e/connectwise/**/*.test.ts', 'e2e/assistant/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/*.e2e.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          globalSetup: ['./e2e/build-once.ts'],
        },
      },
    ],
  },
})
