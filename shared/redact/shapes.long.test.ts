/** Secrets of documented format, random and in any surroundings: none may be left. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact } from './redact.ts'

const B64URL = '[A-Za-z0-9_-]'
const shapes: Record<string, RegExp> = {
  'GitHub token': /^gh[pousr]_[A-Za-z0-9]{36}$/,
  'GitHub fine-grained token': /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/,
  'GitLab token': /^glpat-[A-Za-z0-9_-]{20}$/,
  'Slack bot token': /^xox[bp]-\d{12}-\d{12}-[A-Za-z0-9]{24}$/,
  'Stripe key': /^(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{24}$/,
  'Google key': /^AIza[A-Za-z0-9_-]{35}$/,
  'SendGrid key': /^SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/,
  'npm token': /^npm_[A-Za-z0-9]{36}$/,
  'Anthropic key': /^sk-ant-api03-[A-Za-z0-9]{2}[A-Za-z0-9_-]{90}AA$/,
  'OpenAI key': /^sk-proj-[A-Za-z0-9]{24}[0-9]T3[A-Za-z0-9]{24}$/,
  'Microsoft client secret': /^[A-Za-z0-9]{3}8Q~[A-Za-z0-9_.]{33}[A-Za-z0-9]$/,
  'Azure storage key': /^[A-Za-z0-9+/]{86}==$/,
  'Telegram token': /^\d{9}:AA[A-Za-z0-9_-]{32}[A-Za-z0-9]$/,
  'DigitalOcean token': /^dop_v1_[0-9a-f]{64}$/,
  'web token': new RegExp(`^eyJ${B64URL}{20,40}\\.eyJ${B64URL}{20,60}\\.${B64URL}{43}$`),
  bcrypt: /^\$2[aby]\$1[0-2]\$[A-Za-z0-9./]{53}$/,
  'sha512-crypt': /^\$6\$[A-Za-z0-9./]{16}\$[A-Za-z0-9./]{86}$/,
  'md5-crypt': /^\$1\$[A-Za-z0-9./]{8}\$[A-Za-z0-9./]{22}$/,
  'hash pair of Windows': /^[0-9a-f]{32}:[0-9a-f]{32}$/,
  'product key': /^[BCDFGHJKMPQRTVWXY]{4}[2346789](?:-[BCDFGHJKMPQRTVWXY2346789]{5}){4}$/,
  'FileVault key': /^[A-Z0-9]{3}[0-9](?:-[A-Z0-9]{4}){4}-[0-9][A-Z]{3}$/,
  'social security number': /^[1-6][1-5]\d-[1-9]\d-\d{3}[1-9]$/,
  'signature in an address':
    /^https:\/\/[a-z]{8}\.blob\.core\.windows\.net\/[a-z]{4}\?sp=r&sig=[A-Za-z0-9]{40}%3D$/,
  'credentials in an address':
    /^(?:ftp|https|postgres|mongodb):\/\/[a-z]{4,8}:[A-Za-z0-9][A-Za-z0-9!$_-]{7,15}@[a-z]{4,9}\.[a-z]{3}$/,
  'key block':
    /^-----BEGIN PRIVATE KEY-----\n(?:[A-Za-z0-9+/]{64}\n){2,4}[A-Za-z0-9+/]{20}==\n-----END PRIVATE KEY-----$/,
}
const around = fc.constantFrom(
  ['', ''],
  ['found ', ' in the log'],
  ['"', '",'],
  ['(', ')'],
  ['x=', ''],
  ['value: ', '\nnext line'],
  ['line above\n', '\n'],
  ['`', '`'],
  ['<b>', '</b>'],
  ['\t', '\t'],
  ['the client mailed ', '. It was rotated.'],
)

test.each(Object.entries(shapes))('%s', (_name, shape) => {
  fc.assert(
    fc.property(fc.stringMatching(shape), around, (secret, [before, after]) => {
      const { text } = redact(`${before}${secret}${after}`)
      expect(text).toContain(' removed]')
      // the longest stretch of the secret that may be left is the harmless part of an address
      const telling =
        secret.startsWith('http') || secret.includes('://') ? secret.slice(-20) : secret
      expect(text).not.toContain(telling)
    }),
    { numRuns: 200 },
  )
})
