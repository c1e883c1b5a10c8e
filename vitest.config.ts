import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/browser/global-setup.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two cores are the smallest machine a hall runs on; the browser tests need one of them for the browser.
    maxWorkers: 2,
  },
})
