/** The API as a process of its own, which a test may kill. Listens on a free port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ApiProcess {
  url: string
  process: ChildProcess
  /** Sends a signal and waits for the end; the answer is how it ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }>
}

/** Resolves once it listens; rejects with what it said when it ended instead. */
export async function startApi(env: Record<string, string>): Promise<ApiProcess> {
  const child = spawn(process.execPath, ['api/main.ts'], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = once(child, 'exit')
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said += `${line}\n`
      const match = /"port":(\d+).*"msg":"listening"/.exec(line)
      if (match) resolve(Number(match[1]))
    })
    void ended.then(() => reject(new Error(said)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    async end(signal) {
      child.kill(signal)
      const [code, by] = await ended
      return { code, signal: by }
    },
  }
}
