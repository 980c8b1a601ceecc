/**
 * Key blocks over several lines: PEM and OpenSSH private keys, PGP private keys, OpenVPN
 * static keys, PuTTY files. The whole block goes, its frame included; a block that breaks off
 * goes as far as its lines look like key material. Certificates and public keys stay.
 */
import { ahead, type Detector, NOTHING } from '../page.ts'

const REACH = 20_000

const pem: Detector = {
  name: 'private key block',
  triggers: ['-----begin ', '---- begin '],
  find(page, start) {
    const head =
      /^-{4,5} ?BEGIN (?:[A-Z0-9]+ ){0,4}(?:PRIVATE KEY(?: BLOCK)?|Static key V1|PRIVATE KEY)-{4,5}|^-{4,5} BEGIN SSH2 ENCRYPTED PRIVATE KEY -{4}/i.exec(
        ahead(page, start, 90),
      )
    if (!head) return NOTHING
    const next = page.text.indexOf('----', start + head[0].length)
    const window = ahead(page, start, Math.min(REACH, (next < 0 ? REACH : next - start) + 90))
    const end = /-{4,5} ?END [A-Za-z0-9 ]{0,60}-{4,5}/.exec(window)
    const length = end ? end.index + end[0].length : endOfMaterial(window, head[0].length)
    return [{ family: 'private key', start, end: start + length }]
  },
}

/** How far the lines after `from` are base64 or header lines; also on one line with `\n`. */
function endOfMaterial(window: string, from: number): number {
  let at = from
  const line =
    /(?:\\n|\\r|\s|["']){0,8}(?:[A-Za-z0-9+/=]{16,}|[A-Za-z0-9+/=]{4,}(?=\s*$)|(?:Proc-Type|DEK-Info|Version|Comment|Hash): ?[^\r\n]{0,80})/y
  for (line.lastIndex = at; line.exec(window); ) at = line.lastIndex
  return at
}

const putty: Detector = {
  name: 'PuTTY key file',
  triggers: ['private-lines:'],
  find(page, start) {
    const window = ahead(page, start, REACH)
    const body = /^Private-Lines: \d{1,3}\r?\n/i.exec(window)
    if (!body) return NOTHING
    let at = body[0].length
    const line = /[A-Za-z0-9+/=]{4,100}(?:\r?\n|$)|Private-(?:MAC|Hash): ?[0-9a-f]+/y
    for (line.lastIndex = at; line.exec(window); ) at = line.lastIndex
    const secret = window.slice(body[0].length, at).trimEnd()
    if (!secret) return NOTHING
    return [
      {
        family: 'private key',
        start: start + body[0].length,
        end: start + body[0].length + secret.length,
      },
    ]
  },
}

export const keyBlocks: Detector[] = [pem, putty]
