/**
 * One template while it is written: what is typed is kept in this browser at each change, and
 * reaches the team when it is saved.
 *
 * Two people may write at once. Whoever saves second is shown what the other has saved and
 * decides; nothing of either is overwritten by itself. A template that nobody else may see, or
 * that is built in, can be read and copied.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { checkScript, type ScriptProblem } from '#shared/script/check-script.ts'
import { ListScripts, SaveScript, type Script, type ScriptState } from '#shared/script/contract.ts'
import { ScriptContent } from '#shared/script/script.ts'
import type { LocalStore } from '../../client/local-store.ts'
import type { Client } from '../../client.ts'
import { forget, keep, keepAnew, readKept, type TypedScript } from './kept-scripts.ts'

export interface EditorState {
  isLoaded: boolean
  /** As the server has it, as far as we know. */
  script: Script | null
  content: TypedScript
  /** The revision that was changed; 0 for a new one. */
  basedOn: number
  isChanged: boolean
  /** It was saved once and is not there any more: somebody has deleted it. */
  isGone: boolean
  /** What somebody else has saved since. */
  theirs: Script | null
  /** What the server said against it, besides what is checked here. */
  refused: readonly ScriptProblem[]
  isSaving: boolean
  told: { tone: 'good' | 'bad' | 'amber'; text: string } | null
}

export interface ScriptEditor extends StoreApi<EditorState> {
  load(): Promise<void>
  /** Looks whether somebody else has saved meanwhile. */
  look(): Promise<void>
  edit(change: Partial<TypedScript>): void
  save(state: ScriptState): Promise<boolean>
  /** Goes on from what the other has saved; one's own changes are gone. */
  takeTheirs(): Promise<void>
  /** Goes on with one's own on top of theirs: saving it is then a decision. */
  keepMine(): void
  /** The id under which one’s own goes on as a new one, once it is gone. */
  goOnAsNew(): Promise<string | undefined>
  /** Back to what was saved last. */
  discard(): Promise<void>
}

export interface EditorDeps {
  db: Pick<LocalStore, 'drafts'>
  client: Pick<Client, 'ask'>
  scriptId: string
  now: () => string
}

export const EMPTY_SCRIPT: TypedScript = {
  ...{ name: '', summary: '', words: [], shell: 'powershell', safety: 'changes' },
  ...{ text: '', parameters: [] },
}

