import { describe, expect, test, vi } from 'vitest'
import { combinedExpression } from './combined-expression.ts'
import { describeMasked, placesOfMasked, summariseMasked } from './mask-list.ts'
import { redact } from './redact.ts'
import { benignOutput } from './samples/benign-output.ts'
import { benignSentences } from './samples/benign-words.ts'
import { commandPasswords } from './samples/commands.ts'
import { fileKeys, filePasswords } from './samples/files.ts'
import { codeSecrets, contactSamples, fixedSecrets } from './samples/fixed.ts'
import { readSample } from './samples/marked.ts'
import { moreBenign, moreSecrets } from './samples/more.ts'
import { networkSecrets } from './samples/network.ts'
import { prosePasswords, specialPasswords } from './samples/prose.ts'
import { spokenBenign, spokenSecrets } from './samples/spoken.ts'

// Only the count of runs matters, not how long a busy machine takes for them.
vi.setConfig({ testTimeout: 120_000 })

const families = {
  'passwords in prose': prosePasswords,
  'passwords that are words or phrases': specialPasswords,
  'passwords in files, forms and tables': filePasswords,
  'keys in files': fileKeys,
  'passwords in commands': commandPasswords,
  'secrets of networks': networkSecrets,
  'secrets with a fixed shape': fixedSecrets,
  'codes, PINs and answers': codeSecrets,
  'further lines': moreSecrets,
  'lines written in passing': spokenSecrets,
}
const benign = [...benignSentences, ...benignOutput, ...moreBenign, ...spokenBenign]

const readAndMask = (marked: string, contacts: boolean) => {
  const sample = readSample(marked)
  return { marked, ...sample, masked: redact(sample.text, { contacts }) }
}
type Masked = ReturnType<typeof readAndMask>

/** What several tests look at, masked once. */
const maskedFamilies = Object.entries(families).map(
  ([family, samples]) => [family, samples.map((marked) => readAndMask(marked, false))] as const,
)
const maskedSecrets = maskedFamilies.flatMap(([, samples]) => samples)

/** The samples whose secret is still there. */
const missed = (samples: readonly Masked[]): string[] =>
  samples
    .filter(
      ({ secrets, masked }) =>
        secrets.length === 0 || secrets.some((secret) => masked.text.includes(secret)),
    )
    .map(({ marked }) => marked)

describe('what must go', () => {
  test.each(maskedFamilies)('%s: none is missed', (_family, samples) => {
    expect(missed(samples)).toEqual([])
  })

  test('contacts go when asked for, and only then', () => {
    const missedWhere = (contacts: boolean) =>
      missed(contactSamples.map((marked) => readAndMask(marked, contacts)))
    expect(missedWhere(true)).toEqual([])
    expect(missedWhere(false)).toEqual(contactSamples)
  })

  test('there are enough samples for the figures to mean something', () => {
    expect(maskedSecrets.length).toBeGreaterThanOrEqual(400)
    expect(benign.length).toBeGreaterThanOrEqual(400)
  })

  test('what a person marked goes everywhere, but never a placeholder', () => {
    const { text } = redact('Acme Corp [password 1 removed] acme Acme Corp.', {
      marked: ['Acme Corp', 'removed', ' '],
    })
    expect(text).toBe('[marked text 1 removed] [password 1 removed] acme [marked text 1 removed].')
  })
})

