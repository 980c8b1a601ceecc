/** A mail server on this computer that keeps what it gets, over real connections. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

export interface SunkMail {
  from: string
  to: string[]
  /** Headers and text, as they came. */
  text: string
}

export interface MailSink {
  url: string
  came: SunkMail[]
  /** What it says to a command instead of taking it; nothing where it is not to answer at all. */
  says: Record<string, string | null>
  /** How long it looks through a text before it says anything. */
  looksMs: number
  /** Is told of each command, and of the end of a text, before it is answered. */
  hears: ((command: string) => void) | undefined
  close(): Promise<void>
}

export async function startMailSink(): Promise<MailSink> {
  const came: SunkMail[] = []
  const says: MailSink['says'] = {}
  const how: Pick<MailSink, 'looksMs' | 'hears'> = { looksMs: 0, hears: undefined }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const say = (command: string, usual: string) => {
      const text = command in says ? says[command] : usual
      if (text) socket.write(`${text}\r\n`)
    }
    let mail: SunkMail = { from: '', to: [], text: '' }
    let isInText = false
    say('connect', '220 sink')
    const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })
    // It tells again what the socket told.
    lines.on('error', () => undefined)
    lines.on('line', (line) => {
      if (isInText) {
        if (line !== '.') {
          mail.text += `${line.startsWith('.') ? line.slice(1) : line}\n`
          return
        }
        isInText = false
        if (!('end' in says)) came.push(mail)
        how.hears?.('end')
        return void setTimeout(() => say('end', '250 kept'), how.looksMs)
      }
      const command = line.slice(0, 4).toUpperCase()
      how.hears?.(command)
      if (command === 'MAIL') mail = { from: line, to: [], text: '' }
      if (command === 'RCPT' && !('RCPT' in says)) mail.to.push(/<(.*)>/.exec(line)?.[1] ?? '')
      if (command === 'DATA') isInText = !('DATA' in says)
      say(command, command === 'DATA' ? '354 go on' : command === 'QUIT' ? '221 bye' : '250 ok')
      if (command === 'QUIT') socket.end()
    })
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const at = server.address()
  return Object.assign(how, {
    url: `smtp://localhost:${typeof at === 'object' ? at?.port : 0}`,
    came,
    says,
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  })
}
