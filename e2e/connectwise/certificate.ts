/**
 * A certificate of our own for the names the stand-in answers under, made anew at each start.
 *
 * Written by hand in DER, because Node makes keys and signatures but no certificates, and because
 * a newcomer's machine need not have openssl. It signs itself and is good for thirty days; a
 * browser is told to trust this one key by its hash (`spkiHash`), a client by `cert` as its `ca`.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export type Certificate = {
  key: string
  cert: string
  /** For Chromium's `--ignore-certificate-errors-spki-list`. */
  spkiHash: string
}

/** The names under which tests and the demonstration reach the stand-in. */
export const HOST_NAMES = [
  'na.myconnectwise.net',
  'api-na.myconnectwise.net',
  'eu.myconnectwise.net',
  'api-eu.myconnectwise.net',
  'cw.northwind-msp.example',
  'pod.partner.example',
  'localhost',
]

const DAY_MS = 86_400_000

export function makeCertificate(names: readonly string[], now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8('ConnectWise stand-in'))))
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    ECDSA_SHA256,
    name,
    sequence(time(now.getTime() - DAY_MS), time(now.getTime() + 30 * DAY_MS)),
    name,
    spki,
    tagged(3, sequence(basicConstraints(), keyUsage(), serverAuth(), alternativeNames(names))),
  )
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: pem(sequence(body, ECDSA_SHA256, bitString(signBody(body, privateKey)))),
    spkiHash: createHash('sha256').update(spki).digest('base64'),
  }
}

function signBody(body: Buffer, key: KeyObject): Buffer {
  return sign('sha256', body, key)
}

/** Positive and never the same twice: browsers refuse two certificates with one number. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

function basicConstraints(): Buffer {
  return extension('2.5.29.19', sequence())
}

/** Digital signature only. */
function keyUsage(): Buffer {
  return extension('2.5.29.15', der(0x03, Buffer.from([0x07, 0x80])))
}

function serverAuth(): Buffer {
  return extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1')))
}

function alternativeNames(names: readonly string[]): Buffer {
  const dns = names.map((name) => der(0x82, Buffer.from(name)))
  const loopback = der(0x87, Buffer.from([127, 0, 0, 1]))
  return extension('2.5.29.17', sequence(...dns, loopback))
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value))
}

/** Tag, length, content: all of DER is made of this. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, ...parts)
}

function tagged(n: number, part: Buffer): Buffer {
  return der(0xa0 + n, part)
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes)
}

function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text))
}

function bitString(bytes: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), bytes)
}

/** YYMMDDHHMMSSZ, good until 2049. */
function time(ms: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(n: number): number[] {
  const bytes = [n & 0x7f]
  for (let left = n >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
