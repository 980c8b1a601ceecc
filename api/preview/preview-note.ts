/**
 * The text of a note before anybody clicks: from the record, worded by the model where its
 * words pass.
 *
 * Kept for (session, kind, state of the record), without end by time: asked again unchanged it
 * is answered from there. Of several who ask at once one words it and the others wait. A model
 * that is away, late or wrong leaves the record's own words, told as such and not kept, so that
 * the next who asks tries again.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import type { Preview, PreviewNote } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import { refuse } from '#shared/route.ts'
import type { Session } from '#shared/session/session.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { claimPreview, keepPreview, type PreviewKey, releasePreview } from './queries.ts'
import { WORDING_VERSION, type Worded, wordNote } from './word-note.ts'

export type AskedPreview = Required<RequestOf<typeof PreviewNote>>

const LEASE_MS = 60_000
const LOOK_AGAIN_MS = 500
const MOST_LOOKS = 40
/** Versions of the record for which a kind's preview is kept. */
const KEPT = 5

export async function previewNote(deps: Deps, who: Who, asked: AskedPreview): Promise<Preview> {
  const { db } = deps
  const { teamId } = who
  const { sessionId, noteKind, timeZone } = asked
  const found = await inTeam(db, teamId, (tx) => readFolded(tx, teamId, sessionId))
  if (!found) return refuse('notFound', 'There is no such session.')
  const { session } = found
  const { stateVersion } = session
  const settings = { timeZone, sessionId }
  const own: Preview = {
    ...{ stateVersion, mode: 'rules', fromCache: false, setAside: [], message: null },
    note: mutable(composeNote(session, noteKind, settings)),
  }
  if (noteKind === 'time_entry') return own

  const key: PreviewKey = {
    ...{ teamId, sessionId, noteKind, stateVersion },
    madeWith: `${WORDING_VERSION} ${timeZone}`,
  }
  const given = { key, own, session, isAnew: asked.isAnew }
  const name = JSON.stringify(key)
  const running = making.get(name)
  if (running) return running
  const mine = claimOrWait(deps, who, given).finally(() => making.delete(name))
  making.set(name, mine)
  return mine
}

/** Who asks for what is being worded here already gets that. */
const making = new Map<string, Promise<Preview>>()

interface Given {
  key: PreviewKey
  own: Preview
  session: Session
  isAnew: boolean
}

/** What is kept, or words of our own; where another process words the very same, what that made. */
async function claimOrWait(deps: Deps, who: Who, given: Given): Promise<Preview> {
  const { db, now, sleep } = deps
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const leaseUntil = new Date(now().getTime() + LEASE_MS)
    const isAnew = given.isAnew && looks === 0
    const claim = await inTeam(db, given.key.teamId, (tx) =>
      claimPreview(tx, given.key, { now: now(), leaseUntil, isAnew }),
    )
    if (claim.is === 'ready') return { ...claim.preview, fromCache: true }
    if (claim.is === 'mine') return make(deps, who, given)
    await sleep(LOOK_AGAIN_MS)
  }
  return { ...given.own, message: 'The note is still being worded. Look again in a moment.' }
}

async function make(deps: Deps, who: Who, { key, own, session }: Given): Promise<Preview> {
  const { db } = deps
  const release = () => inTeam(db, key.teamId, (tx) => releasePreview(tx, key))
  let worded: Worded
  try {
    worded = await wordNote(deps, who, { sessionId: key.sessionId, session, note: own.note })
  } catch (error) {
    await release()
    throw error
  }
  if (!worded.ok) {
    await release()
    return { ...own, message: worded.message }
  }
  const { mode, note, setAside } = worded
  const preview: Preview = { ...own, mode, note: mutable(note), setAside }
  await inTeam(db, key.teamId, (tx) => keepPreview(tx, key, preview, KEPT))
  return preview
}

/** The same note in the shape of the contract, whose lists are not read-only. */
const mutable = (note: ReturnType<typeof composeNote>): Preview['note'] => ({
  kind: note.kind,
  sections: note.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map(({ text, evidence }) => ({ text, evidence: [...evidence] })),
  })),
})
