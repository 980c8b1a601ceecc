/**
 * Texts to be looked through for secrets: what technicians paste, and what is made to hurt.
 *
 * Technician text is mostly the output of commands; every fourth line is one of the samples
 * that look like a secret and are none, one in thirty is one that holds a secret. Hostile
 * texts set off as many looks as they can and give each of them as much to read as they can.
 */
import { benignOutput } from '#shared/redact/samples/benign-output.ts'
import { benignSentences } from '#shared/redact/samples/benign-words.ts'
import { filePasswords } from '#shared/redact/samples/files.ts'
import { readSample } from '#shared/redact/samples/marked.ts'
import { networkSecrets } from '#shared/redact/samples/network.ts'
import { prosePasswords } from '#shared/redact/samples/prose.ts'
import { makeRandom } from '#shared/testing/make-random.ts'

export function technicianText(bytes: number, seed: number): string {
  const random = makeRandom(seed)
  const calm = [...benignOutput, ...benignSentences]
  const telling = [...prosePasswords, ...filePasswords, ...networkSecrets].map(
    (marked) => readSample(marked).text,
  )
  const pick = (lines: readonly string[]) => lines[Math.floor(random() * lines.length)] ?? ''
  let line = 0
  return fill(bytes, () => {
    const kind = random()
    line += 1
    if (kind < 1 / 30) return pick(telling)
    return kind < 1 / 30 + 1 / 4 ? pick(calm) : outputLine(line)
  })
}

/** Lists of files, services, shares, pings and events, as they come out of a console. */
function outputLine(line: number): string {
  const forms = [
    `d-----        ${(line % 12) + 1}/14/2026   3:${line % 60} PM                Department ${line}`,
    `-a----        ${(line % 12) + 1}/02/2026  10:${line % 60} AM        ${line * 37} Report ${line}.xlsx`,
    `Running  Spooler${line}          Print Spooler instance ${line}`,
    `Reply from 10.20.${line % 255}.${(line * 7) % 255}: bytes=32 time=${line % 40}ms TTL=126`,
    `Budget${line}     D:\\Shares\\Budget${line}     Department figures, year ${line % 9}`,
    `Information  Service Control Manager  7036  The Windows Update service entered the running state.`,
    `  ${line}   Ethernet${line % 4}   Connected      Dedicated     10.20.${line % 255}.1`,
    `TCP    10.20.1.${line % 255}:${40000 + (line % 20000)}    10.20.9.4:445    ESTABLISHED    ${line}`,
  ]
  return forms[line % forms.length] ?? ''
}

export const hostileTexts: Readonly<Record<string, (bytes: number) => string>> = {
  'labels without values': (bytes) => fill(bytes, () => 'password: '.repeat(12)),
  'one endless line of labels': (bytes) => 'password is the password '.repeat(bytes / 25),
  'one endless run of letters': (bytes) => 'aB3'.repeat(bytes / 3),
  'keys that never close': (bytes) => fill(bytes, () => '-----BEGIN RSA PRIVATE KEY-----'),
  'quotes and brackets': (bytes) => '{"password":"'.repeat(bytes / 13),
  'a different secret in each line': (bytes) => {
    let made = 0
    return fill(bytes, () => `admin password: Xk${++made}!vQ${made * 7919}#z`)
  },
}

function fill(bytes: number, next: () => string): string {
  const lines: string[] = []
  for (let length = 0; length < bytes; length += (lines.at(-1)?.length ?? 0) + 1) lines.push(next())
  return lines.join('\n').slice(0, bytes)
}
