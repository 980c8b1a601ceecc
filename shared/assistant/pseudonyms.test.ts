import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { hostsNamedIn } from './find-hosts.ts'
import { openPseudonyms } from './pseudonyms.ts'

const PEOPLE = ['Maria Adler', 'Jonas von Roth', 'Bill May', 'Ann-Kathrin Meier-Lühr (HR) \\ [x']
const HOSTS = ['borg', 'PRD-FS01']
const open = () => openPseudonyms(PEOPLE)
/** Both ways of opening: with machines, and without. */
const opened = fc.constantFrom(open, () => openPseudonyms(PEOPLE, HOSTS))

test.each([
  ['Maria Adler cannot sign in.', '[person 1] cannot sign in.'],
  ['Call Roth, Jonas at +49 30 123456-78', 'Call [person 1] at [phone 1]'],
  [
    'Maria wrote; Adler called; MARIA waits',
    '[person 1] wrote; [person 1b] called; [person 1c] waits',
  ],
  ['mail maria.adler@adler.example now', 'mail [mail 1] now'],
  ['the login maria.adler fails', 'the login [person 1] fails'],
  ['It may fail; Bill knows, the bill is paid', 'It may fail; [person 1] knows, the bill is paid'],
  [
    'ping ADLER-PC at 10.0.0.7, adler.example, srv-adler',
    'ping ADLER-PC at 10.0.0.7, adler.example, srv-adler',
  ],
  ['it says [person 1] and [mail 7c]', 'it says [words 1] and [words 2]'],
  ['Ann-Kathrin Meier-Lühr (HR) \\ [x called', '[person 1] called'],
  ['Mariana is not here', 'Mariana is not here'],
])('“%s” is sent as “%s” and comes back', (text, sent) => {
  const names = open()
  expect(names.hide(text)).toBe(sent)
  expect(names.restore(sent)).toBe(text)
})

test('one person stays one token through a session, another gets another', () => {
  const names = open()
  expect(names.hide('Maria Adler')).toBe('[person 1]')
  expect(names.hide('Bill May and Maria Adler')).toBe('[person 2] and [person 1]')
  expect(names.restore('Ask [person 2], not [person 9].')).toBe('Ask Bill May, not [person 9].')
})

test.each([
  ['\\\\NAS-MUC\\x is PRD-FS01 (10.0.4.7)', '\\\\[host 1]\\x is [host 2] ([address 1])'],
  ['Maria has ADLER-PC, Adler has prd-fs01', '[person 1] has [host 1], [person 1b] has [host 2]'],
  ['borg and BORG; 127.0.0.1 stays', '[host 1] and [host 1b]; 127.0.0.1 stays'],
  ['it says [host 1]', 'it says [words 1]'],
])('where machines are hidden too, “%s” is sent as “%s” and comes back', (text, sent) => {
  const names = openPseudonyms(PEOPLE, ['Borg', 'PRD-FS01'])
  expect(names.hide(text)).toBe(sent)
  expect(names.restore(sent)).toBe(text)
})

const word = fc.constantFrom(
  ...['Maria', 'Adler', 'maria.adler', 'Roth', 'MAY', 'bill', 'x@y.example', '+1 212 555 0147'],
  ...[
    '[',
    '[person 1]',
    '[per',
    'son 1b]',
    '[words 1]',
    'mail',
    ' ',
    '-',
    '.',
    '\n',
    'FS01',
    'borg',
    '10.0.4.7',
    '\\\\nas',
    '[host 1]',
    '1',
    ']',
  ],
)
const anyText = fc.oneof(
  fc.array(word, { maxLength: 20 }).map((words) => words.join('')),
  fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')),
  fc.string(),
)
const runs = { seed: 128383, numRuns: runsOf(300) }

describe('any text', () => {
  test('comes back as it went, whatever went before', () => {
    fc.assert(
      fc.property(opened, fc.array(anyText, { maxLength: 4 }), (openOne, texts) => {
        const names = openOne()
        const sent = texts.map(names.hide)
        expect(sent.map(names.restore)).toEqual(texts)
      }),
      runs,
    )
  })

  test('is restored the same in pieces of any size, and holds back only what could be a token', () => {
    fc.assert(
      fc.property(
        ...[opened, anyText, anyText, fc.array(fc.nat(60), { maxLength: 8 })],
        (openOne, text, more, cuts) => {
          const names = openOne()
          const sent = `${names.hide(text)}${more}`
          const growing = names.restoreGrowing()
          const places = [0, ...cuts.map((cut) => Math.min(cut, sent.length)).sort((a, b) => a - b)]
          const given = places.map((at, n) =>
            growing.push(sent.slice(at, places[n + 1] ?? sent.length)),
          )
          const held = growing.end()
          expect([...given, held].join('')).toBe(names.restore(sent))
          expect(held === '' || held.startsWith('[')).toBe(true)
        },
      ),
      runs,
    )
  })

  test('with machines in it goes without them, and a quote of it is found when it comes back', () => {
    const around = fc.constantFrom('on ', 'ping ', '(', 'at ')
    const machine = fc.constantFrom(
      'borg',
      'PRD-FS01',
      '10.0.4.7',
      '\\\\nas-muc\\x',
      'dc02.adler.local',
    )
    fc.assert(
      fc.property(
        ...[
          fc.array(fc.tuple(around, machine), { minLength: 1, maxLength: 6 }),
          fc.nat(),
          fc.nat(),
        ],
        (told, from, length) => {
          const text = told.map((pair) => pair.join('')).join(', ')
          const names = openPseudonyms(PEOPLE, [...HOSTS, ...hostsNamedIn([text])])
          const sent = names.hide(text)
          expect(sent).not.toMatch(/borg|FS01|10\.0\.4\.7|nas-muc|dc02|adler/i)
          const parts = sent.split(', ')
          const first = from % parts.length
          const quote = parts.slice(first, first + 1 + (length % parts.length)).join(', ')
          expect(text).toContain(names.restore(quote))
        },
      ),
      runs,
    )
  })

  test('of people’s words leaves no name in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PEOPLE, 'the server', 'is down'), { maxLength: 9 }),
        (words) => {
          const sent = open().hide(words.join(' '))
          for (const person of PEOPLE) expect(sent).not.toContain(person)
        },
      ),
      runs,
    )
  })
})
