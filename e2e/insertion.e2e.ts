/**
 * A note going into ConnectWise's editor, or staying out of it, in a real browser on a real
 * Draft.js. What counts is the editor's own state, since the document alone can lie; and that
 * no button which saves or deletes was ever pressed.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { noteBoxes } from './connectwise/pages/drive.ts'
import type { Switches } from './connectwise/pages/switches.ts'
import {
  CLOUD,
  editors,
  goTo,
  openRig,
  refTo,
  settled,
  type Tab,
  type TicketRig,
  ticketPath,
} from './ticket-rig.ts'

let rig: TicketRig
beforeAll(async () => {
  rig = await openRig()
})
afterEach(() => rig.closeTabs())
afterAll(() => rig?.close())

const MAIN = '/v2025_1/ConnectWise.aspx?locale=en_US&fullscreen=false'
const NOTE = 'Printer answers again.\n\nCause: its address had changed.\n- reservation made'
const LINES = NOTE.split('\n')
const OPEN: Partial<Switches> = { dialog: 'open', labelDelay: 0 }
/** The dialog opens with Discussion ticked, unless another tab was chosen before. */
const DISCUSSION = { discussion: true, internal: false, resolution: false }
const INTERNAL = { discussion: false, internal: true, resolution: false }
const INTERNAL_RESOLUTION = { ...INTERNAL, resolution: true }

describe.each(['0.11.7', '0.10.5'] as const)('into Draft.js %s', (draft) => {
  test.each([
    ['an empty note', '', LINES],
    ['a note with text', 'Called Eva.', ['Called Eva.', ...LINES]],
    ['two lines of text', 'Called Eva.\nShe is in.', ['Called Eva.', 'She is in.', ...LINES]],
    ['text that ends in an empty line', 'Called Eva.\n', ['Called Eva.', ...LINES]],
  ])('%s, in front of the technician', async (_, typed, wanted) => {
    const tab = await openNote({ ...OPEN, draft })
    await type(tab, typed)
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted', text: NOTE, into: 'ticket' })
    await expectNote(tab, wanted)
    await expectAlive(tab, wanted)
  })

  test('while the page has no focus and the caret stands inside a word', async () => {
    const tab = await openNote({ ...OPEN, draft })
    await type(tab, 'Called Eva.')
    for (let steps = 0; steps < 4; steps += 1) await tab.page.keyboard.press('ArrowLeft')
    await takeFocusAway(tab)
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted' })
    await expectNote(tab, ['Called Eva.', ...LINES])
    await tab.page.click('.CwDialog-content .public-DraftEditor-content')
    await tab.page.keyboard.down('Control')
    await tab.page.keyboard.press('End')
    await tab.page.keyboard.up('Control')
    await expectAlive(tab, ['Called Eva.', ...LINES])
  })

  test('while the page has no focus and nobody ever clicked into the note', async () => {
    const tab = await openNote({ ...OPEN, draft })
    await takeFocusAway(tab)
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted' })
    await expectNote(tab, LINES)
  })

  test('and one undo takes out our text and nothing else', async () => {
    const tab = await openNote({ ...OPEN, draft })
    await type(tab, 'Called Eva.')
    await insert(tab)
    await tab.page.keyboard.down('Control')
    await tab.page.keyboard.press('KeyZ')
    await tab.page.keyboard.up('Control')
    await untilNote(tab, ['Called Eva.']) // the editor undoes a moment later
  })

  test('that goes away at any touch of a foreign hand, and stays', async () => {
    const tab = await openNote({ ...OPEN, draft, editor: 'unmounts' })
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted' })
    await expectNote(tab, LINES)
  })
})

