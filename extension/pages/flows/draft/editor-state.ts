/** What the editor of a draft shows and what may be done with it, for whatever draws it. */
import type { StoreApi } from 'zustand/vanilla'
import type { DraftHead, DraftOf, FlowDraft } from '#shared/flow/drafts.ts'
import type { NewId } from '#shared/flow/edit/begin-flow.ts'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import type { Trouble } from '../../../client/trouble.ts'
import type { Client } from '../../../client.ts'
import type { History } from './history.ts'

export interface EditorState {
  isLoaded: boolean
  /** Why there is nothing to be shown: neither the server told it nor this browser keeps it. */
  failed: Trouble | null
  /** It was saved once and is not there any more: published or dropped by somebody. */
  isGone: boolean
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
  /** Where to go once it is published: to the flow, or on with what was typed meanwhile. */
  leave(published: DraftOf): Promise<string>
  /** Where what was written goes on, once the draft is gone. */
  goOnAsNew(): Promise<string | undefined>
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
  /** Takes no more changes; answers once what was on its way has arrived and all is kept. */
  close(): Promise<void>
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
