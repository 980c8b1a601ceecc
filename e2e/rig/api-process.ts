/**
 * The API as it runs at a user's: a process of its own, on the demonstration team, with the
 * embedded database in a folder that outlives it, so that it can be stopped, killed and
 * started again in the middle of a journey.
 *
 * A real ConnectWise name leads to the stand-in by the operator's own means: an allowed host
 * with the address it is reached at, and the stand-in's certificate as an extra authority.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ConnectWise } from '../connectwise/server.ts'

export interface ApiProcess {
  url: string
  start: () => Promise<void>
  /** As an operator stops it; what is under way is finished. */
  stop: () => Promise<void>
  /** As a power cut does. */
  kill: () => Promise<void>
  /** What it has logged, for a failed test. */
  log: () => string
}

export async function makeApiProcess(options: {
  dataDir: string
  connectWise: ConnectWise
  /** Names that lead to the stand-in. */
  hosts: readonly string[]
  port?: number
  env?: Record<string, string>
}): Promise<ApiProcess> {
  const port = options.port ?? (await findFreePort())
  const { connectWise } = options
  const certificate = join(options.dataDir, 'stand-in.pem')
  if (connectWise.certificate) writeFileSync(certificate, connectWise.certificate.cert)
  const allowed = [
    ...options.hosts.map((host) => `${host}=127.0.0.1:${connectWise.tlsPort}`),
    `http://localhost:${connectWise.port}`,
  ]
  const env = {
    ...process.env,
    PORT: String(port),
    DEMO: 'on',
    DATA_DIR: options.dataDir,
    PUBLIC_URL: `http://localhost:${port}`,
    PSA_ALLOWED_HOSTS: allowed.join(','),
    NODE_EXTRA_CA_CERTS: certificate,
    DATABASE_URL: '',
    ...options.env,
  }
  let child: ChildProcess | undefined
  let logged = ''
  const url = `http://localhost:${port}`
  // However this process ends, it leaves nothing running that holds the port and the database.
  const endWithUs = () => void child?.kill('SIGTERM')

  const end = async (signal: NodeJS.Signals) => {
    const running = child
    child = undefined
    process.off('exit', endWithUs)
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.kill(signal)
    await ended
  }

  return {
    url,
    async start() {
      child = spawn(process.execPath, ['api/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      process.once('exit', endWithUs)
      const keep = (chunk: Buffer) => {
        logged = (logged + chunk.toString()).slice(-100_000)
      }
      child.stdout?.on('data', keep)
      child.stderr?.on('data', keep)
      await waitUntilReady(url, child, () => logged)
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    log: () => logged,
  }
}

async function waitUntilReady(url: string, child: ChildProcess, log: () => string) {
  const until = Date.now() + 110_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The API ended at start:\n${log()}`)
    const answer = await fetch(`${url}/api/ready`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The API was not ready within two minutes:\n${log()}`)
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('No free port was found.')
  return address.port
}
