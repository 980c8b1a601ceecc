import { describe, expect, test } from 'vitest'
import { makeRecord, SAM, SHA, testId } from '../testing/make-session.ts'
import { EXPORT_FORMS, type ExportForm, exportName, exportSession } from './export-session.ts'
import { tellSession } from './tell-session.ts'

const settings = { timeZone: 'UTC', sessionId: testId(999) }
const FORMS = Object.keys(EXPORT_FORMS) as ExportForm[]

/** A walk with a sub-flow, a custom step, output, a link and a step taken back. */
function longWalk() {
  const r = makeRecord({ summary: 'Cannot open <b>Budget</b> & *more*' })
  const first = r.step('Name and port', 'Not reachable', 'observation', 'FS02 does not answer')
  r.add({ type: 'went_back', toStepId: first })
  r.add({
    type: 'flow_entered',
    runId: testId(0xf01),
    flow: { id: testId(0xe01), version: SHA, slug: 'dns', name: 'Name resolution' },
    pins: [],
    start: 'start',
    from: { runId: testId(0xf00), nodeId: 'n' },
  })
  r.add({ type: 'command_copied', command: 'Resolve-DnsName FS02', safety: 'reads' })
  r.add({ type: 'output_pasted', text: 'Name  Type\n```\nFS02  A\n<script>alert(1)</script>' })
  r.add({ type: 'link_opened', title: 'DNS guidance', url: 'https://learn.microsoft.com/dns' })
  r.add({
    type: 'step_taken',
    place: { runId: testId(0xf01), nodeId: 'start' },
    nodeKind: 'check',
    title: 'Record there?',
    result: { kind: 'choice', choice: 'yes', label: 'Yes' },
    leadsTo: null,
  })
  const custom = r.add({ type: 'custom_step_added', title: 'Ask the branch office' })
  r.add(
    {
      type: 'custom_step_done',
      customStepId: custom,
      result: 'done',
      says: { kind: 'communication', text: 'The branch sees the same' },
    },
    { by: SAM },
  )
  return r.session()
}

const told = () =>
  exportSession(
    tellSession(longWalk(), settings, (t) => t),
    'text',
  )

test('a note tells which checks were passed over, and an unknown one by its number', () => {
  const r = makeRecord()
  r.add({
    type: 'note_inserted',
    noteKind: 'working',
    ticket: {
      origin: 'https://na.myconnectwise.net',
      ticketId: 48211,
      recordType: 'service',
      readAt: '2026-06-10T13:57:00Z',
      readFrom: 'label',
    },
    text: 'STATUS',
    sha256: SHA,
    overridden: ['N01', 'N99'],
  })
  const blocks = tellSession(r.session(), settings, (t) => t)
  for (const form of FORMS) {
    const text = exportSession(blocks, form)
    expect(text).toContain('A sentence rests on nothing in the record')
    expect(text).toContain('N99')
  }
})

test('the whole path is there in order: sub-flow, custom step, output, what was taken back', () => {
  const text = told()
  const order = [
    'Entered “Test flow”',
    'Name and port → Not reachable (Taken back)',
    'Entered “Name resolution” from “Test flow”',
    'Record there? → Yes',
    'Consulted: DNS guidance',
    'Resolve-DnsName FS02',
    'FS02  A',
    'Ask the branch office → done (Custom)',
    'The branch sees the same',
    'By Sam Ode',
  ].map((words) => text.indexOf(words))
  expect(order.every((at) => at >= 0)).toBe(true)
  expect(order).toEqual([...order].sort((a, b) => a - b))
})

describe('every form', () => {
  test.each(FORMS)('%s holds the same words', (form) => {
    const drawn = exportSession(
      tellSession(longWalk(), settings, (t) => t),
      form,
    )
    const plain = drawn
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', "'")
      .replace(/\\/g, '')
    for (const words of ['Record there?', 'Resolve-DnsName FS02', 'The branch sees the same']) {
      expect(plain).toContain(words)
    }
  })

  test.each(FORMS)('%s masks before it draws', (form) => {
    const drawn = exportSession(
      tellSession(longWalk(), settings, (t) => t.replaceAll('FS02', '[masked]')),
      form,
    )
    expect(drawn).not.toContain('FS02')
  })
})

test('HTML runs nothing and loads nothing', () => {
  const html = exportSession(
    tellSession(longWalk(), settings, (t) => t),
    'html',
  )
  expect(html).not.toMatch(/<script|<b>|<img|<link|src=|onerror=/)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).toContain("default-src 'none'")
})

test('Markdown keeps a fence in pasted output from ending the block', () => {
  const markdown = exportSession(
    tellSession(longWalk(), settings, (t) => t),
    'markdown',
  )
  expect(markdown).toContain('````text\nName  Type\n```\nFS02  A')
  expect(markdown).toContain('# Cannot open \\<b\\>Budget\\</b\\> \\& \\*more\\*')
})

test('plain text holds no markup', () => {
  expect(told()).not.toMatch(/\*\*|^#|&lt;|<br>/m)
})

test('a file is named by our own pattern', () => {
  expect(exportName(48211, '2026-06-10T10:00:00Z', 'html')).toBe(
    'resolutionflow-48211-2026-06-10.html',
  )
  expect(exportName(undefined, '2026-06-10T10:00:00Z', 'text')).toBe(
    'resolutionflow-session-2026-06-10.txt',
  )
})

test('the times of a session that took several days have their day', () => {
  const r = makeRecord()
  r.state('observation', 'Queue holds 14 jobs')
  r.add(
    { type: 'statement_added', kind: 'action', text: 'Restarted the spooler' },
    { minutesLater: 18 * 60 },
  )
  const told = tellSession(r.session(), settings, (text) => text)
  const times = told.flatMap((block) => (block.kind === 'entry' ? [block.time] : []))
  expect(times).toEqual(['2026-06-10 13:58', '2026-06-11 07:58'])
})
