/** The conditions language: what it means, what it refuses, and that no text can break out of it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type Literal, parseConditions } from './conditions.ts'
import { checkCondition, meets } from './evaluate.ts'
import { ticketFields } from './fields.ts'
import type { JsonRecord } from './json.ts'
import { RestRefusal } from './refusal.ts'

const ticket: JsonRecord = {
  id: 42,
  summary: 'Zoë cannot print [Hall 3] on "Recall"',
  recordType: 'ServiceTicket',
  board: { id: 1, name: 'Help Desk' },
  status: { id: 17, name: 'In Progress' },
  closedFlag: false,
  actualHours: 1.5,
  owner: undefined,
  _configurations: [{ id: 901 }, { id: 903 }],
  _info: { lastUpdated: '2026-03-02T14:05:09Z' },
}

function holds(source: string): boolean {
  const condition = parseConditions(source)
  if (!condition) return true
  checkCondition(condition, ticketFields)
  return meets(condition, ticket)
}

test.each([
  'summary contains "PRINT"',
  'summary not contains "scan"',
  'summary like "zoë*hall*"',
  'summary like "%recall%"',
  'summary contains "[[]Hall 3]"',
  'summary contains "on \\"Recall\\""',
  'board/name="help desk"',
  'board/id = 1 and status/id in (16,17,18)',
  'status/id not in (31,32)',
  'closedFlag=false',
  'closedFlag = False',
  'lastUpdated>[2026-03-01T00:00:00Z]',
  'lastUpdated > [2026-03-02] AND lastUpdated <= [2026-03-02T14:05:09Z]',
  'owner=null',
  'board!=null',
  'not (closedFlag=true)',
  'actualHours >= 1.5',
  'configuration/id=903',
  // `and` binds closer than `or`.
  'id=42 or id=1 and id=2',
  '(id=1 or id=42) and id!=7',
  '',
  '   ',
])('%s holds', (source) => {
  expect(holds(source)).toBe(true)
})

test.each([
  'summary like "cannot"',
  'summary contains "[abc] print"',
  'owner!=null',
  // Nothing is neither like nor unlike something.
  'owner/identifier != "jokafor"',
  'not (owner/identifier = "jokafor")',
  'owner/identifier not in ("jokafor")',
  '(id=42 or id=1) and id=2',
  'configuration/id=904',
])('%s does not hold', (source) => {
  expect(holds(source)).toBe(false)
})

test.each([
  ['an unknown name', 'colour="red"', /colour.*not a recognized name/],
  ['a name in the wrong case', 'Summary="x"', /not a recognized name/],
  ['a name inherited from JavaScript', 'constructor="x"', /not a recognized name/],
  ['a path into a plain field', 'summary/name="x"', /not a recognized name/],
  ['a list', 'customFields="x"', /not a recognized name/],
  ['a value an enum does not have', 'recordType="Ticket"', /not a valid value/],
  ['text for a number', 'id="42"', /cannot be compared/],
  ['text for a date', 'lastUpdated>"2026-03-01"', /cannot be compared/],
  ['contains on a number', 'id contains "4"', /not a text/],
  ['a text that does not end', 'summary="x', /Could not read/],
  ['single quotes', "summary='x'", /Could not read/],
  ['an operator that is none', 'id == 4', /Could not read/],
  ['an empty list', 'id in ()', /Could not read/],
  ['a rest', 'id=1 id=2', /Could not read/],
  ['an open parenthesis', '(id=1', /wanted '\)'/],
  ['a date with milliseconds', 'lastUpdated>[2026-03-01T00:00:00.000Z]', /not a date/],
  ['a day that is none', 'lastUpdated>[2026-13-01T00:00:00Z]', /not a date/],
  ['several devices', 'configuration/id in (1,2)', /one id only/],
  ['several devices by or', 'configuration/id=1 or configuration/id=2', /one id only/],
  ['not before a comparison', 'id not = 4', /after 'not'/],
])('%s is refused', (_, source, message) => {
  const refused = refusalOf(source)
  expect(refused?.status).toBe(400)
  expect(refused?.body).toMatchObject({ code: 'ApiFindCondition' })
  expect(refused?.message).toMatch(message)
})

function refusalOf(source: string): RestRefusal | undefined {
  try {
    holds(source)
    return undefined
  } catch (error) {
    if (error instanceof RestRefusal) return error
    throw error
  }
}

describe('whatever is written', () => {
  const literal: fc.Arbitrary<Literal> = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text): Literal => ({ is: 'text', text })),
    fc.integer().map((number): Literal => ({ is: 'number', number })),
    fc.boolean().map((flag): Literal => ({ is: 'flag', flag })),
    fc.constant<Literal>({ is: 'date', date: '2026-03-01T00:00:00Z' }),
    fc.constant<Literal>({ is: 'null' }),
  )
  const path = fc.constantFrom('id', 'summary', 'board/name', 'owner/identifier', 'closedFlag')
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.record({
        op: fc.constant('compare' as const),
        path,
        by: fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const),
        value: literal,
      }),
      fc.record({ op: fc.constant('contains' as const), path, text: fc.string() }),
      fc.record({
        op: fc.constant('in' as const),
        path,
        values: fc.array(literal, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ op: fc.constant('and' as const), left: tie('tree'), right: tie('tree') }),
      fc.record({ op: fc.constant('or' as const), left: tie('tree'), right: tie('tree') }),
      fc.record({ op: fc.constant('not' as const), of: tie('tree') }),
    ),
  }))

  test('is read back as it was meant', () => {
    fc.assert(
      fc.property(tree, (condition) => {
        expect(parseConditions(write(condition))).toEqual(condition)
      }),
    )
  })

  test('a condition and its opposite never both hold', () => {
    fc.assert(
      fc.property(tree, (condition) => {
        const both = meets(condition, ticket) && meets({ op: 'not', of: condition }, ticket)
        expect(both).toBe(false)
      }),
    )
  })

  test('nonsense is refused with 400 and never breaks anything', () => {
    const pieces = fc.constantFrom(
      'id',
      '=',
      '"',
      '[',
      ']',
      '(',
      ')',
      'not',
      ' in ',
      'or',
      '\\',
      '4',
    )
    const nonsense = fc.oneof(
      fc.string(),
      fc.array(pieces).map((p) => p.join('')),
    )
    fc.assert(
      fc.property(nonsense, (source) => {
        const refused = refusalOf(source)
        expect(refused?.status ?? 400).toBe(400)
      }),
    )
  })

  test('a text that is escaped finds itself and nothing but itself', () => {
    const letters = fc.constantFrom(...'"\\[]^-%*_\'()|.+aA\u00df\n ', '🛠', '\ud83d')
    const text = fc.string({ unit: letters, minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, text, (wanted, other) => {
        const escaped = escapeText(wanted)
        const equal = parseConditions(`summary="${escaped}"`)
        const inside = parseConditions(`summary contains "${escaped}"`)
        if (!equal || !inside) throw new Error('not read')
        expect(meets(equal, { summary: wanted })).toBe(true)
        expect(meets(inside, { summary: `a ${wanted} b` })).toBe(true)
        expect(meets(equal, { summary: other })).toBe(wanted.toLowerCase() === other.toLowerCase())
      }),
    )
  })
})

function escapeText(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replaceAll('[', '[[]')
}

function write(condition: Condition): string {
  switch (condition.op) {
    case 'and':
    case 'or':
      return `(${write(condition.left)}) ${condition.op} (${write(condition.right)})`
    case 'not':
      return `not (${write(condition.of)})`
    case 'compare':
      return `${condition.path} ${condition.by} ${writeLiteral(condition.value)}`
    case 'in':
      return `${condition.path} in (${condition.values.map(writeLiteral).join(', ')})`
    default:
      return `${condition.path} ${condition.op} ${quote(condition.text)}`
  }
}

function writeLiteral(literal: Literal): string {
  switch (literal.is) {
    case 'text':
      return quote(literal.text)
    case 'number':
      return String(literal.number)
    case 'flag':
      return literal.flag ? 'True' : 'false'
    case 'date':
      return `[${literal.date}]`
    case 'null':
      return 'null'
  }
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
