/**
 * Servers in processes of their own, so that what asks does not take the time of what answers.
 *
 * Each can be asked how much processor time it has used. What they log goes nowhere: writing
 * it is part of the work, reading it is not.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

export interface Served {
  url: string
  /** Milliseconds of processor time so far. */
  cpuMs: () => Promise<number>
  stop: () => Promise<void>
}

/** The API as `npm run api` starts it. */
export async function startProduct(env: Record<string, string>): Promise<Served> {
  const port = await findFreePort()
  const child = spawn(
    process.execPath,
    ['--import', new URL('./tell-cpu.ts', import.meta.url).href, 'api/main.ts'],
    {
      env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('The API ended at start.')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return { url, cpuMs: () => askCpu(child), stop: () => stop(child) }
}

/** One of ours: told what it needs by a message, answers with its port. */
export async function startBare(script: string, told: object): Promise<Served> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      new URL('./tell-cpu.ts', import.meta.url).href,
      new URL(script, import.meta.url).pathname,
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  child.send(told)
  const [said]: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${script} ended at start.`))),
  ])
  return {
    url: `http://127.0.0.1:${String(said)}`,
    cpuMs: () => askCpu(child),
    stop: () => stop(child),
  }
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('No free port was found.')
  return address.port
}

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/api/ready`).then(
    (answer) => answer.ok,
    () => false,
  )

async function askCpu(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [used]: unknown[] = await once(child, 'message')
  return Number(used)
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
