/**
 * Texts to be looked through for secrets: what technicians paste, and what is made to hurt.
 *
 * Technician text is the redaction's own samples, mostly without a secret as in real work,
 * one in twenty with one. Hostile texts set off as many looks as they can and give each of
 * them as much to read as they can.
 */
import { benignOutput } from '#shared/redact/samples/benign-output.ts'
import { benignSentences } from '#shared/redact/samples/benign-words.ts'
import { filePasswords } from '#shared/redact/samples/files.ts'
import { readSample } from '#shared/redact/samples/marked.ts'
import { networkSecrets } from '#shared/redact/samples/network.ts'
import { prosePasswords } from '#shared/redact/samples/prose.ts'
import { makeRandom } from '../measure.ts'

export function technicianText(bytes: number, seed: number): string {
  const random = makeRandom(seed)
  const calm = [...benignOutput, ...benignSentences]
  const telling = [...prosePasswords, ...filePasswords, ...networkSecrets].map(
    (marked) => readSample(marked).text,
  )
  const pick = (lines: readonly string[]) => lines[Math.floor(random() * lines.length)] ?? ''
  return fill(bytes, () => pick(random() < 0.05 ? telling : calm))
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
