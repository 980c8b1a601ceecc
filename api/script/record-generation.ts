/**
 * Records that a script was made from a template, once however often it is sent.
 *
 * A sensitive value never comes here: whoever sends one is refused before anything is stored.
 * Where a session is named its record tells of it in the same transaction, in the name of
 * whoever asks.
 */
import { mayDo } from '#shared/person/rights.ts'
import { Refused, type RequestOf, refuse } from '#shared/route.ts'
import type { GenerateScript } from '#shared/script/contract.ts'
import { checkValues, NOT_KEPT, tellScript, tellValues } from '#shared/script/generate-script.ts'
import type { ScriptContent, ScriptValues } from '#shared/script/script.ts'
import type { Marking } from '#shared/session/mask-session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { appendEvents } from '../session/append-events.ts'
import { holdSession } from '../session/queries.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { insertGeneration, readGeneration, type ScriptRow } from './queries.ts'

type Asked = RequestOf<typeof GenerateScript>

export async function recordGeneration(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId' | 'secrets'>,
  who: Who,
  script: ScriptRow | undefined,
  asked: Asked,
): Promise<{ generationId: string; text: string }> {
  const { teamId, personId } = who
  const { scriptId, generationId, revision, sessionId, values } = asked
  const session = sessionId === null ? undefined : await holdSession(tx, teamId, sessionId)
  // Keyed, so that what was asked for cannot be guessed from it.
  const given = deps.secrets.fingerprint('script generation', textOf(asked))
  const known = await readGeneration(tx, teamId, generationId)
  if (known) {
    if (known.given === given) return { generationId, text: known.script }
    refuse('conflict', 'Under this id another script was made already. Generate it anew.')
  }
  if (!script) refuse('notFound', 'There is no such script template.')
  if (sessionId !== null && !session) refuse('notFound', 'There is no such session.')
  if (script.state !== 'published') refuse('notReady', NOT_TO_USE[script.state])
  if (script.revision !== revision) {
    refuse('conflict', 'The template was changed meanwhile. Look at it again and generate anew.')
  }
  const folded = sessionId === null ? undefined : await readFolded(tx, teamId, sessionId)
  const marking = folded?.session
  demandGoodValues(script.content, values, marking)
  const parameters = tellValues(script.content, values, marking)
  const { text } = tellScript(script.content, values, marking)
  const made = { teamId, id: generationId, templateId: scriptId, revision, sessionId, personId }
  const at = deps.now()
  await insertGeneration(tx, { ...made, given, parameters, script: text, madeAt: at })
  if (sessionId !== null && session) {
    const { name, safety } = script.content
    const person = { kind: 'person', id: personId, name: who.name } as const
    const { refused } = await appendEvents(tx, {
      teamId,
      sessionId,
      by: {
        ...person,
        mayWorkOnOthers: mayDo(who, 'workOnOthersSessions'),
        isThrough: 'script_generated',
      },
      after: session.version,
      events: [
        {
          id: deps.newId(),
          at: at.toISOString(),
          by: person,
          data: {
            type: 'script_generated',
            generationId,
            templateId: scriptId,
            name,
            safety,
            parameters,
          },
        },
      ],
      now: at,
    })
    const [first] = refused
    if (first) refuse('conflict', first.message)
  }
  return { generationId, text }
}

const NOT_TO_USE = {
  draft: 'This is a draft. Publish it before it is used.',
  retired: 'This template was retired. Choose another one.',
}

/** Of a sensitive value only the words that it was there may come; its kind was checked by the panel. */
function demandGoodValues(content: ScriptContent, values: ScriptValues, marking: Marking): void {
  const sent = content.parameters.filter(
    ({ name, isSensitive }) =>
      isSensitive && Object.hasOwn(values, name) && values[name] !== NOT_KEPT,
  )
  if (sent.length > 0) {
    throw new Refused('badRequest', 'A sensitive value must not be sent. Fill it in where it is.', {
      problems: sent.map(({ name, label }) => ({
        at: `values.${name}`,
        message: `“${label}” is sensitive: send “${NOT_KEPT}” in its place.`,
      })),
    })
  }
  const parameters = content.parameters.map((one) =>
    one.isSensitive ? { ...one, kind: 'text' as const } : one,
  )
  const problems = checkValues({ ...content, parameters }, values)
  if (problems.length > 0) {
    throw new Refused('badRequest', 'Some values do not fit. Mend them and generate again.', {
      problems: problems.map(({ at, message }) => ({ at: `values.${at}`, message })),
    })
  }
  if (Object.values(tellValues(content, values, marking)).some((value) => value.length > 2000)) {
    refuse('badRequest', 'With its secrets masked a value is too long. Make it shorter.')
  }
}

const textOf = ({ scriptId, revision, sessionId, values }: Asked): string =>
  JSON.stringify([scriptId, revision, sessionId, Object.entries(values).sort()])