describe('the text', () => {
  test('arrives literally, whatever is in it', async () => {
    const text = '<b>bold</b> **stars** 日本 👩🏽‍🔧 \u05E9\u05DC\u05D5\u05DD & "quotes"  two spaces'
    const tab = await openNote(OPEN)
    await insert(tab, { text })
    await expectNote(tab, [text])
  })

  test('loses what cannot be seen, and says what went in', async () => {
    const tab = await openNote(OPEN)
    const said = await insert(tab, { text: 'a\u0000b\r\n\r\n\r\n\r\n\tc\u2028d \n\n' })
    expect(said).toMatchObject({ outcome: 'inserted', text: 'ab\n\n  c\nd' })
    await expectNote(tab, ['ab', '', '  c', 'd'])
  })

  test('may have four hundred lines', async () => {
    const lines = Array.from({ length: 400 }, (_, at) => `line ${at}`)
    const tab = await openNote(OPEN)
    expect(await insert(tab, { text: lines.join('\n') })).toMatchObject({ outcome: 'inserted' })
    await expectNote(tab, lines)
  })

  test.each(['', ' \n\t\n', '\u0000'])('%j is no note', async (text) => {
    const tab = await openNote(OPEN)
    expect(await insert(tab, { text })).toMatchObject({ outcome: 'refused', code: 'emptyText' })
  })

  test('that is there already does not go in twice', async () => {
    const tab = await openNote(OPEN)
    await insert(tab)
    expect(await insert(tab)).toMatchObject({ outcome: 'refused', code: 'alreadyThere' })
    await expectNote(tab, LINES)
  })

  test('does not go in once nobody waits for it any more', async () => {
    const tab = await openNote(OPEN)
    expect(await insert(tab, { notAfterMs: Date.now() - 1 })).toMatchObject({ code: 'late' })
    await expectNote(tab, [''])
    expect(await insert(tab, { notAfterMs: Date.now() + 60_000 })).toMatchObject({
      outcome: 'inserted',
    })
  })

  test('goes in once when asked for twice at once', async () => {
    const tab = await openNote(OPEN)
    const said = await Promise.all([insert(tab), insert(tab)])
    expect(said.map(({ outcome }) => outcome).sort()).toEqual(['inserted', 'refused'])
    await expectNote(tab, LINES)
  })
})

describe('the right ticket', () => {
  test('only: a note for another one stays out', async () => {
    const tab = await openNote(OPEN)
    const said = await insert(tab, { ref: refTo(rig.tickets.second) })
    expect(said).toMatchObject({
      outcome: 'refused',
      code: 'otherTicket',
      why: `This page shows ticket #${rig.tickets.first}.`,
      isTextLeft: false,
    })
    await expectNote(tab, [''])
  })

  test('only: the same number on another site is another ticket', async () => {
    const tab = await openNote(OPEN)
    const ref = refTo(rig.tickets.first, 'https://eu.myconnectwise.net')
    expect(await insert(tab, { ref })).toMatchObject({ code: 'otherTicket' })
    await expectNote(tab, [''])
  })

  test('gets it although another ticket is kept hidden with a note open', async () => {
    const { first, second } = rig.tickets
    const tab = await openNote(OPEN)
    await type(tab, 'Of the first.')
    await goAndSettle(tab, second)
    expect(await insert(tab, { ref: refTo(second) })).toMatchObject({ outcome: 'inserted' })
    expect(await blocksOf(tab, second)).toEqual([LINES])
    for (const blocks of await blocksOf(tab, first)) expect(blocks).toEqual(['Of the first.'])
  })

  test.each<[string, Partial<Switches>, RegExp]>([
    ['two tickets are in view', { visible: 'two' }, /uncertain/],
    ['the header names another', { label: 'wrong' }, /uncertain/],
  ])('is not known while %s', async (_, switches, code) => {
    const tab = await openNote({ ...OPEN, ...switches })
    const said = await insert(tab)
    expect(said).toMatchObject({ outcome: 'refused', code: expect.stringMatching(code) })
    for (const { blocks } of await editors(tab)) expect(blocks).toEqual([''])
  })

  test('is not known while the header still names the one before', async () => {
    const { first, second } = rig.tickets
    // Long enough for both attempts on a busy machine.
    const tab = await openNote({ ...OPEN, labelDelay: 8_000 })
    await goTo(tab, second)
    await untilOpenIn(tab, second)
    for (const ticketId of [first, second]) {
      const said = await insert(tab, { ref: refTo(ticketId) })
      expect(said).toMatchObject({ outcome: 'refused', isTextLeft: false })
    }
    for (const { blocks } of await editors(tab)) expect(blocks).toEqual([''])
  })

  test('is the one of the fragment, not the one the query still names', async () => {
    const { first, second } = rig.tickets
    const tab = await rig.open(`${MAIN}&routeTo=ServiceFV&srRecID=${first}`, OPEN)
    await goAndSettle(tab, second)
    expect(await insert(tab, { ref: refTo(first) })).toMatchObject({ code: 'otherTicket' })
    expect(await insert(tab, { ref: refTo(second) })).toMatchObject({ outcome: 'inserted' })
    expect(await blocksOf(tab, second)).toEqual([LINES])
  })

  test('is only in the tab that was meant', async () => {
    const meant = await openNote(OPEN)
    const other = await rig.open(ticketPath(rig.tickets.second), OPEN)
    await untilOpenIn(other, rig.tickets.second)
    await ready(other)
    expect(await insert(meant)).toMatchObject({ outcome: 'inserted' })
    await expectNote(other, [''])
    await expectNote(meant, LINES)
  })
})

