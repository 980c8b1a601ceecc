/**
 * The extension as it ships, built and zipped into a folder of its own, so that nobody's
 * `dist` is taken from under a running browser. Built once for all measures of a run.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Given } from '../given.ts'

export interface Built {
  /** The folder that a browser loads. */
  dir: string
  /** The file that is uploaded to a store. */
  zip: string
}

let built: Promise<Built> | undefined

export function buildExtension(given: Given): Promise<Built> {
  built ??= build(given)
  return built
}

async function build({ atEnd }: Given): Promise<Built> {
  const outDir = mkdtempSync(join(tmpdir(), 'resolutionflow-extension-'))
  atEnd(() => rmSync(outDir, { recursive: true, force: true }))
  const script = new URL('./zip-into.ts', import.meta.url).pathname
  // As it ships: without this React's development build would be in it.
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [script, outDir], { env })
  const name = readdirSync(outDir).find((file) => file.endsWith('.zip'))
  if (!name) throw new Error('The build made no zip.')
  return { dir: join(outDir, 'chrome-mv3'), zip: join(outDir, name) }
}
