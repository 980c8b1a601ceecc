/**
 * The text of a note before anybody clicks: from the record, worded by the model where its
 * words pass.
 *
 * Kept for (session, kind, state of the record), without end by time: asked again unchanged it
 * is answered from there. Of several who ask at once one words it and the others wait.
 * Nothing is worded while a turn of the session runs, since what it yields makes the words old:
 * whoever asks waits for its end. A model that is away, late or wrong leaves the record's own
 * words, told as such and not kept, so that the next who asks tries again.
 */
import { msOf } from '#shared/ids.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import type { Preview, PreviewNote } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import { refuse } from '#shared/route.ts'
import type { Session } from '#shared/session/session.ts'
import { readRunningTurn } from '../assistant/queries.ts'
import { promptVersionWith } from '../assistant/system-blocks.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { type Guidance, readGuidance } from '../guidance/queries.ts'
import { type Claim, makeOnce } from '../make-once.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Asker } from '../who.ts'
import {
  claimPreview,
  keepPreview,
  lookAtPreview,
  type PreviewKey,
  releasePreview,
} from './queries.ts'
import { WORDING_VERSION, wordNote } from './word-note.ts'

export type AskedPreview = Required<RequestOf<typeof PreviewNote>>

/** Versions of the record for which a kind's preview is kept. */
const KEPT = 5

export function makePreviewer(deps: Deps): (who: Asker, asked: AskedPreview) => Promise<Preview> {
  const { db } = deps
  const once = makeOnce<Preview>(deps)
  return async (who, asked) => {
    const { teamId } = who
    const { sessionId, noteKind, timeZone } = asked
    const { found, guidance } = await inTeam(db, teamId, async (tx) => ({
      found: await readFolded(tx, teamId, sessionId),
      guidance: await readGuidance(tx, teamId),
    }))
    if (!found) return refuse('notFound', 'There is no such session.')
    const { session } = found
    const { stateVersion } = session
    const settings = { timeZone, sessionId, personId: who.personId }
    const own: Preview = {
      ...{
        stateVersion,
        mode: 'rules',
        fromCache: false,
        flagged: [],
        setAside: [],
        message: null,
      },
      note: mutable(composeNote(session, noteKind, settings)),
    }
    if (noteKind === 'time_entry') return own
    const key: PreviewKey = {
      ...{ teamId, sessionId, noteKind, stateVersion },
      madeWith: `${promptVersionWith(WORDING_VERSION, guidance)} ${timeZone}`,
    }
    const release = () => inTeam(db, teamId, (tx) => releasePreview(tx, key))
    let isAnew = asked.isAnew
    let hasWaited = false
    return once(JSON.stringify(key), {
      claim: (lease) =>
        inTeam(db, teamId, async (tx): Promise<Claim<Preview>> => {
          if (await isTurnRunning(tx, key, lease.now)) {
            hasWaited = true
            return isAnew ? { is: 'being made' } : asKept(await lookAtPreview(tx, key))
          }
          if (hasWaited && (await hasMovedOn(tx, key))) {
            return { is: 'ready', kept: { ...own, message: MOVED_ON } }
          }
          const claim = await claimPreview(tx, key, { ...lease, isAnew })
          isAnew = false
          return asKept(claim)
        }),
      make: () => make(deps, who, { key, own, session, guidance, release }),
      release,
      giveUp: () => ({ ...own, message: hasWaited ? TURN_RUNS : STILL_WORDED }),
    })
  }
}

const STILL_WORDED = 'The note is still being worded. Look again in a moment.'
const TURN_RUNS =
  'FlowPilot is still answering, so the note has the record’s own words. Have it worded anew when the answer is there.'
const MOVED_ON =
  'The record has changed meanwhile. Look again: the note is worded from what it says now.'

/** One that nobody works on any more stops nothing. */
async function isTurnRunning(tx: Tx, { teamId, sessionId }: PreviewKey, now: Date) {
  const running = await readRunningTurn(tx, teamId, sessionId)
  return running !== undefined && msOf(running.leaseUntil) >= now.getTime()
}

const hasMovedOn = async (tx: Tx, { teamId, sessionId, stateVersion }: PreviewKey) =>
  (await readFolded(tx, teamId, sessionId))?.session.stateVersion !== stateVersion

const asKept = (claim: Claim<Preview>): Claim<Preview> =>
  claim.is === 'ready' ? { ...claim, kept: { ...claim.kept, fromCache: true } } : claim

interface Given {
  key: PreviewKey
  own: Preview
  session: Session
  guidance: Guidance
  release: () => Promise<unknown>
}

async function make(deps: Deps, who: Asker, given: Given): Promise<Preview> {
  const { key, own, session, guidance, release } = given
  const asked = { sessionId: key.sessionId, session, note: own.note, guidance }
  const worded = await wordNote(deps, who, asked)
  if (!worded.ok) {
    await release()
    return { ...own, message: worded.message }
  }
  const { mode, note, flagged, setAside } = worded
  const preview: Preview = { ...own, mode, note: mutable(note), flagged, setAside }
  await inTeam(deps.db, key.teamId, (tx) => keepPreview(tx, key, preview, KEPT))
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
