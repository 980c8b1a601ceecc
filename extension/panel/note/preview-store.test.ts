import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Preview } from '#shared/note/contract.ts'
import { makeRecord, testId } from '#shared/testing/make-session.ts'
import type { SessionState } from '../../client/session-store.ts'
import { OFFLINE } from '../../client/trouble.ts'
import type { Decided } from './kept-decisions.ts'
import { createPreviewStore, wordsFor } from './preview-store.ts'

const preview = (stateVersion: number, more: Partial<Preview> = {}): Preview => ({
  stateVersion,
  mode: 'model',
  fromCache: false,
  note: {
    kind: 'working',
    sections: [
      {
        heading: null,
        layout: 'lines',
        sentences: [{ text: `Words ${stateVersion}.`, evidence: [] }],
      },
    ],
  },
  flagged: [],
  setAside: [],
  message: null,
  ...more,
})

function makePreviews(before: Decided | null = null) {
  const record = makeRecord()
  const state = (pending: SessionState['pending'] = []) =>
    ({ session: record.session(), pending }) as SessionState // the two fields that are looked at
  const session = Object.assign(
    createStore<SessionState>(() => state()),
    { sessionId: testId(1) },
  )
  const timers: (() => void)[] = []
  const asked: { noteKind: string; isAnew?: boolean | undefined }[] = []
  const answers: ((preview: Preview | null) => void)[] = []
  let nowMs = 0
  let kept = before
  let marked = ''
  const mask = (text: string) => (marked ? text.replaceAll(marked, '…') : text)
  const store = createPreviewStore({
    session,
    timeZone: 'UTC',
    mask,
    decisions: {
      read: async () => kept,
      async keep(_, decided) {
        kept = decided
      },
    },
    nowMs: () => nowMs,
    client: {
      ask: (_route, request) => {
        asked.push(request as { noteKind: string }) // the one route that is asked
        return new Promise((resolve) =>
          answers.push((value) =>
            resolve(value ? { ok: true, value: value as never } : { ok: false, trouble: OFFLINE }),
          ),
        )
      },
    },
    later(run) {
      timers.push(run)
      return () => void timers.splice(timers.indexOf(run), 1)
    },
  })
  return {
    store,
    kept: () => kept,
    asked,
    timers,
    change(pending?: SessionState['pending']) {
      record.state('observation', 'More')
      session.setState(state(pending))
    },
    sent: () => session.setState(state()),
    mark(words: string) {
      marked = words
      record.add({ type: 'passage_marked', passage: words })
      session.setState(state())
    },
    /** Half a second of quiet. */
    quiet() {
      for (const run of timers.splice(0)) run()
    },
    async answer(value: Preview | null) {
      answers.shift()?.(value)
      await Promise.resolve()
      await Promise.resolve()
    },
    at: (ms: number) => (nowMs = ms),
    version: () => record.session().stateVersion,
  }
}

test('five quick changes are one question', () => {
  const { store, change, quiet, asked } = makePreviews()
  store.want('working')
  for (let i = 0; i < 5; i++) change()
  expect(asked).toHaveLength(0)
  quiet()
  expect(asked).toHaveLength(1)
})

test('the words are shown for the state they were made for, and no longer', async () => {
  const { store, change, quiet, answer, at } = makePreviews()
  store.want('working')
  quiet()
  at(900)
  await answer(preview(1))
  expect(wordsFor(store.getState(), 'working', 1)?.note.sections[0]?.sentences[0]?.text).toBe(
    'Words 1.',
  )
  expect(store.getState()).toMatchObject({ isWording: false, swappedAtMs: 900 })
  change()
  expect(wordsFor(store.getState(), 'working', 2)).toBeUndefined()
})

test('nothing is asked while something waits to be sent, and once it is sent', () => {
  const { store, change, sent, quiet, asked } = makePreviews()
  store.want('working')
  quiet()
  change([{} as SessionState['pending'][number]]) // only whether there is one counts
  quiet()
  expect(asked).toHaveLength(1)
  sent()
  quiet()
  expect(asked).toHaveLength(2)
})