describe('a page that moves on to another ticket', () => {
  test('between the check and the paste gets nothing', async () => {
    const tab = await openNote(OPEN)
    await type(tab, 'Called Eva.')
    await whenHeard(tab, 'selectionchange', 10)
    expect(await insert(tab)).toMatchObject({ outcome: 'refused', isTextLeft: false })
    for (const { blocks } of await editors(tab)) expect(blocks).not.toContain(LINES[0])
    await expectNothingPressed(tab)
  })

  test.each([0, 20, 120])('%i ms after the paste has the text taken out again', async (ms) => {
    const tab = await openNote(OPEN)
    await type(tab, 'Called Eva.')
    await whenHeard(tab, 'paste', ms)
    const said = await insert(tab)
    expect(said).toMatchObject({ outcome: 'refused', code: 'moved', isTextLeft: false })
    for (const blocks of await blocksOf(tab, rig.tickets.first)) {
      expect(blocks).toEqual(['Called Eva.'])
    }
    await expectNothingPressed(tab)
  })
})

describe('an editor that will not', () => {
  test('take the paste leaves the note as it was', async () => {
    const tab = await openNote(OPEN)
    await type(tab, 'Called Eva.')
    await onPaste(tab, 'ignored')
    expect(await insert(tab)).toMatchObject({ code: 'notTaken', isTextLeft: false })
    await expectNote(tab, ['Called Eva.'])
  })

  test('take it but says it did keeps what the technician typed', async () => {
    const tab = await openNote(OPEN)
    await type(tab, 'Called Eva.')
    await onPaste(tab, 'swallowed')
    expect(await insert(tab)).toMatchObject({ code: 'garbled', isTextLeft: false })
    await expectNote(tab, ['Called Eva.'])
  })
})

test('a technician who types on while the note goes in loses nothing', async () => {
  const tab = await openNote(OPEN)
  await type(tab, 'Called Eva.')
  await tab.page.evaluate(() => {
    document.addEventListener('paste', () => Reflect.set(window, 'isPasted', true), true)
  })
  const insertion = insert(tab)
  await tab.page.waitForFunction(() => Reflect.get(window, 'isPasted') === true)
  await tab.page.keyboard.type(' Then left.')
  expect(await insertion).toMatchObject({ outcome: 'inserted' })
  const blocks = ['Called Eva.', ...LINES.slice(0, -1), `${LINES.at(-1)} Then left.`]
  await untilNote(tab, blocks)
})

describe('which editor', () => {
  test('is asked when several are open, and the one with the caret is meant', async () => {
    const tab = await openNote({ ...OPEN, editors: 2 })
    await tab.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    expect(await insert(tab)).toMatchObject({ outcome: 'refused', code: 'several' })
    await tab.page.click('.CwDialog-content .public-DraftEditor-content')
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted' })
    const [note, ...others] = (await editors(tab)).sort((a) => (a.place === 'new note' ? -1 : 1))
    expect(note?.blocks).toEqual(LINES)
    for (const { blocks } of others) expect(blocks).not.toContain(LINES[0])
  })

  test('is never that of the first description or of an older note', async () => {
    const tab = await openNote({ labelDelay: 0, editors: 2 })
    await tab.page.click('.TicketNote-row .public-DraftEditor-content')
    expect(await insert(tab)).toMatchObject({ outcome: 'refused', isTextLeft: false })
    for (const { blocks } of await editors(tab)) expect(blocks).not.toContain(LINES[0])
  })

  test.each<[Partial<Switches>, string]>([
    [{ labelDelay: 0 }, 'closed'],
    [{ labelDelay: 0, pod: 'undocked' }, 'noEditor'],
  ])('none, with %j', async (switches, code) => {
    const tab = await rig.open(ticketPath(rig.tickets.first), switches)
    await ready(tab)
    const said = await insert(tab)
    expect(said).toMatchObject({ outcome: 'refused', code, next: expect.stringMatching(/\.$/) })
  })

  test('a plain text box of an old build', async () => {
    const tab = await openNote({ ...OPEN, notes: 'textarea' })
    await type(tab, 'Called Eva.', 'textarea')
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted' })
    expect(await blocksOf(tab, rig.tickets.first)).toEqual([['Called Eva.', ...LINES]])
    await expectNothingPressed(tab)
  })
})

