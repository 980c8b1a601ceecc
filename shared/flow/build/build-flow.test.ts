import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../../testing/any-text.ts'
import { checkDraft } from '../edit/check-draft.ts'
import { DraftContent } from '../edit/draft-content.ts'
import type { FlowContent } from '../flow.ts'
import { choicesOf } from '../flow-map.ts'
import { buildFlow, MOST_ROWS } from './build-flow.ts'
import { guessSafety } from './guess-safety.ts'

const build = (text: string) => {
  let made = 0
  return buildFlow(text, () => `n-${++made}`)
}

/** Where an answer leads, by titles. */
function follow(flow: FlowContent, title: string, label?: string): string | undefined {
  const node = flow.nodes.find((one) => one.title === title)
  const choice = node && choicesOf(node).find((one) => label === undefined || one.label === label)
  const edge = flow.edges.find((one) => one.from === node?.id && one.choice === choice?.id)
  return flow.nodes.find(({ id }) => id === edge?.to)?.title
}

const PRINTER = `
# Printer is offline
- Does the printer answer?
  - Yes -> Look at the queue \`Get-PrintJob -PrinterName {printer}\`
    - Is a job stuck?
      - Yes: Delete the job \`Remove-PrintJob -ID 1\`
      - No: Escalate: what the queue shows
  - No: Is it switched on?
    - Yes -> Escalate: who looks after the network
    - No -> Switch it on
- Done: a test page is printed
`

test('an outline becomes a graph: answers by indentation, and on behind the question', () => {
  const { flow, repairs } = build(PRINTER)
  expect(repairs).toEqual([])
  expect(flow).toMatchObject({ name: 'Printer is offline', slug: 'printer-is-offline' })
  expect(flow.kind).toBe('troubleshooting')
  expect(follow(flow, 'Does the printer answer?', 'Yes')).toContain('Look at the queue')
  expect(follow(flow, 'Does the printer answer?', 'No')).toBe('Is it switched on?')
  expect(follow(flow, 'Is it switched on?', 'No')).toBe('Switch it on')
  expect(follow(flow, 'Switch it on')).toBe('Done: a test page is printed')
  expect(flow.variables).toEqual([{ name: 'printer', label: 'Printer', keep: 'session' }])
  const left = new Set(checkDraft(flow).map(({ code }) => code))
  expect(left).toEqual(new Set(['flow_incomplete', 'no_way_back']))
})

const JOINED = `
Does it print?
  Yes: Done: a page came out
  No: Is it on?
    Yes: Restart the queue \`Restart-Service Spooler\`
    No: Switch it on
      → Restart the queue
Does it print now?
  Yes: → done
  No: Did it ever?
    Yes -> -> Is it on
    No: Escalate: who looks after printers
`

test('two ways join again, and one leads back, where a line names the step', () => {
  const { flow, repairs } = build(JOINED)
  expect(repairs).toEqual([])
  const restart = 'Restart the queue Restart-Service Spooler'
  expect(follow(flow, 'Is it on?', 'Yes')).toBe(restart)
  expect(follow(flow, 'Switch it on')).toBe(restart)
  expect(follow(flow, restart)).toBe('Does it print now?')
  expect(follow(flow, 'Does it print now?', 'Yes')).toBe('Done: a page came out')
  expect(follow(flow, 'Did it ever?', 'Yes')).toBe('Is it on?')
  const left = new Set(checkDraft(flow).map(({ code }) => code))
  expect(left).toEqual(new Set(['flow_incomplete', 'no_way_back']))
})

test('a step is named by the number before its line too, also among others of the same words', () => {
  const text = '1. Is it on?\n  No: Wait\n2. Look\n3. Look\n4. Still?\n  Yes: → 3\n  No: Done'
  const { flow, repairs } = build(text)
  expect(repairs).toMatchObject([{ line: 1 }])
  const [, second] = flow.nodes.filter(({ title }) => title === 'Look')
  const yes = flow.edges.find(({ to }) => to === second?.id)
  expect(flow.edges.filter(({ to }) => to === second?.id)).toHaveLength(2)
  expect(yes).toBeDefined()
})

test.each([
  ['nothing that there is', 'Is it on?\n  Yes: → Pray\n  No: Done', 2, 'No step is called “Pray”.'],
  [
    'one of two',
    'Is it on?\n  Yes: Look\n  No: Look\nStill?\n  Yes: → Look\n  No: Done',
    5,
    '“Look” stands on lines 2, 3.',
  ],
  ['itself', 'Is it on?\n  Yes: Wait\n    -> Wait\n  No: Done', 3, 'would go round without an end'],
  ['from before any step', '→ Is it on?\nIs it on?\n  Yes: Done\n  No: Wait', 1, 'no step before'],
  [
    'from where nothing leads',
    'Is it on?\n  Yes: Done\n  No: Escalate\n→ Done',
    4,
    'Nothing leads',
  ],
])('a line that leads to %s is told, and nothing is led wrongly', (_, text, line, message) => {
  const { flow, repairs } = build(text)
  expect(repairs.find((one) => one.line === line)?.message).toContain(message)
  const codes = checkDraft(flow).map(({ code }) => code)
  expect(codes).not.toContain('never_ends')
  expect(codes).not.toContain('unreachable')
})