test('an answer of the record’s own words exchanges nothing under the reader’s eyes', async () => {
  const { store, quiet, answer, at } = makePreviews()
  store.want('working')
  quiet()
  at(900)
  await answer(preview(1, { mode: 'rules', message: 'The model is busy.' }))
  expect(store.getState()).toMatchObject({ swappedAtMs: 0, message: 'The model is busy.' })
  expect(wordsFor(store.getState(), 'working', 1)).toBeUndefined()
})

test('without a server nothing is said and nothing is asked again until something changes', async () => {
  const { store, change, quiet, answer, asked, timers } = makePreviews()
  store.want('working')
  quiet()
  await answer(null)
  expect(store.getState()).toMatchObject({ isWording: false, message: null })
  expect(timers).toHaveLength(0)
  change()
  quiet()
  expect(asked).toHaveLength(2)
})

const DOUBTFUL: Preview['flagged'][number] = {
  ...{ section: 'text', text: 'The words, better.', why: ['Not all of it is in the record.'] },
  items: [{ ids: ['one'], text: 'Words 1.' }],
}
const doubted = () => {
  const given = preview(1, { flagged: [DOUBTFUL] })
  return {
    ...given,
    note: {
      ...given.note,
      sections: given.note.sections.map((section) => ({
        ...section,
        sentences: [{ text: 'Words 1.', evidence: ['one'] }],
      })),
    },
  }
}

test('a doubtful sentence is in the note once it is taken, and out of it when it is left', async () => {
  const { store, quiet, answer, change } = makePreviews()
  const shown = (version = 1) =>
    wordsFor(store.getState(), 'working', version)?.note.sections[0]?.sentences
  store.want('working')
  quiet()
  await answer(doubted())
  expect(shown()).toMatchObject([{ text: 'Words 1.' }])
  store.decide('working', DOUBTFUL.text, 'taken')
  expect(shown()).toEqual([{ text: 'The words, better.', evidence: ['one'] }])
  expect(shown()).toBe(shown())
  store.decide('working', DOUBTFUL.text, 'left')
  expect(shown()).toMatchObject([{ text: 'Words 1.' }])
  expect(store.getState().decided.working).toMatchObject({ taken: [], left: [DOUBTFUL.text] })
  change()
  expect(shown(2)).toBeUndefined()
})

test('what was taken is taken still when the note is looked at again', async () => {
  const first = makePreviews()
  first.store.want('working')
  first.quiet()
  await first.answer(doubted())
  first.store.decide('working', DOUBTFUL.text, 'taken')
  const again = makePreviews(first.kept())
  again.store.want('working')
  again.quiet()
  await again.answer(doubted())
  expect(wordsFor(again.store.getState(), 'working', 1)?.note.sections[0]?.sentences[0]?.text).toBe(
    'The words, better.',
  )
})

test('what is marked after it was decided is kept nowhere any more', async () => {
  const { store, quiet, answer, mark, kept } = makePreviews()
  store.want('working')
  quiet()
  await answer(doubted())
  store.decide('working', DOUBTFUL.text, 'taken')
  expect(kept()).toMatchObject({ taken: ['The words, better.'] })
  mark('better')
  expect(kept()).toMatchObject({ taken: ['The words, ….'] })
  const { previews, decided } = store.getState()
  expect(JSON.stringify([previews.working?.flagged, decided])).not.toContain('better')
})

test('a sentence with marked words is known again by what is left of it', async () => {
  const first = makePreviews()
  first.mark('better')
  first.store.want('working')
  first.quiet()
  const given = { ...doubted(), stateVersion: 2 }
  await first.answer(given)
  first.store.decide('working', 'The words, ….', 'taken')
  const again = makePreviews(first.kept())
  again.mark('better')
  again.store.want('working')
  again.quiet()
  await again.answer(given)
  expect(wordsFor(again.store.getState(), 'working', 2)?.note.sections[0]?.sentences[0]?.text).toBe(
    'The words, ….',
  )
})

test('a person may keep the record’s own words, and have it worded anew', async () => {
  const { store, quiet, answer, asked } = makePreviews()
  store.want('working')
  quiet()
  await answer(preview(1))
  store.keepOwnWords(true)
  expect(wordsFor(store.getState(), 'working', 1)).toBeUndefined()
  store.keepOwnWords(false)
  store.refresh('working')
  expect(asked.at(-1)).toMatchObject({ noteKind: 'working', isAnew: true })
})