describe('the boxes of the dialog', () => {
  test.each<[string, Partial<Switches>, object | undefined, RegExp]>([
    ['a note for the team, Discussion ticked', {}, INTERNAL, /^Discussion is ticked: the client/],
    ['a note for nobody in particular', {}, undefined, /^Discussion is ticked/],
    ['a note for the team, Resolution ticked', { tab: 'resolution' }, INTERNAL, /^Resolution is/],
    ['in an old build', { notes: 'textarea' }, INTERNAL, /^Discussion is ticked/],
  ])('keep out %s', async (_, switches, flags, why) => {
    const tab = await openNote({ ...OPEN, ...switches })
    const boxes = await noteBoxes(tab.page)
    const said = await insert(tab, { flags })
    expect(said).toMatchObject({
      outcome: 'refused',
      code: 'boxes',
      why: expect.stringMatching(why),
      next: 'Untick it, or let ResolutionFlow set the boxes.',
      ticked: { discussion: boxes.discussion ? 'on' : 'off' },
    })
    expect(await blocksOf(tab, rig.tickets.first)).toEqual([['']])
    expect(await noteBoxes(tab.page)).toEqual(boxes)
    await expectNothingPressed(tab)
  })

  test('keep out a text that is there already, so that nobody is told to save it', async () => {
    const tab = await openNote(OPEN)
    await insert(tab)
    expect(await insert(tab, { flags: INTERNAL })).toMatchObject({ code: 'boxes' })
    await expectNote(tab, LINES)
  })

  test('keep out what was let in a moment before', async () => {
    const tab = await openNote({ ...OPEN, tab: 'internal' })
    await tickOnCaret(tab, 0)
    expect(await insert(tab, { flags: INTERNAL })).toMatchObject({ code: 'boxes' })
    await expectNote(tab, [''])
  })

  test.each<[string, Partial<Switches>, object, string]>([
    ['as wanted', { tab: 'internal' }, INTERNAL, 'as wanted'],
    ['Internal, where the client was meant', { tab: 'internal' }, DISCUSSION, 'not as wanted'],
    ['without Resolution', { tab: 'internal' }, INTERNAL_RESOLUTION, 'not as wanted'],
    ['nothing that could be read', { boxes: 'plain' }, INTERNAL, 'unknown'],
  ])('let it in and say: %s', async (_, switches, flags, boxes) => {
    const tab = await openNote({ ...OPEN, ...switches })
    expect(await insert(tab, { flags })).toMatchObject({ outcome: 'inserted', boxes })
    await expectNote(tab, LINES)
  })

  test.each<[Partial<Switches>, Record<string, boolean>]>([
    [{}, INTERNAL],
    [{}, INTERNAL_RESOLUTION],
    [{ tab: 'resolution' }, INTERNAL],
    [{ tab: 'internal' }, { ...DISCUSSION, resolution: true }],
    [{ draft: '0.10.5' }, INTERNAL],
    [{ notes: 'textarea' }, INTERNAL],
  ])('are set when a person asked: from %j to %j', async (switches, flags) => {
    const tab = await openNote({ ...OPEN, ...switches })
    await type(tab, 'Called Eva.', switches.notes)
    expect(await insert(tab, { flags, setBoxes: true })).toMatchObject({
      outcome: 'inserted',
      boxes: 'as wanted',
    })
    expect(await noteBoxes(tab.page)).toEqual(flags)
    expect(await blocksOf(tab, rig.tickets.first)).toEqual([['Called Eva.', ...LINES]])
    await expectNothingPressed(tab)
  })

  test.each<Partial<Switches>>([{ boxes: 'plain' }, { boxes: 'trustedOnly' }])(
    'that cannot be set keep it out: %j',
    async (switches) => {
      const tab = await openNote({ ...OPEN, ...switches })
      expect(await insert(tab, { flags: INTERNAL, setBoxes: true })).toMatchObject({
        outcome: 'refused',
        code: 'boxes',
        next: 'Tick Internal and nothing else, then insert again.',
      })
      await expectNote(tab, [''])
    },
  )

  test('are not touched on another ticket', async () => {
    const tab = await openNote(OPEN)
    const order = { ref: refTo(rig.tickets.second), flags: INTERNAL, setBoxes: true }
    expect(await insert(tab, order)).toMatchObject({ code: 'otherTicket' })
    expect(await noteBoxes(tab.page)).toEqual(DISCUSSION)
  })
})

