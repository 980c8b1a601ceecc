/**
 * Runs commands side by side, tells what each said when it is done, and whether all passed.
 *
 * Side by side, because each waits for the disk while another computes; told one after the
 * other, because two outputs in one another are no use to anybody.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'

export interface Step {
  name: string
  command: string
  args: readonly string[]
}

/** What needs nothing but the files: format, lint, types, who imports whom. */
export const CHECKS: readonly Step[] = [
  { name: 'format and lint', command: process.execPath, args: ['e2e/format-and-lint.ts'] },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  {
    name: 'import rules',
    command: 'depcruise',
    args: [
      ...['extension', 'api', 'shared', 'db', 'e2e'],
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
      // Where no file's content has changed, nothing is looked at again.
      ...['--cache', 'node_modules/.cache/dependency-cruiser', '--cache-strategy', 'content'],
    ],
  },
]

/**
 * With fewer random runs and without the long ones, which `npm test` runs. One worker: a second one
 * would import everything once more, on a processor that the other checks need.
 */
export const PURE_TESTS: Step = {
  name: 'pure tests',
  command: 'vitest',
  args: ['run', '--project', 'shared', '--maxWorkers', '1', '--mode', 'check'],
}

/** What Node has stripped of its types and compiled once is not done again: a third of the pure tests. */
const COMPILED = 'node_modules/.cache/node'
/** Vitest gives a test file a new address in each run, so that what is kept of it only piles up. */
const MOST_COMPILED = 20_000

export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  if (existsSync(COMPILED) && readdirSync(COMPILED, { recursive: true }).length > MOST_COMPILED) {
    rmSync(COMPILED, { recursive: true })
  }
  const passed = await Promise.all(steps.map(runStep))
  return passed.every(Boolean)
}

function runStep({ name, command, args }: Step): Promise<boolean> {
  const began = performance.now()
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env },
    shell: process.platform === 'win32',
  })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
  child.on('close', (code) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const isFine = code === 0
    console.log(`${isFine ? 'passed' : 'FAILED'}  ${name}  ${seconds} s`)
    if (!isFine) process.stdout.write(Buffer.concat(said))
    resolve(isFine)
  })
  return promise
}
