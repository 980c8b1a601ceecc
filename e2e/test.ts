/**
 * `npm test`: everything, one step after the other, from a fresh clone.
 *
 * Ends with the first step that fails, saying which, and prints how long each took.
 */
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './find-browser.ts'

const STEPS: [name: string, command: string, ...args: string[]][] = [
  ['format and lint', 'biome', 'check'],
  ['types', 'tsc', '--noEmit'],
  [
    'import rules',
    'depcruise',
    'extension',
    'api',
    'shared',
    'db',
    'e2e',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  ['tests', 'vitest', 'run'],
]

try {
  process.env.CHROMIUM_PATH = ensureBrowser()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const took: string[] = []
for (const [name, command, ...args] of STEPS) {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  took.push(`${name} ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (status !== 0) {
    console.error(`\nFailed: ${name} (${took.join(', ')})`)
    process.exit(1)
  }
}
console.log(`\nAll passed: ${took.join(', ')}`)