describe('New Note', () => {
  test('is pressed once, and the note goes in', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first), { labelDelay: 0 })
    await ready(tab)
    const opened = await rig.say(tab, 'openNewNote', { ref: refTo(rig.tickets.first) })
    expect(opened).toMatchObject({ ok: true, answer: { outcome: 'open', noteEditor: 'visible' } })
    expect(await insert(tab)).toMatchObject({ outcome: 'inserted' })
    await expectNote(tab, LINES)
    expect(await tab.page.evaluate(() => window.__standIn.pressed.newNote)).toBe(1)
  })

  test('is not pressed on another ticket', async () => {
    const tab = await rig.open(ticketPath(rig.tickets.first), { labelDelay: 0 })
    await ready(tab)
    const said = await rig.say(tab, 'openNewNote', { ref: refTo(rig.tickets.second) })
    expect(said).toMatchObject({ answer: { outcome: 'refused', code: 'otherTicket' } })
    expect(await tab.page.evaluate(() => window.__standIn.pressed.newNote)).toBe(0)
  })
})

describe('the time-entry window', () => {
  const PATH = '/v2025_1/timeexpensemodule.html'

  test('takes the text of its own ticket and of no other', async () => {
    const tab = await rig.open(PATH, { chargeTo: rig.tickets.first })
    await rig.until(tab, (seen) =>
      expect(seen).toMatchObject({ state: 'time', noteEditor: 'visible' }),
    )
    expect(await insert(tab, { ref: refTo(rig.tickets.second) })).toMatchObject({
      code: 'otherTicket',
    })
    expect(await insert(tab)).toMatchObject({
      outcome: 'inserted',
      into: 'time entry',
      boxes: 'unknown',
    })
    await expectNote(tab, LINES)
    await expectNothingPressed(tab)
  })
})

describe('a message', () => {
  test.each([
    ['of another shape', 'insertNote', { text: 'x' }],
    ['with half the flags', 'insertNote', { ref: refTo(1), text: 'x', flags: { internal: true } }],
    ['for ticket 0', 'insertNote', { ref: { ...refTo(1), ticketId: 0 }, text: 'x' }],
    ['of ten million characters', 'insertNote', { ref: refTo(1), text: 'x'.repeat(10_000_000) }],
  ] as const)('%s is refused, not thrown', async (_, name, request) => {
    const tab = await openNote(OPEN)
    expect(await rig.say(tab, name, request)).toEqual({ ok: false, code: 'malformed' })
    await expectNote(tab, [''])
  })
})

async function openNote(switches: Partial<Switches>): Promise<Tab> {
  const tab = await rig.open(ticketPath(rig.tickets.first), switches)
  await untilOpenIn(tab, rig.tickets.first)
  await ready(tab)
  return tab
}

const untilOpenIn = ({ page }: Tab, ticketId: number) =>
  page.waitForFunction(
    (id) => window.__standIn?.editorState().some((one) => one.ticketId === id && one.isVisible),
    {},
    ticketId,
  )

/**
 * The page has drawn everything, and has been seen to stand still for the moment that an insertion
 * asks for: a moment counts from the look that found the last change, so one is asked for first.
 */
