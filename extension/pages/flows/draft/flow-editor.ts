/**
 * One draft of a flow while it is drawn: every change goes through `edit`, whoever makes it, so a
 * form and a drawing beside each other show the same flow and share one history.
 *
 * Each change is kept in this browser at once and reaches the team when it is saved. Two may write
 * the same draft, and its flow may be published anew meanwhile: both are shown, nothing of
 * anybody's is overwritten by itself.
 */
import { createStore } from 'zustand/vanilla'
import { canonicalJson } from '#shared/canonical-json.ts'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import {
  type DraftOf,
  type FlowDraft,
  PublishDraft,
  ReadDraft,
  SaveDraft,
} from '#shared/flow/drafts.ts'
import { applyEdits } from '#shared/flow/edit/apply-edit.ts'
import { beginFlow } from '#shared/flow/edit/begin-flow.ts'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import { takeFromOriginal } from '#shared/flow/edit/fork-flow.ts'
import { takeOver } from '#shared/flow/edit/take-over.ts'
import { tellEdits } from '#shared/flow/edit/tell-edits.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import type { RefusalCode } from '#shared/route.ts'
import type { Answer, Trouble } from '../../../client/trouble.ts'
import type { EditorDeps, EditorState, FlowEditor } from './editor-state.ts'
import { addGesture, type History, NO_HISTORY, redo, undo } from './history.ts'
import { forget, type KeptDraft, keep, keepAnew, readKept } from './kept-drafts.ts'
import { asNewDraft, readNewest } from './move-draft.ts'

