/**
 * One draft of a flow while it is drawn: every change goes through `edit`, whoever makes it, so a
 * form and a drawing beside each other show the same flow and share one history.
 *
 * Each change is kept in this browser at once and reaches the team when it is saved. Two may write
 * the same draft, and its flow may be published anew meanwhile: both are shown, nothing of
 * anybody's is overwritten by itself.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { canonicalJson } from '#shared/canonical-json.ts'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import {
  type DraftHead,
  type DraftOf,
  type FlowDraft,
  PublishDraft,
  ReadDraft,
  SaveDraft,
} from '#shared/flow/drafts.ts'
import { applyEdits } from '#shared/flow/edit/apply-edit.ts'
import { beginFlow, type NewId } from '#shared/flow/edit/begin-flow.ts'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import { takeFromOriginal } from '#shared/flow/edit/fork-flow.ts'
import { takeOver } from '#shared/flow/edit/take-over.ts'
import { tellEdits } from '#shared/flow/edit/tell-edits.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import type { Trouble } from '../../../client/trouble.ts'
import type { Client } from '../../../client.ts'
import { addGesture, type History, NO_HISTORY, redo, undo } from './history.ts'
import { forget, keep, readKept } from './kept-drafts.ts'

export interface EditorState {
  isLoaded: boolean
  /** Why there is nothing to be shown: neither the server told it nor this browser keeps it. */
  failed: Trouble | null
  /** As the server has it, as far as we know. */
  head: DraftHead | null
  of: DraftOf | null
  content: FlowContent
  /** The revision that was changed; 0 for a new one. */
  basedOn: number
  isChanged: boolean
  /** As it was at that revision, as far as read: what both had who then wrote at once. */
  saved: FlowContent | null
  history: History
  /** The version it was begun from, where it is one's own flow. */
  published: FlowContent | null
  /** What somebody else has saved since. */
  theirs: FlowDraft | null
  /** What was published since it was begun. */
  newer: Flow | null
  /** What of theirs is not in it and has to be looked at, in words. */
  leftOut: readonly string[]
  /** What the server said against it, besides what is checked here. */
  refused: readonly DraftProblem[]
  isBusy: boolean
  told: { tone: 'good' | 'bad' | 'amber'; text: string } | null
}

export interface FlowEditor extends StoreApi<EditorState> {
  newId: NewId
  load(): Promise<void>
  /** Looks whether somebody else has saved or published meanwhile. */
  look(): Promise<void>
  /** All or none. What follows soon under the same `gesture` is undone with it. */
  edit(edits: readonly FlowEdit[], gesture?: string): boolean
  undo(): void
  redo(): void
  save(): Promise<boolean>
  publish(): Promise<DraftOf | undefined>
  /** Goes on from what the other has saved; one's own changes are gone. */
  takeTheirs(): Promise<void>
  /** Goes on with one's own on top of theirs: saving it is then a decision. */
  keepMine(): void
  /** Takes what they have changed into one's own, as far as it fits. */
  takeBoth(): void
  /** Takes what was published since into the draft, as far as it fits. */
  takeNewer(): void
  /** Takes some of what the original of a fork has changed into it, as far as it fits. */
  takeFromOriginal(base: FlowContent, original: Flow, edits: readonly FlowEdit[]): void
  /** Nothing of it stays in this browser. */
  forget(): Promise<void>
}

export interface EditorDeps {
  db: Pick<LocalStore, 'drafts'>
  client: Pick<Client, 'ask'>
  draftId: string
  now: () => Date
  newId: NewId
  /** Once what has changed is on the screen: a large flow is kept after that, not before. */
  drawn?: () => Promise<void>
}

export function createFlowEditor(deps: EditorDeps): FlowEditor {
  const { db, client, draftId, now, newId, drawn } = deps
  const store = createStore<EditorState>(() => ({
    ...{
      isLoaded: false,
      failed: null,
      head: null,
      of: null,
      content: beginFlow(newId),
      basedOn: 0,
    },
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
  let isWaiting = false
  /** As it stands when its turn comes: a large flow is written once, however fast one types. */
  const keepSoon = () => {
    if (isWaiting) return
    isWaiting = true
    void inOrder(async () => {
      await drawn?.()
      isWaiting = false
      const { basedOn, of, content, saved, isChanged } = get()
      if (isChanged) await keep(db, draftId, { basedOn, of, content, saved }, now().toISOString())
    })
  }
  const change = (content: FlowContent, history: History, more: Partial<EditorState> = {}) => {
    set({ content, history, isChanged: true, refused: [], told: null, ...more })
    keepSoon()
  }
  /** One gesture, whatever came in with it. */
  const takeIn = (flow: FlowContent, more: Partial<EditorState>) => {
    const { content, history } = get()
    change(flow, addGesture(history, content, undefined, now().getTime()), more)
  }

  const settleOn = async (draft: FlowDraft) => {
    const { content, ...head } = draft
    set({
      ...{ head, of: head.of, content, saved: content, basedOn: head.revision, isChanged: false },
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
  const look = async () => {
    if (get().failed) return load()
    const answer = await client.ask(ReadDraft, { draftId })
    const { basedOn, isChanged, content, isBusy } = get()
    // While one's own is on its way, what stands there may be that.
    if (answer.ok && answer.value.revision !== basedOn && !isBusy) {
      if (isChanged && !isSame(answer.value.content, content)) set({ theirs: answer.value })
      else await settleOn(answer.value)
    }
    await lookAtFlow()
  }

  const load = async () => {
    set({ failed: null })
    const kept = await readKept(db, draftId)
    // What was drawn is there at once, also without a network.
    if (kept) set({ ...kept, isChanged: true, isLoaded: true })
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
    if (!answer.ok && answer.trouble.code !== 'notFound') fail(answer.trouble)
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
      const { content, basedOn, of, isBusy } = get()
      if (isBusy) return false
      set({ isBusy: true, told: null })
      const answer = await client.ask(SaveDraft, { draftId, basedOn, of, content })
      set({ isBusy: false })
      if (!answer.ok) {
        fail(answer.trouble)
        if (answer.trouble.code === 'conflict') await look()
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
      set({ isBusy: false })
      if (answer.ok) return answer.value
      const { code, problems = [] } = answer.trouble
      fail(answer.trouble)
      set({ refused: problems.map((one) => placeIn(content, one)) })
      if (code === 'conflict') await look()
      return undefined
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
    forget: async () => {
      set({ isChanged: false })
      await inOrder(() => forget(db, draftId))
    },
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

const SAVED = { tone: 'good', text: 'Saved as a draft.' } as const
