/**
 * A template without secrets: what was typed into it by mistake is not kept, in a draft neither.
 * One that comes out of a session is also without what was marked in it.
 */
import { refuse } from '#shared/route.ts'
import { ScriptContent } from '#shared/script/script.ts'
import { type Marking, maskIn } from '#shared/session/mask-session.ts'

export function maskScript(content: ScriptContent, session: Marking = null): ScriptContent {
  const mask = maskIn(session)
  const maskAny = (text: string | undefined) => (text === undefined ? undefined : mask(text))
  const masked = ScriptContent.safeParse({
    ...content,
    name: mask(content.name),
    summary: mask(content.summary),
    where: maskAny(content.where),
    text: mask(content.text),
    parameters: content.parameters.map((parameter) => ({
      ...parameter,
      label: mask(parameter.label),
      choices: parameter.choices.map(mask),
      example: maskAny(parameter.example),
    })),
  })
  return masked.success
    ? masked.data
    : refuse('badRequest', 'With its secrets masked this is too long. Make it shorter.')
}