export function createFlowEditor(deps: EditorDeps): FlowEditor {
  const { db, client, draftId, now, newId, drawn } = deps
  const store = createStore<EditorState>(() => ({
    ...{ isLoaded: false, failed: null, isGone: false },
    ...{ head: null, of: null, content: beginFlow(newId), basedOn: 0 },
    ...{
      isChanged: false,
      saved: null,
      history: NO_HISTORY,
      published: null,
      theirs: null,
      newer: null,
    },
    ...{ leftOut: [], refused: [], isBusy: false, told: null },
  }))
  const { getState: get, setState: set } = store
  const fail = ({ message }: Trouble) => set({ told: { tone: 'bad', text: message } })

  let keeping: Promise<unknown> = Promise.resolve()
  const inOrder = (run: () => Promise<void>) => {
    keeping = keeping.then(run, run)
    return keeping
  }
  let isClosed = false
  /** It has been published or moved: nothing more is done in it, and nobody waits for that. */
  let isOver = false
  const endIt = () => {
    isOver = true
    set({}) // whoever waits looks again
  }
  let isWaiting = false
  /** As it stands when its turn comes: a large flow is written once, however fast one types. */
  const keepSoon = () => {
    if (isWaiting) return
    isWaiting = true
    void inOrder(async () => {
      await drawn?.()
      isWaiting = false
      const { basedOn, of, content, saved, leftOut, isChanged } = get()
      const kept = { basedOn, of, content, saved, leftOut: [...leftOut] }
      if (isChanged) await keep(db, draftId, kept, now().toISOString())
    })
  }
  const change = (content: FlowContent, history: History, more: Partial<EditorState> = {}) => {
    if (isClosed) return
    set({ content, history, isChanged: true, refused: [], told: null, ...more })
    keepSoon()
  }
  /** One gesture, whatever came in with it. */
  const takeIn = (flow: FlowContent, more: Partial<EditorState>) => {
    const { content, history } = get()
    change(flow, addGesture(history, content, undefined, now().getTime()), more)
  }

  const forgetIt = async () => {
    set({ isChanged: false })
    await inOrder(() => forget(db, draftId))
  }
  /** On under a new id. Whatever is typed after that is kept here all the same. */
  const move = async (make: (content: FlowContent) => KeptDraft): Promise<string> => {
    const read = () => get().content
    let id = ''
    await inOrder(async () => {
      id = await keepAnew(db, read, make, () => now().toISOString())
      set({ isChanged: false })
      await forget(db, draftId)
    })
    endIt()
    return `draft/${id}`
  }

  const settleOn = async (draft: FlowDraft) => {
    const { content, ...head } = draft
    set({
      ...{ head, of: head.of, content, saved: content, basedOn: head.revision, isChanged: false },
      isGone: false,
      ...{ theirs: null, refused: [], told: null, history: NO_HISTORY, leftOut: [] },
    })
    await inOrder(() => forget(db, draftId))
  }
  const readVersion = async (version: string): Promise<Flow | null> => {
    const answer = await client.ask(GetFlowVersion, { version })
    return answer.ok ? answer.value : null
  }
  const lookAtFlow = async () => {
    const { of, published, newer } = get()
    if (!of) return
    if (!published) set({ published: (await readVersion(of.version))?.content ?? null })
    const answer = await client.ask(ListFlows, {})
    const listed = answer.ok ? answer.value.flows.find(({ id }) => id === of.flowId) : undefined
    if (!listed || listed.version === of.version) return set({ newer: null })
    if (listed.version !== newer?.version) set({ newer: await readVersion(listed.version) })
  }
  /** What was saved nobody else has any more either, but where it was published as it is. */
  const keepGone = async () => {
    const newest = await readNewest(client, get().of?.flowId ?? draftId)
    const published = newest.ok ? newest.value : null
    const isChanged = get().isChanged || !(published && isSame(published.content, get().content))
    set({ ...GONE, isChanged })
    keepSoon()
  }
  const look = async () => {
    if (get().failed) return load()
    const before = get()
    const answer = await client.ask(ReadDraft, { draftId })
    const { basedOn, isChanged, content, isBusy } = get()
    const isSaved = before.basedOn > 0 && before.basedOn === basedOn && !before.isBusy && !isBusy
    if (isSaved && isNotThere(answer)) await keepGone()
    // While one's own is on its way, what stands there may be that.
    if (answer.ok && answer.value.revision > basedOn && !isBusy) {
      if (isChanged && !isSame(answer.value.content, content)) set({ theirs: answer.value })
      else await settleOn(answer.value)
    }
    await lookAtFlow()
  }

  const load = async () => {
    set({ failed: null })
    const kept = await readKept(db, draftId)
    // What was drawn is there at once, also without a network.
    if (kept) {
      const told = kept.told ? ({ tone: 'good', text: kept.told } as const) : null
      const { leftOut = [] } = kept
      set({ ...{ ...kept, leftOut, told }, isChanged: true, isLoaded: true })
    }
    const answer = await client.ask(ReadDraft, { draftId })
    // An empty form in its place would look like a draft, and be saved over the one that is there.
    if (!answer.ok && !kept) return set({ failed: answer.trouble })
    if (answer.ok && !kept) await settleOn(answer.value)
    if (answer.ok && kept) {
      const { content: saved, ...head } = answer.value
      if (head.revision === kept.basedOn) set({ head, saved })
      else if (isSame(saved, get().content)) await settleOn(answer.value)
      else set({ head, theirs: answer.value })
    }
    if (isNotThere(answer)) set(kept && kept.basedOn > 0 ? GONE : {})
    else if (!answer.ok) fail(answer.trouble)
    await lookAtFlow()
    set({ isLoaded: true })
  }

  return Object.assign(store, {
    ...{ newId, load, look },
    edit(edits: readonly FlowEdit[], gesture?: string) {
      const { content, history } = get()
      const next = applyEdits(content, edits)
      if (next.ok) change(next.flow, addGesture(history, content, gesture, now().getTime()))
      else set({ told: { tone: 'amber', text: next.refusal.message } })
      return next.ok
    },
    undo() {
      const moved = undo(get().history, get().content)
      if (moved) change(moved.content, moved.history)
    },
    redo() {
      const moved = redo(get().history, get().content)
      if (moved) change(moved.content, moved.history)
    },
    async save() {
      const { content, basedOn, of, isBusy, isGone } = get()
      if (isBusy || isGone) return false
      set({ isBusy: true, told: null })
      const answer = await client.ask(SaveDraft, { draftId, basedOn, of, content })
      set({ isBusy: false })
      if (!answer.ok) {
        fail(answer.trouble)
        if (LOOK_AGAIN.has(answer.trouble.code)) await look()
        return false
      }
      const isChanged = get().content !== content
      const { revision } = answer.value
      set({ head: answer.value, basedOn: revision, saved: content, isChanged, told: SAVED })
      if (isChanged) keepSoon()
      else await inOrder(() => forget(db, draftId))
      return true
    },
    async publish() {
      const { basedOn: revision, content, isBusy } = get()
      if (isBusy) return undefined
      set({ isBusy: true, told: null })
      const answer = await client.ask(PublishDraft, { draftId, revision })
      // Nothing can be saved in it any more; `leave` is next.
      if (answer.ok) return answer.value
      set({ isBusy: false })
      const { code, problems = [] } = answer.trouble
      fail(answer.trouble)
      set({ refused: problems.map((one) => placeIn(content, one)) })
      if (LOOK_AGAIN.has(code)) await look()
      return undefined
    },
    async leave(of: DraftOf) {
      const { content, saved, isChanged } = get()
      if (isChanged && !(saved && isSame(saved, content))) {
        return move((content) => ({ basedOn: 0, of, content, saved: null, told: TYPED_ON }))
      }
      await forgetIt()
      endIt()
      return of.flowId
    },
    async goOnAsNew() {
      const { of, saved, published, isBusy } = get()
      if (isBusy) return undefined
      set({ isBusy: true, told: null })
      const [newest, begunFrom] = await Promise.all([
        readNewest(client, of?.flowId ?? draftId),
        of && !published ? readVersion(of.version) : null,
      ])
      if (!newest.ok) {
        set({ isBusy: false })
        fail(newest.trouble)
        return undefined
      }
      // One that was new has become the flow itself: what was saved of it is what both had.
      const base = of ? (published ?? begunFrom?.content ?? null) : saved
      return move((mine) => asNewDraft(mine, { of, base, newest: newest.value }))
    },
    async takeTheirs() {
      const { theirs } = get()
      if (theirs) await settleOn(theirs)
    },
    keepMine() {
      const { theirs } = get()
      if (!theirs) return
      set({ basedOn: theirs.revision, saved: theirs.content, theirs: null, told: null })
      keepSoon()
    },
    takeBoth() {
      const { theirs, saved, content } = get()
      if (!theirs || !saved) return
      const { flow, leftOut } = takeOver(content, saved, theirs.content)
      takeIn(flow, {
        ...{ basedOn: theirs.revision, saved: theirs.content, theirs: null },
        leftOut: tellEdits(leftOut, saved, theirs.content),
      })
    },
    takeNewer() {
      const { newer, published, content, of } = get()
      if (!newer || !published || !of) return
      const { flow, leftOut } = takeOver(content, published, newer.content)
      takeIn(flow, {
        of: { ...of, version: newer.version },
        ...{ published: newer.content, newer: null },
        leftOut: tellEdits(leftOut, published, newer.content),
      })
    },
    takeFromOriginal(base: FlowContent, original: Flow, edits: readonly FlowEdit[]) {
      const { flow, leftOut } = takeFromOriginal(get().content, base, original, edits)
      takeIn(flow, { leftOut: tellEdits(leftOut, base, original.content) })
    },
    async close() {
      isClosed = true
      while (get().isBusy && !isOver)
        await new Promise<unknown>((change) => store.subscribe(change))
      await inOrder(async () => undefined)
    },
    forget: forgetIt,
  })
}

/** The same as mine is mine, saved before its answer was lost. */
const isSame = (theirs: FlowContent, mine: FlowContent): boolean =>
  canonicalJson(theirs) === canonicalJson(mine)

/** What the server says, at the step it names or at the field of the flow. */
const placeIn = (flow: FlowContent, { at, message }: { at: string; message: string }) => ({
  ...(flow.nodes.some(({ id }) => id === at)
    ? { code: 'node_incomplete' as const }
    : { code: 'flow_incomplete' as const, field: at }),
  ...{ at, message },
})

const isNotThere = (answer: Answer<unknown>): boolean =>
  !answer.ok && answer.trouble.code === 'notFound'

/** What others have saved since is gone with it. */
const GONE = { isGone: true, theirs: null, told: null } as const

/** Refusals after which the draft may stand otherwise, or nowhere. */
const LOOK_AGAIN = new Set<RefusalCode | undefined>(['conflict', 'notFound'])

const TYPED_ON = 'Published. What you have changed since is here, in a draft of the next version.'

const SAVED = { tone: 'good', text: 'Saved as a draft.' } as const
