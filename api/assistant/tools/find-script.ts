/**
 * Script templates for a need, as a model may name them: what they are for, and the parameters it
 * may fill in. Of a sensitive one it only learns that a person types it in.
 */
import * as z from 'zod/mini'
import { findScripts } from '#shared/script/find-scripts.ts'
import { inTeam } from '../../db.ts'
import { listPublished, type ScriptRow } from '../../script/queries.ts'
import { readTool } from './tool.ts'

const MOST = 4

export const findScript = readTool({
  name: 'find_script',
  description:
    'Finds script templates of the team for a need, in a few words. Gives for each the id to name as script_template of a check or a fix, and the parameters that script_values may fill in. Scripts are made and run by the technician, never by you.',
  input: z.object({ need: z.string().check(z.trim(), z.minLength(1), z.maxLength(400)) }),
  async look({ need }, { deps, teamId }) {
    const all = await inTeam(deps.db, teamId, (tx) => listPublished(tx, teamId))
    const templates = findScripts(all, need).slice(0, MOST).map(tellTemplate)
    return {
      ok: {
        templates,
        ...(templates.length === 0
          ? { note: 'No script template fits. Try other words, or go on without.' }
          : {}),
      },
    }
  },
})

const RISKS = { reads: 'read_only', changes: 'reversible', disrupts: 'disruptive' } as const

function tellTemplate({ id, content }: ScriptRow): object {
  const { name, summary, shell, safety, changes, where, parameters } = content
  return {
    script_template: id,
    name,
    about: summary,
    shell,
    risk: RISKS[safety],
    ...(changes ? { changes } : {}),
    ...(where ? { run_on: where } : {}),
    parameters: parameters
      .filter((one) => !one.isSensitive)
      .map((one) => ({
        parameter: one.name,
        label: one.label,
        kind: one.kind,
        required: one.isRequired,
        ...(one.choices.length > 0 ? { choices: one.choices } : {}),
        ...(one.example ? { example: one.example } : {}),
        ...(one.standard ? { standard: one.standard } : {}),
      })),
    typed_in_by_the_technician: parameters
      .filter((one) => one.isSensitive)
      .map(({ label }) => label),
  }
}
