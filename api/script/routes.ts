/**
 * Script templates: list, save, look back, delete, and record what was made from them.
 *
 * A draft is its author's and the leads'; for anybody else it is not there. What is published
 * is everybody's, so changing or retiring it needs the right to publish.
 */
import { isLead, mayDo } from '#shared/person/rights.ts'
import { Refused, refuse } from '#shared/route.ts'
import { checkScript } from '#shared/script/check-script.ts'
import {
  DeleteScript,
  GenerateScript,
  ListScripts,
  ListScriptVersions,
  SaveScript,
} from '#shared/script/contract.ts'
import type { ScriptContent } from '#shared/script/script.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, isTaken } from '../db.ts'
import type { Who } from '../who.ts'
import { maskScript } from './mask-script.ts'
import {
  changeScript,
  deleteScript,
  holdScript,
  insertScript,
  listScripts,
  listVersions,
  readScript,
  type ScriptRow,
} from './queries.ts'
import { recordGeneration } from './record-generation.ts'

export function scriptRoutes(app: App): void {
  const { deps } = app

  answer(app, ListScripts, async (_, who) => ({
    scripts: await inTeam(deps.db, who.teamId, async (tx) =>
      (await listScripts(tx, who.teamId, isLead(who) ? 'everybody' : who.personId)).map(tell),
    ),
  }))

  answer(app, SaveScript, async ({ scriptId: id, basedOn, state, content }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      const { teamId, personId: authorId } = who
      const held = await holdScript(tx, teamId, id)
      if (held ? !maySee(held, who) : basedOn > 0) noScript()
      if (state !== 'draft' || (held && held.state !== 'draft')) demandPublishing(who)
      if (held && held.revision !== basedOn) changedMeanwhile()
      if (state === 'published') demandReady(content)
      const made = { teamId, id, state, content: maskScript(content), at: deps.now() }
      if (held) await changeScript(tx, { ...made, savedBy: authorId })
      else if (!(await insertScript(tx, { ...made, authorId, from: null }))) changedMeanwhile()
      return tell((await readScript(tx, teamId, id)) ?? noScript())
    }),
  )

  answer(app, ListScriptVersions, async ({ scriptId }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      const script = await readScript(tx, who.teamId, scriptId)
      if (!script || !maySee(script, who)) return noScript()
      return { versions: await listVersions(tx, who.teamId, scriptId) }
    }),
  )

  answer(app, DeleteScript, async ({ scriptId }, who) =>
    inTeam(deps.db, who.teamId, async (tx) => {
      const held = await holdScript(tx, who.teamId, scriptId)
      if (!held || !maySee(held, who)) return noScript()
      if (held.state !== 'draft') demandPublishing(who)
      await deleteScript(tx, who.teamId, scriptId)
      return {}
    }),
  )

  answer(app, GenerateScript, async (asked, who) => {
    const generate = () =>
      inTeam(deps.db, who.teamId, async (tx) => {
        const found = await readScript(tx, who.teamId, asked.scriptId)
        // Of a retired one everybody has known; they are told that it is retired.
        const script =
          found && (found.state === 'retired' || maySee(found, who)) ? found : undefined
        return recordGeneration(tx, deps, who, script, asked)
      })
    // Sent twice at the same moment: the second look sees the first.
    return generate().catch((error: unknown) =>
      isTaken(error) ? generate() : Promise.reject(error),
    )
  })
}

const noScript = (): never => refuse('notFound', 'There is no such script template.')

const changedMeanwhile = (): never =>
  refuse('conflict', 'Somebody changed this template meanwhile. Open it again and repeat yours.')

const maySee = ({ state, authorId }: Pick<ScriptRow, 'state' | 'authorId'>, who: Who): boolean =>
  state === 'published' || authorId === who.personId || isLead(who)

function demandPublishing(who: Who): void {
  if (mayDo(who, 'publishFlows')) return
  refuse('notAllowed', 'A lead publishes templates and changes published ones. Save it as a draft.')
}

function demandReady(content: ScriptContent): void {
  const problems = checkScript(content)
  if (problems.length === 0) return
  throw new Refused('notReady', 'The template is not ready for others. Mend what is marked.', {
    problems: problems.map(({ at, message }) => ({ at: `content.${at}`, message })),
  })
}

const tell = (row: ScriptRow) => ({
  id: row.id,
  state: row.state,
  revision: row.revision,
  isBuiltIn: row.isBuiltIn,
  authorName: row.authorName,
  updatedAt: row.updatedAt,
  from: row.fromSession && row.fromFix ? { sessionId: row.fromSession, fixId: row.fromFix } : null,
  content: row.content,
})