export function createScriptEditor({ db, client, scriptId, now }: EditorDeps): ScriptEditor {
  const store = createStore<EditorState>(() => ({
    isLoaded: false,
    script: null,
    content: EMPTY_SCRIPT,
    basedOn: 0,
    isChanged: false,
    isGone: false,
    theirs: null,
    refused: [],
    isSaving: false,
    told: null,
  }))
  const { getState: get, setState: set } = store
  let keeping: Promise<unknown> = Promise.resolve()
  /** In the order of typing, so that the last change stays. */
  const inOrder = (run: () => Promise<void>) => {
    keeping = keeping.then(run, run)
    return keeping
  }

  const fetchScript = async (): Promise<Script | null | undefined> => {
    const answer = await client.ask(ListScripts, {})
    if (!answer.ok) {
      set({ told: { tone: 'bad', text: answer.trouble.message } })
      return undefined
    }
    return answer.value.scripts.find(({ id }) => id === scriptId) ?? null
  }

  const settleOn = async (script: Script, told: EditorState['told'] = null) => {
    set({
      ...{ script, content: script.content, basedOn: script.revision },
      ...{ isChanged: false, isGone: false, theirs: null, refused: [], told },
    })
    await inOrder(() => forget(db, scriptId))
  }

  /** Typed on while it was being saved: that stands, and is the next to be saved. */
  const goOnFrom = async (script: Script, told: EditorState['told']) => {
    const basedOn = script.revision
    set({ script, basedOn, theirs: null, refused: [], told })
    await inOrder(() => keep(db, scriptId, { basedOn, content: get().content }, now()))
  }

  const look = async () => {
    const before = get()
    const script = await fetchScript()
    const { basedOn, isChanged, isSaving } = get()
    // One’s own that is on its way is not there yet.
    const isSaved = before.basedOn > 0 && before.basedOn === basedOn && !isSaving
    if (script === null && isSaved) set(GONE)
    if (!script || script.revision === basedOn) return
    if (isChanged) set({ theirs: script, script })
    else await settleOn(script)
  }

  return Object.assign(store, {
    look,
    async load() {
      const kept = await readKept(db, scriptId)
      // What was typed is there at once, also without a network.
      if (kept) set({ ...kept, isChanged: true, isLoaded: true })
      const script = await fetchScript()
      if (script === undefined) return set({ isLoaded: true })
      if (!kept && script) await settleOn(script)
      const isNewer = kept && script && script.revision !== kept.basedOn
      const isGone = script === null && kept !== undefined && kept.basedOn > 0
      set({ isLoaded: true, script, isGone, ...(isNewer ? { theirs: script } : {}) })
    },
    edit(change: Partial<TypedScript>) {
      const { content: before, basedOn } = get()
      const content = { ...before, ...change }
      set({ content, isChanged: true, refused: [], told: null })
      void inOrder(() => keep(db, scriptId, { basedOn, content }, now()))
    },
    async save(state: ScriptState) {
      const { content: typed, basedOn, isSaving, isGone } = get()
      const content = ScriptContent.safeParse(withoutEmpty(typed))
      if (!content.success || isSaving || isGone) return false
      set({ isSaving: true, told: null })
      const answer = await client.ask(SaveScript, {
        scriptId,
        basedOn,
        state,
        content: content.data,
      })
      set({ isSaving: false })
      if (answer.ok) {
        const isMasked = JSON.stringify(answer.value.content) !== JSON.stringify(content.data)
        const told = isMasked ? MASKED : SAVED[state]
        if (get().content === typed) await settleOn(answer.value, told)
        else await goOnFrom(answer.value, told)
        return true
      }
      const { code, message, problems = [] } = answer.trouble
      set({
        told: { tone: 'bad', text: message },
        refused: problems.map(({ at, message: why }) => ({
          at: at.replace(/^content\./, ''),
          message: why,
        })),
      })
      if (code === 'conflict' || code === 'notFound') await look()
      return false
    },
    async takeTheirs() {
      const { theirs } = get()
      if (theirs) await settleOn(theirs)
    },
    keepMine() {
      const { theirs, content } = get()
      if (!theirs) return
      const basedOn = theirs.revision
      set({ basedOn, theirs: null, told: null })
      void inOrder(() => keep(db, scriptId, { basedOn, content }, now()))
    },
    async goOnAsNew() {
      if (get().isSaving) return undefined
      set({ isSaving: true })
      let id = ''
      await inOrder(async () => {
        const read = () => get().content
        id = await keepAnew(db, read, (content) => ({ basedOn: 0, content }), now)
        await forget(db, scriptId)
      })
      return id
    },
    async discard() {
      const { script } = get()
      if (script) return settleOn(script)
      set({ content: EMPTY_SCRIPT, isChanged: false, refused: [], told: null })
      await inOrder(() => forget(db, scriptId))
    },
  })
}

const SAVED: Record<ScriptState, EditorState['told']> = {
  draft: { tone: 'good', text: 'Saved as a draft.' },
  published: { tone: 'good', text: 'Published. It is offered to your team from now on.' },
  retired: {
    tone: 'good',
    text: 'Retired. It is not offered any more; what was made of it stays.',
  },
}
const GONE = { isGone: true, script: null, theirs: null, told: null } as const
const MASKED = {
  tone: 'amber',
  text: 'Saved, with something secret taken out of it. Make it a sensitive parameter.',
} as const

/** What was left empty is not there at all. */
function withoutEmpty(typed: TypedScript): object {
  const filled = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const orNothing = (text: string | undefined) => (text?.trim() ? text.trim() : undefined)
  return filled({
    ...typed,
    words: typed.words.map((word) => word.trim()).filter(Boolean),
    changes: orNothing(typed.changes),
    where: orNothing(typed.where),
    parameters: typed.parameters.map((parameter) =>
      filled({
        ...parameter,
        choices: parameter.kind === 'choice' ? parameter.choices.filter((one) => one.trim()) : [],
        example: orNothing(parameter.example),
        help: orNothing(parameter.help),
        standard: parameter.isSensitive ? undefined : orNothing(parameter.standard),
      }),
    ),
  })
}

/** Everything against it, as it stands; `canSave` tells what a draft may not lack either. */
export function problemsOf(content: TypedScript): { all: ScriptProblem[]; canSave: boolean } {
  const parsed = ScriptContent.safeParse(withoutEmpty(content))
  if (parsed.success) return { all: checkScript(parsed.data), canSave: true }
  const all = parsed.error.issues.map(({ path }) => {
    const at = path.join('.')
    return { at, message: LACKS[at.replace(/^parameters\.\d+\./, '*.')] ?? 'This is too long.' }
  })
  return { all, canSave: false }
}

const LACKS: Record<string, string> = {
  name: 'Give it a name of at most 200 characters.',
  text: 'Write the script, with {name} where a value goes.',
  summary: 'Say it in at most 500 characters.',
  '*.name': 'Begin with a letter; small letters, digits and _ only.',
  '*.label': 'Say what is asked for.',
}