async function ready(tab: Tab) {
  await settled(tab)
  await rig.until(tab, (seen) => expect(seen).toBeDefined())
  await rig.say(tab, 'lookAgain', {})
  await tab.page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), STILL_MS)
}

const STILL_MS = 400

/** The note of that ticket opens with it. */
async function goAndSettle(tab: Tab, ticketId: number) {
  await goTo(tab, ticketId)
  await untilOpenIn(tab, ticketId)
  await ready(tab)
}

/** For the client, as the dialog has it ticked, unless told otherwise. */
async function insert(
  tab: Tab,
  order: {
    ref?: object
    text?: string
    flags?: object | undefined
    setBoxes?: boolean
    notAfterMs?: number
  } = {},
) {
  const ref = refTo(rig.tickets.first, CLOUD)
  const asked = { ref, text: NOTE, flags: DISCUSSION, ...order }
  const said = await rig.say(tab, 'insertNote', asked)
  if (!isAnswered(said)) throw new Error(`No answer: ${JSON.stringify(said)}`)
  return said.answer
}

/** Safe: what is in the answer is what each test is about. */
function isAnswered(said: unknown): said is { answer: { outcome: string } } {
  return typeof said === 'object' && said !== null && 'answer' in said
}

async function type({ page }: Tab, text: string, selector = '.public-DraftEditor-content') {
  await page.click(`.CwDialog-content ${selector}`)
  await page.keyboard.type(text)
}

/** The technician turns to the side panel: the usual case. */
async function takeFocusAway(tab: Tab) {
  await rig.openPanel(tab)
  await tab.page.waitForFunction(() => !document.hasFocus())
}

function blocksOf(tab: Tab, ticketId: number): Promise<string[][]> {
  return editors(tab).then((all) =>
    all.filter((one) => one.ticketId === ticketId).map(({ blocks }) => blocks),
  )
}

async function expectNote(tab: Tab, lines: string[]) {
  const [note] = (await editors(tab)).filter(({ isVisible }) => isVisible)
  expect(note?.blocks).toEqual(lines)
  expect(note?.shownBlocks).toEqual(lines)
  await expectNothingPressed(tab)
}

/** Once the editor has drawn what it was told by keys. */
const untilNote = (tab: Tab, lines: string[]) =>
  vi.waitFor(() => expectNote(tab, lines), { timeout: 15_000 })

/** The editor takes keys afterwards, at the end of our text. */
async function expectAlive(tab: Tab, lines: string[]) {
  await tab.page.keyboard.type('!?')
  await tab.page.keyboard.press('Backspace')
  await untilNote(tab, [...lines.slice(0, -1), `${lines.at(-1)}!`])
}

async function expectNothingPressed({ page }: Tab) {
  const pressed = await page.evaluate(() => window.__standIn.pressed)
  const { newNote, refresh, ...dangerous } = pressed
  expect(Object.values(dangerous).every((count) => count === 0)).toBe(true)
  expect([newNote, refresh].every((count) => count <= 1)).toBe(true)
}

/** The page goes to the second ticket, some milliseconds after the next such event. */
function whenHeard({ page }: Tab, event: string, ms: number) {
  return page.evaluate(
    (name, waitMs, id) => {
      const go = () => window.__standIn.goTo({ name: 'ticket', id, opened: 'fromList' })
      const hear = () => (waitMs === 0 ? go() : setTimeout(go, waitMs))
      document.addEventListener(name, hear, { capture: true, once: true })
    },
    event,
    ms,
    rig.tickets.second,
  )
}

/** Somebody ticks a box in the moment between the first look and the paste. */
function tickOnCaret({ page }: Tab, nth: number) {
  return page.evaluate((at) => {
    const tick = () =>
      document
        .querySelectorAll<HTMLElement>('.TicketNote-newNoteDialogTopPadding > div > div > div')
        [at]?.querySelector<HTMLElement>(':scope > div > div')
        ?.click()
    document.addEventListener('selectionchange', tick, { capture: true, once: true })
  }, nth)
}

function onPaste({ page }: Tab, what: 'ignored' | 'swallowed') {
  return page.evaluate((how) => {
    const hear = (event: Event) => {
      event.stopImmediatePropagation()
      if (how === 'swallowed') event.preventDefault()
    }
    window.addEventListener('paste', hear, { capture: true })
  }, what)
}