test('in a checklist nothing leads elsewhere', () => {
  const { flow, repairs } = build('Look\n→ Look\nWait')
  expect(flow.nodes.map(({ title }) => title)).toEqual(['Look', 'Wait'])
  expect(repairs).toMatchObject([{ line: 2 }])
})

test('a table is read by its columns, empty cells as those above', () => {
  const { flow } = build('Is it on?\tYes\tDone: it prints\n\tNo\tSwitch it on\n')
  expect(follow(flow, 'Is it on?', 'Yes')).toBe('Done: it prints')
  expect(follow(flow, 'Is it on?', 'No')).toBe('Switch it on')
})

test('a runbook that asks nothing becomes a procedure, in groups, with its commands', () => {
  const { flow } = build(
    '## Before\n1. Check the backup\n## Then\n1. Restart it\n```\nRestart-Service x\n```',
  )
  expect(flow.kind).toBe('procedure')
  expect(flow.nodes).toMatchObject([
    { title: 'Check the backup', group: 'Before', safety: 'reads' },
    { group: 'Then', safety: 'disrupts', commands: [{ text: 'Restart-Service x' }] },
  ])
})

test('what is wrong is put right and told with its line', () => {
  const { flow, repairs } = build(
    'Is it on?\n  No: Switch it on\n  No: Wait\nEscalate\nNever come to',
  )
  expect(repairs.map(({ line }) => line)).toEqual([1, 5])
  expect(follow(flow, 'Is it on?', 'No (2)')).toBe('Wait')
  const single = build('Is it on?\n  No: Switch it on')
  expect(follow(single.flow, 'Is it on?', 'Yes')).toBe('Not covered here: hand it on')
  expect(single.repairs).toHaveLength(3)
})

test('a secret is in no flow', () => {
  const { flow, repairs } = build('Sign in with password: Tr0ub4dor&3x!9\nIs it on?')
  expect(JSON.stringify(flow)).not.toContain('Tr0ub4dor')
  expect(repairs[0]?.line).toBe(1)
})

test.each([
  ['Get-Service spooler | Format-Table', 'reads'],
  ['ipconfig /all', 'reads'],
  ['Get-PrintJob -PrinterName {printer}', 'reads'],
  ['Get-Item {x}; {y}', 'changes'],
  ['ipconfig /release', 'changes'],
  ['hostname other', 'changes'],
  ['Get-Service x; Set-Service x', 'changes'],
  ['Get-Item (New-Item y)', 'changes'],
  ['Get-Service x | Stop-Service', 'disrupts'],
  ['Invoke-Unheard', 'changes'],
  ['shutdown /r', 'disrupts'],
])('%s: %s', (command, safety) => {
  expect(guessSafety(command)).toBe(safety)
})

const anyLine = fc.oneof(
  fc.string(),
  anyCharacters(10),
  fc.constantFrom(
    'Is it on?',
    'Yes: do it',
    'No -> is it?',
    'Done',
    'Escalate',
    '`a|b`',
    '→ do it',
    '-> is it',
    '1. → 1',
    'Yes: → Done',
    '```',
    '# H',
  ),
  fc.constantFrom('a\tb\tc', '| a | b? |', '{name}', '`{x}`', '?', ':', '->', '- '),
)
const anyText = fc
  .array(fc.tuple(fc.nat(6), anyLine), { maxLength: 30 })
  .map((rows) => rows.map(([indent, row]) => ' '.repeat(indent) + row).join('\n'))

test('any text yields a draft; what is left to mend are words that only a person has', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { flow } = build(text)
      expect(DraftContent.safeParse(flow).success).toBe(true)
      if (flow.nodes.every(({ title }) => title === '')) return
      for (const { code } of checkDraft(flow)) {
        expect(['flow_incomplete', 'no_way_back', 'end_without_evidence']).toContain(code)
      }
    }),
  )
})

test('a text that is too long is cut, and says so', () => {
  const { flow, repairs } = build('Look\n'.repeat(MOST_ROWS + 10))
  expect(flow.nodes).toHaveLength(MOST_ROWS)
  expect(repairs).toHaveLength(1)
})

test.each([
  ['columns', 'a\t'.repeat(10_000)],
  ['levels', Array.from({ length: MOST_ROWS }, (_, n) => `${' '.repeat(n)}Is it?`).join('\n')],
  ['one line', `Is it?\n  ${': '.repeat(9_000)}`],
])('a text that is odd by its %s is a draft too', (_, text) => {
  expect(DraftContent.safeParse(build(text).flow).success).toBe(true)
})

test.each([
  ['Look at the queue `Get-PrintJob`', true],
  ['Run `ipconfig /all` and read the address', true],
  ['Delete the profile, then look with `Get-ChildItem`', false],
  ['Disconnect the user, then `Get-Process`', false],
  ['Check that nobody is in, then wipe it', false],
])('%s: only reads %s', (line, isRead) => {
  const { flow } = build(`Does it start?\n  No: ${line}\n  Yes: Done`)
  const step = flow.nodes.find(({ kind }) => kind === 'check' || kind === 'action')
  expect(step?.kind === 'check').toBe(isRead)
})
