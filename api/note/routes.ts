/** Writing into a ticket: asking for it, seeing what became of it, trying again. */
import { GetWrite, PostNote, RetryWrite } from '#shared/note/contract.ts'
import { NOTE_WORDS_DAYS, ReadNoteWords } from '#shared/note/note-words.ts'
import { ListClientNames } from '#shared/note/other-clients.ts'
import { isLead } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { holdSession } from '../session/queries.ts'
import type { Who } from '../who.ts'
import { listClientNames } from './client-name-queries.ts'
import { DRAIN_WRITES } from './drain-writes.ts'
import { holdsMarked } from './holds-marked.ts'
import { demandRoom, postNote } from './post-note.ts'
import { readWrite, reopenWrite, type WriteRow } from './queries.ts'
import { postingOf, record } from './record-write.ts'
import { MARKED, MOVED, WAITING } from './say-write.ts'
import { showWrite } from './show-write.ts'
import { sumWordings } from './wording-queries.ts'

export function noteRoutes(app: App): void {
  const { deps } = app

  answer(app, PostNote, async (asked, who) => showWrite(await postNote(deps, who, asked)))

  answer(app, GetWrite, async ({ sessionId, writeId }, { teamId }) =>
    inTeam(deps.db, teamId, async (tx) =>
      showWrite(await demandWrite(tx, teamId, sessionId, writeId)),
    ),
  )

  answer(app, ListClientNames, async (_, { teamId }) => ({
    names: await inTeam(deps.db, teamId, (tx) => listClientNames(tx, teamId)),
  }))

  answer(app, ReadNoteWords, async (_, { teamId }) => {
    const since = new Date(deps.now().getTime() - NOTE_WORDS_DAYS * 24 * 3_600_000)
    return { kinds: await inTeam(deps.db, teamId, (tx) => sumWordings(tx, teamId, since)) }
  })

  answer(app, RetryWrite, async ({ sessionId, writeId, isAgain }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      await holdSession(tx, who.teamId, sessionId)
      const row = await demandWrite(tx, who.teamId, sessionId, writeId)
      return showWrite(await retryWrite(tx, deps, who, row, isAgain))
    }),
  )
}

async function demandWrite(
  tx: Tx,
  teamId: string,
  sessionId: string,
  writeId: string,
): Promise<WriteRow> {
  const row = await readWrite(tx, teamId, writeId)
  return row?.sessionId === sessionId
    ? row
    : refuse('notFound', 'There is no such write in this session.')
}

/** Asked twice it is tried once: a write that is on its way is answered as it stands. */
async function retryWrite(
  tx: Tx,
  deps: Deps,
  who: Who,
  row: WriteRow,
  isAgain: boolean,
): Promise<WriteRow> {
  const { teamId } = who
  if (row.personId !== who.personId && !isLead(who)) {
    refuse('notAllowed', 'This note is a colleague’s. They or a lead try it again.')
  }
  if (row.state === 'waiting' || row.state === 'writing' || row.state === 'posted') return row
  await demandRoom(tx, row, isAgain)
  // What may be in the ticket already is looked for first, and is not worded anew.
  if (row.state !== 'unclear') await refuseMarked(tx, row)
  const at = deps.now()
  const reopened =
    (await reopenWrite(tx, teamId, row.id, {
      state: 'waiting',
      message: WAITING,
      canRetry: false,
      settledAt: null,
      nextTryAt: at,
      attempts: 0,
      silences: 0,
      // What was refused is sent again; what is unclear is looked for first.
      noteHalf: row.noteHalf === 'failed' ? 'to_do' : row.noteHalf,
      timeHalf: row.timeHalf === 'failed' ? 'to_do' : row.timeHalf,
    })) ?? refuse('conflict', sayOver(row))
  await record(tx, deps, who, row, postingOf(row))
  await deps.jobs.send(tx, DRAIN_WRITES, { teamId })
  return reopened
}

/** What was meant for another company is not confirmed anew here either. */
const sayOver = ({ message }: WriteRow): string =>
  message.endsWith(MOVED) ? message : `${message} Open the preview and confirm it again.`

/** What must not go out does not go out late. */
async function refuseMarked(tx: Tx, row: WriteRow): Promise<void> {
  const texts = [row.text, ...(row.time ? [row.time.text] : [])]
  if (!(await holdsMarked(tx, row, texts))) return
  refuse('notReady', MARKED)
}
