/**
 * What holds for every text: never a throw, the same answer again, nothing left to find in
 * the answer, spans that fit, secrets that are gone whatever they are, work that grows in
 * step with the text.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { redact, redactCounting } from './redact.ts'
import { benignOutput } from './samples/benign-output.ts'
import { benignSentences } from './samples/benign-words.ts'
import { commandPasswords } from './samples/commands.ts'
import { filePasswords } from './samples/files.ts'
import { codeSecrets, fixedSecrets } from './samples/fixed.ts'
import { readSample, refill } from './samples/marked.ts'
import { moreSecrets } from './samples/more.ts'
import { networkSecrets } from './samples/network.ts'
import { prosePasswords, specialPasswords } from './samples/prose.ts'
import { spokenBenign, spokenSecrets } from './samples/spoken.ts'
import { isOrdinaryWord } from './words.ts'

const everything = [
  ...[
    prosePasswords,
    specialPasswords,
    filePasswords,
    commandPasswords,
    networkSecrets,
    codeSecrets,
    fixedSecrets,
    moreSecrets,
    spokenSecrets,
  ]
    .flat()
    .map((marked) => readSample(marked).text),
  ...benignSentences,
  ...benignOutput,
  ...spokenBenign,
]
const scraps = [
  'password',
  'Password: ',
  'pw ',
  ' is ',
  ': ',
  '=',
  '"',
  "'",
  '`',
  '(',
  ')',
  '[',
  ']',
  '<',
  '>',
  '{',
  '}',
  '\\',
  '/',
  '|',
  ',',
  ';',
  '\t',
  '  ',
  '\n',
  '\r\n',
  '\0',
  '\ud800',
  '\udc00',
  '\u200b',
  '\ue000',
  '👍',
  'é',
  '[password 1 removed]',
  '[api key 99 removed]',
  '[nothing 1 removed]',
  ' removed]',
  'Abc123!',
  'hunter2',
  'admin',
  'to ',
  'reset',
  'the ',
  'user',
  'creds ',
  ' / ',
  'net user a ',
  'key ',
  'secret ',
  'token=',
  'code ',
  'PIN ',
  '4711',
  '493021',
  '123456-',
  'DE89',
  '4111 1111 1111 1111',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'eyJhbGciOi',
  '.',
  'Cookie: a=bbbbb',
  '@',
  '://',
  'a:b@c',
  '$2b$12$',
  'User,Password\n',
  'a,b\n',
  '| Password | User |\n',
  '| x | y |\n',
  'backup codes: ',
  'first pet ',
  'DOB ',
  '01/02/1984',
  'SSN ',
  '512-44-8821',
  'x',
  ' ',
  '0',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...scraps), anyCharacters(6)), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''))
const pasted = fc
  .array(fc.constantFrom(...everything), { minLength: 1, maxLength: 8 })
  .chain((lines) =>
    fc.constantFrom('\n', '\r\n', ' ', '. ', '\t', '').map((glue) => lines.join(glue)),
  )
const anyText = fc.oneof(hostile, pasted, anyCharacters(200))
const anyOptions = fc.record(
  {
    contacts: fc.boolean(),
    marked: fc.array(
      fc.oneof(fc.constantFrom('removed', 'password', '1', ' '), fc.string({ maxLength: 4 })),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
)

describe('for every text', () => {
  test('a second run changes nothing', () => {
    fc.assert(
      fc.property(anyText, anyOptions, (text, options) => {
        const once = redact(text, options)
        const twice = redact(once.text, options)
        expect(twice.text).toBe(once.text)
        expect(twice.masked).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('spans are in bounds, in order, apart, and give the text when put in', () => {
    fc.assert(
      fc.property(anyText, anyOptions, (text, options) => {
        const result = redact(text, options)
        let at = 0
        let built = ''
        for (const { start, end, placeholder } of result.masked) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          built += text.slice(at, start) + placeholder
          at = end
        }
        expect(at).toBeLessThanOrEqual(text.length)
        expect(built + text.slice(at)).toBe(result.text)
        expect(redact(text, options)).toEqual(result)
      }),
      { numRuns: 600 },
    )
  })

  test.each([
    ['nothing', ''],
    ['five million of one letter', 'a'.repeat(5_000_000)],
    ['five million line ends', '\n'.repeat(5_000_000)],
    ['halves of characters', '\ud800'.repeat(1000)],
    ['NUL', 'password: \0\0\0 x\0y'],
    ['one label without end', 'password'.repeat(10_000)],
  ])('it takes %s', (_name, text) => {
    expect(() => redact(text)).not.toThrow()
  })
})

describe('whatever the value', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abcdefghkmnpqrstuvwxyz'),
    minLength: 3,
    maxLength: 7,
  })
  const made = fc
    .tuple(
      letters,
      fc.constantFrom('!', '#', '-', '$', '%', '&', '*', '+', '_', ''),
      letters.map((s) => s.toUpperCase()),
      fc.integer({ min: 10, max: 99999 }),
    )
    .map(([a, mark, b, number]) => `${a}${mark}${b}${number}`)
    .filter((value) => !/^\w+=/.test(value))
  const generated = fc.constantFrom(
    ...prosePasswords,
    ...filePasswords,
    ...commandPasswords.filter((line) => !/cpassword/.test(line)),
  )

  test('a made-up password goes from every phrase, file and command', () => {
    fc.assert(
      fc.property(generated, made, (marked, value) => {
        if (marked.includes('cpassword') || /⟦[^⟧]*⟧.*⟦/s.test(marked)) return
        const { text } = refill(marked, value)
        expect(redact(text).text).not.toContain(value)
      }),
      { numRuns: 1000 },
    )
  })

  test('a word that is no ordinary one goes after a colon', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Password: ',
          'pw: ',
          'Kennwort: ',
          'mot de passe : ',
          'Contraseña: ',
          'wachtwoord: ',
        ),
        letters,
        (label, word) => {
          if (isOrdinaryWord(word) || word.length < 4 || /^x+$/.test(word)) return
          expect(redact(`${label}${word}\n`).text).toBe(`${label}[password 1 removed]\n`)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('recovery keys, cards and IBAN go by their shape alone', () => {
    const group = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'))
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 8, maxLength: 8 }),
        fc.constantFrom('-', ' ', ''),
        (groups, glue) => {
          expect(redact(`read ${groups.join(glue)} aloud`).text).toBe(
            'read [recovery key 1 removed] aloud',
          )
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999_999_999 }),
        fc.constantFrom('', ' ', '-'),
        (body, glue) => {
          const digits = withLuhnDigit(`4${String(body).padStart(14, '0')}`)
          const shown = digits.match(/.{4}/g)!.join(glue)
          expect(redact(`paid by ${shown} today`).text).not.toContain(shown)
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.constantFrom('', ' '),
        (account, glue) => {
          const iban = germanIban(`37040044${String(account).padStart(10, '0')}`)
          const shown = iban.match(/.{1,4}/g)!.join(glue)
          expect(redact(`to ${shown}, please`).text).toBe('to [bank account 1 removed], please')
        },
      ),
    )
  })
})

function withLuhnDigit(start: string): string {
  for (let digit = 0; digit < 10; digit++) {
    const sum = [...`${start}${digit}`].reverse().reduce((total, letter, at) => {
      const value = Number(letter) * (at % 2 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
    if (sum % 10 === 0) return `${start}${digit}`
  }
  throw new Error('One of ten digits always fits')
}

function germanIban(account: string): string {
  const check = 98n - (BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`
}

describe('work grows in step with the text', () => {
  const bricks: Record<string, string> = {
    spaces: ' ',
    quotes: '"',
    apostrophes: "'",
    brackets: '[',
    parentheses: '(',
    backslashes: '\\',
    letters: 'a',
    digits: '1',
    lines: '\n',
    stars: '*',
    base64: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0',
    labels: 'password ',
    'labels with colon': 'password:',
    'labels with quote': 'password="',
    'labels on lines': 'password\n',
    'values with labels': 'password: Ab1!cd ',
    json: '\\"password\\":\\"',
    markup: '<password ',
    groups: '123456-',
    blocks: '-----BEGIN PRIVATE KEY-----\n',
    tables: 'user,password\n',
    'tables in turn': 'password|user\nuser|password\n',
    cookies: 'Cookie: a=bbbbb; ',
    codes: 'door code ',
    'backup codes': 'backup codes: a1b2-c3d4 ',
    ibans: 'DE89 ',
    jwt: 'eyJhbGciOiJI.',
    addresses: '://a:b',
    placeholders: '[password 1 removed] ',
    answers: 'first pet ',
    credentials: 'creds a / ',
    commands: 'net user a b ',
    'card numbers': '4111 1111 ',
  }
  test.each(Object.entries(bricks))('%s', (_name, brick) => {
    const work = (length: number) =>
      redactCounting(brick.repeat(Math.ceil(length / brick.length)), { contacts: true }).work
    expect(work(50_000) / work(5_000)).toBeLessThan(15)
    expect(work(50_000) / 50_000).toBeLessThan(400)
  })
})