describe('what must stay', () => {
  test('of a hundred things removed, at most one was no secret', () => {
    const beside: string[] = []
    let removed = 0
    for (const { text, ranges, masked } of maskedSecrets) {
      for (const { start, end } of masked.masked) {
        removed++
        if (!ranges.some((range) => range.start < end && start < range.end))
          beside.push(`${text} >> ${text.slice(start, end)}`)
      }
    }
    expect(beside.length, beside.join('\n')).toBeLessThanOrEqual(removed / 100)
  })

  test('benign lines come out untouched', () => {
    expect(benign.filter((line) => redact(line).text !== line)).toEqual([])
  })

  test('all benign lines together come out untouched too', () => {
    const whole = benign.map((line) => `${line}\n.`).join('\n')
    const { masked } = redact(whole)
    expect(masked.map(({ start, end }) => whole.slice(Math.max(0, start - 40), end + 10))).toEqual(
      [],
    )
  })

  test.each([
    ['net user jdoe N3w-Pass! /add', 'net user jdoe [password 1 removed] /add'],
    [
      'Server=S;User Id=app;Password=abc1;X=1',
      'Server=S;User Id=app;Password=[password 1 removed];X=1',
    ],
    ['postgres://app:s3cret@db01:5432/x', 'postgres://app:[password 1 removed]@db01:5432/x'],
    [
      'https://x.example.com/a?sig=abcdefghij0123456789&se=1',
      'https://x.example.com/a?sig=[access token 1 removed]&se=1',
    ],
    ['Cookie: sid=a1b2c3d4e5; theme=dark', 'Cookie: sid=[cookie 1 removed]; theme=dark'],
    ['creds: admin / Wint3r!x (firewall)', 'creds: admin / [password 1 removed] (firewall)'],
    ['{"user":"jdoe","password":"ab\\"c1"}', '{"user":"jdoe","password":"[password 1 removed]"}'],
    [
      'User,Password,Role\njdoe,Abc123!,user\nbob,,user',
      'User,Password,Role\njdoe,[password 1 removed],user\nbob,,user',
    ],
    ['snmp-server community acm3 RO 10', 'snmp-server community [network secret 1 removed] RO 10'],
    [
      'key id 8B2F1C77, key 123456-234567-345678-456789-567890-678901-789012-890123',
      'key id 8B2F1C77, key [recovery key 1 removed]',
    ],
  ])('only the secret of %j goes', (text, wanted) => {
    expect(redact(text).text).toBe(wanted)
  })
})

describe('placeholders', () => {
  test('the same value has the same number, also where nothing says what it is', () => {
    const { text, masked } = redact(
      'pw is Blue!Cat77\nold password Red!Dog88\ntried Blue!Cat77 again',
    )
    expect(text).toBe(
      'pw is [password 1 removed]\nold password [password 2 removed]\ntried [password 1 removed] again',
    )
    expect(masked.map(({ start, end }) => [start, end])).toEqual([
      [6, 16],
      [30, 39],
      [46, 56],
    ])
  })

  test('numbers go on from those that stand already', () => {
    expect(redact('[password 3 removed] and password: Blue!Cat77').text).toBe(
      '[password 3 removed] and password: [password 4 removed]',
    )
  })

  test('one that stands already is neither touched nor taken for a value', () => {
    const text = 'password is [password 1 removed] for SRV-DC01, PIN [pin 2 removed] 4 digits'
    expect(redact(text)).toEqual({ text, masked: [] })
  })
})

describe('the list for the panel', () => {
  test('counts values, not places, and names the families', () => {
    const { masked } = redact(
      'pw is Blue!Cat77, pw is Blue!Cat77, pw is Red!Dog88, door code 4711#',
    )
    expect(describeMasked(masked)).toEqual([
      { family: 'password', label: 'passwords', count: 2 },
      { family: 'pin', label: 'pin', count: 1 },
    ])
    expect(summariseMasked(masked)).toBe('2 passwords, 1 pin removed')
    expect(summariseMasked([])).toBe('')
  })
})

test('the combined expression sees every line on which something is found', () => {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{Mark}/gu, '')
  expect(
    maskedSecrets
      .map(({ text }) => text)
      .filter((text) => plain(text).search(combinedExpression) < 0),
  ).toEqual([])
})

test('where something was masked can be told from the text alone', () => {
  const { text } = redact('All fine.\nThe password is Otter!Lamp77.\nAnd the PIN is 4821.')
  expect(placesOfMasked(text)).toMatchObject([
    { family: 'password', line: 2, around: 'The password is [password 1 removed].' },
    { family: 'pin', line: 3 },
  ])
  expect(summariseMasked(placesOfMasked(`${text} ${text}`))).toBe('1 password, 1 pin removed')
  const [long] = placesOfMasked(`${'a '.repeat(90)}[card 2 removed]${' b'.repeat(90)}`)
  expect(long?.around).toMatch(/^…a .* \[card 2 removed\] b.*…$/)
  expect(placesOfMasked('[nothing 1 removed] [password removed]')).toEqual([])
})
