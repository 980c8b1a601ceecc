/**
 * Stops a running turn, wherever it runs: what it has said so far is kept and marked. It ends
 * here and now, in the record; whoever runs it hears of that and lets go. One that has ended
 * already is told as it ended.
 */
import { mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { LOOKING_ON, mayWrite } from '../session/admit-event.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { endTurn } from './end-turn.ts'
import { keepPartial } from './keep-partial.ts'
import { readTurn, type ShownTurn } from './queries.ts'
import { shownOf } from './show-turn.ts'

export async function stopTurn(
  deps: Deps,
  who: Who,
  { sessionId, turnId }: { sessionId: string; turnId: string },
): Promise<ShownTurn> {
  const { teamId } = who
  const read = () => inTeam(deps.db, teamId, (tx) => readTurn(tx, teamId, turnId))
  const found = await read()
  const folded = await inTeam(deps.db, teamId, (tx) => readFolded(tx, teamId, sessionId))
  if (found?.sessionId !== sessionId || !folded) {
    return refuse('notFound', 'There is no such turn in this session.')
  }
  const by = { id: who.personId, mayWorkOnOthers: mayDo(who, 'workOnOthersSessions') }
  if (!mayWrite(folded.session, by)) refuse('notAllowed', LOOKING_ON)
  if (found.state !== 'running') return found

  const own = deps.turns.of(teamId, sessionId)
  const running = own?.row.id === turnId ? own : undefined
  const said = running?.shown.text ?? found.text
  const stopped = await endTurn(deps, found, 'stopped', async () =>
    keepPartial({ ...found, tier: running?.shown.tier ?? found.tier }, said, 'aborted'),
  )
  running?.show({ end: stopped ? shownOf(stopped).end : null })
  running?.abort()
  return stopped ?? (await read()) ?? refuse('notFound', 'There is no such turn in this session.')
}
