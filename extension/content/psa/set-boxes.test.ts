import { expect, test } from 'vitest'
import { BOX_NAMES, type BoxName } from '#shared/note/boxes.ts'
import { NOTE_KINDS } from '#shared/note/kinds.ts'
import type { NoteFlags } from '#shared/session/event.ts'
import { refuse } from './check-target.ts'
import { setBoxes } from './set-boxes.ts'

const STARTS = [0b100, 0b010, 0b001, 0b110, 0b101, 0b011].map((bits) => flagsOf(bits))
const WANTED = Object.values(NOTE_KINDS).flatMap(({ flags }) => flags)
const INTERNAL: NoteFlags = { discussion: false, internal: true, resolution: false }
const DISCUSSION: NoteFlags = { discussion: true, internal: false, resolution: false }

for (const start of STARTS) {
  for (const wanted of WANTED) {
    test(`from ${tell(start)} to ${tell(wanted)}, where a tick is only drawn`, async () => {
      const dialog = openDialog(start)
      expect(await dialog.set(wanted)).toBeUndefined()
      expect(dialog.ticked).toEqual(wanted)
      const changed = BOX_NAMES.filter((name) => start[name] !== wanted[name])
      expect(dialog.clicked.toSorted()).toEqual(changed.toSorted())
    })
  }
}

test('a page that unticks one box by ticking another is followed', async () => {
  const dialog = openDialog(DISCUSSION, { onlyOne: true })
  expect(await dialog.set(INTERNAL)).toBeUndefined()
  expect(dialog.clicked).toEqual(['internal'])
})

test('a box that does not follow is clicked once, and that is said', async () => {
  const dialog = openDialog(DISCUSSION, { isDeaf: true })
  expect(await dialog.set(INTERNAL)).toMatchObject({
    code: 'boxes',
    ticked: { discussion: 'on', internal: 'off', resolution: 'off' },
    next: 'Tick Internal and nothing else, then insert again.',
  })
  expect(dialog.clicked).toEqual(['internal'])
})

test('boxes that cannot be read are not touched', async () => {
  const dialog = openDialog({ ...DISCUSSION, discussion: false })
  expect(await dialog.set(INTERNAL)).toMatchObject({ code: 'boxes' })
  expect(dialog.clicked).toEqual([])
})

test('once the page shows another ticket nothing more is clicked', async () => {
  const dialog = openDialog(DISCUSSION)
  const moved = refuse('otherTicket', 'This page shows ticket #9.', 'Go back.')
  const check = () => (dialog.clicked.length > 0 ? moved : undefined)
  expect(await dialog.set(INTERNAL, check)).toBe(moved)
  expect(dialog.clicked).toHaveLength(1)
})

/** A dialog whose ticks are an svg and nothing else; it draws a moment after the click. */
function openDialog(start: NoteFlags, { onlyOne = false, isDeaf = false } = {}) {
  const ticked = { ...start }
  const clicked: BoxName[] = []
  const line = '<div><div><div></div></div></div>'
  document.body.innerHTML = `<div class="TicketNote-newNoteDialogTopPadding"><div>
    <div>${line.repeat(3)}</div><div><p></p></div></div></div>`
  const boxes = [...document.querySelectorAll('div > div > div > div > div > div')]
  const draw = () =>
    boxes.forEach((box, at) => {
      box.innerHTML = ticked[BOX_NAMES[at] ?? 'internal'] ? '<svg></svg>' : ''
    })
  boxes.forEach((box, at) => {
    const name = BOX_NAMES[at] ?? 'internal'
    box.addEventListener('click', () => {
      clicked.push(name)
      if (isDeaf) return
      const to = !ticked[name]
      if (onlyOne) Object.assign(ticked, flagsOf(0))
      ticked[name] = to
    })
  })
  draw()
  const editor = document.querySelector('p') ?? document.body
  let nowMs = 0
  const hands = {
    isShown: () => true,
    now: () => nowMs,
    pause: async (ms: number) => {
      nowMs += ms
      if (nowMs % 30 === 0) draw()
    },
  }
  return {
    ticked,
    clicked,
    set: (wanted: NoteFlags, check: Parameters<typeof setBoxes>[3] = () => undefined) =>
      setBoxes(editor, wanted, hands, check),
  }
}

function flagsOf(bits: number): NoteFlags {
  return { discussion: bits >= 4, internal: (bits & 2) > 0, resolution: (bits & 1) > 0 }
}

function tell(flags: NoteFlags): string {
  return BOX_NAMES.filter((name) => flags[name]).join(' and ')
}
