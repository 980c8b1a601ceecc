import { describe, expect, test } from 'vitest'
import type { Attachment } from '../attachment/attachment.ts'
import { composeNote } from '../note/compose-note.ts'
import {
  EXPORT_FORMS,
  type ExportForm,
  exportSession,
  picturesToShow,
} from '../note/export-session.ts'
import { renderPlain } from '../note/render.ts'
import { tellSession } from '../note/tell-session.ts'
import { laterEvent, makeRecord, SHA, testId } from '../testing/make-session.ts'
import { applyEvent } from './apply-event.ts'
import { filesOf } from './files-of.ts'
import { evidenceIds } from './ledger.ts'

const SETTINGS = { timeZone: 'UTC', sessionId: testId(999) }
const file = (n: number, more: Partial<Attachment> = {}): Attachment => ({
  id: testId(0xd00 + n),
  fileName: `shot-${n}.png`,
  mediaType: 'image/png',
  bytes: 219_144,
  sha256: SHA,
  ...more,
})

/** A picture at a step, a log after the last one. */
function attached() {
  const r = makeRecord()
  r.step('Name and port', 'Reachable')
  r.add({ type: 'file_attached', file: file(1), title: 'Which message?' })
  const stepId = r.step('Which message?', 'Access is denied')
  const log = file(2, { fileName: 'trace.log', mediaType: 'text/plain', bytes: 812 })
  r.add({ type: 'file_attached', file: log })
  return { r, stepId }
}

describe('a file that is attached', () => {
  test('becomes part of the step that is taken next, and of no other', () => {
    const { r, stepId } = attached()
    const session = r.session()
    expect(
      session.steps.toArray().map((s) => [s.id === stepId, s.files.map((f) => f.fileName)]),
    ).toEqual([
      [false, []],
      [true, ['shot-1.png']],
    ])
    expect(session.files.map((f) => f.fileName)).toEqual(['trace.log'])
    expect(filesOf(session).map((f) => f.id)).toEqual([testId(0xd01), testId(0xd02)])
  })

  test('twice is refused, wherever it lies by then', () => {
    const again = { type: 'file_attached', file: file(1) } as const
    expect(applyEvent(attached().r.session(), laterEvent(again))).toMatchObject({
      ok: false,
      refusal: { code: 'already' },
    })
  })

  test('raises the version of what a note could say', () => {
    const { r } = attached()
    const before = r.session().stateVersion
    r.add({ type: 'file_detached', attachmentId: testId(0xd02) })
    expect(r.session().stateVersion).toBe(before + 1)
  })

  test('can be taken back from the step it is part of, also when the work is finished', () => {
    const { r } = attached()
    r.finish()
    r.add({ type: 'file_detached', attachmentId: testId(0xd01) })
    r.add({ type: 'file_detached', attachmentId: testId(0xd02) })
    expect(filesOf(r.session())).toEqual([])
    const again = laterEvent({ type: 'file_detached', attachmentId: testId(0xd01) })
    expect(applyEvent(r.session(), again)).toMatchObject({
      ok: false,
      refusal: { code: 'unknown' },
    })
    const more = laterEvent({ type: 'file_attached', file: file(3) })
    expect(applyEvent(r.session(), more)).toMatchObject({ refusal: { code: 'finished' } })
  })
})

describe('the note', () => {
  test.each(['working', 'resolution'] as const)('%s lists each file with its step', (kind) => {
    const { r } = attached()
    const note = composeNote(r.session(), kind, SETTINGS)
    expect(renderPlain(note)).toContain(
      'ATTACHED\n13:59 shot-1.png (PNG picture, 214 KB), at “Which message?”, kept in ResolutionFlow.\n14:01 trace.log (text, 812 bytes), kept in ResolutionFlow.',
    )
    const known = evidenceIds(r.session(), SETTINGS.sessionId)
    const sentences = note.sections.flatMap((section) => section.sentences)
    expect(sentences.every((s) => s.evidence.every((id) => known.has(id)))).toBe(true)
  })

  test.each(['client_update', 'time_entry'] as const)('%s says nothing of them', (kind) => {
    expect(renderPlain(composeNote(attached().r.session(), kind, SETTINGS))).not.toContain('shot-1')
  })
})

describe('the export', () => {
  const blocks = () => tellSession(attached().r.session(), SETTINGS, (text) => text)

  test.each(Object.keys(EXPORT_FORMS) as ExportForm[])(
    'as %s tells files in their order',
    (form) => {
      const text = exportSession(blocks(), form).replaceAll('\\', '')
      const order = [
        'Name and port',
        'Which message?',
        'shot-1.png (PNG picture, 214 KB)',
        SHA,
        'trace.log (text, 812 bytes)',
      ]
      const found = order.map((words) => text.indexOf(words))
      expect(found.every((at) => at >= 0)).toBe(true)
      expect(found).toEqual(found.toSorted((a, b) => a - b))
    },
  )

  test('as HTML shows the pictures it is given and runs nothing', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo='
    const html = exportSession(blocks(), 'html', new Map([[testId(0xd01), picture]]))
    expect(html).toContain(`<img alt="shot-1.png" src="${picture}">`)
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    expect(exportSession(blocks(), 'html')).toContain('not in this page')
  })

  test('takes pictures only as far as the page stays small enough to open', () => {
    const r = makeRecord()
    for (let n = 1; n <= 3; n++)
      r.add({ type: 'file_attached', file: file(n, { bytes: 7_000_000 }) })
    const pdf = file(4, { mediaType: 'application/pdf', bytes: 10 })
    r.add({ type: 'file_attached', file: pdf })
    const told = tellSession(r.session(), SETTINGS, (text) => text)
    expect(picturesToShow(told).map((f) => f.id)).toEqual([testId(0xd01), testId(0xd02)])
  })

  test('masks what a name gives away', () => {
    const told = tellSession(attached().r.session(), SETTINGS, (t) => t.replaceAll('shot', 'xxxx'))
    expect(JSON.stringify(told)).not.toContain('shot-1')
  })
})
