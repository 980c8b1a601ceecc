/** How hard a team takes the checks of its notes and how it rounds time: read by all, said by a lead. */
import { ReadNoteCheckRule, SaveNoteCheckRule } from '#shared/note/check-rule.ts'
import { CHECKS, isCheck } from '#shared/note/finding.ts'
import { canBeTaken, type Levels, saidLevels } from '#shared/note/level.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam } from '../db.ts'
import { readNoteCheckRule, saveNoteCheckRule } from './check-rule-queries.ts'

export function noteCheckRuleRoutes(app: App): void {
  const { db, now } = app.deps

  answer(app, ReadNoteCheckRule, (_, { teamId }) =>
    inTeam(db, teamId, (tx) => readNoteCheckRule(tx, teamId)),
  )

  answer(app, SaveNoteCheckRule, ({ basedOn, levels: asked, roundUpTo }, who, { address }) => {
    refuseWhatCannotBe(asked)
    const { teamId, personId } = who
    const levels = saidLevels(asked)
    const at = now()
    return inTeam(db, teamId, async (tx) => {
      const said = { levels, ...(roundUpTo === undefined ? {} : { roundUpTo }) }
      const row = { teamId, ...said, savedBy: personId, savedAt: at }
      if (!(await saveNoteCheckRule(tx, basedOn, row))) {
        refuse('conflict', 'Somebody else has saved it meanwhile. Look at theirs, then decide.')
      }
      const object = `version ${basedOn + 1}`
      await recordAudit(tx, {
        ...{ teamId, personId, at, object, address },
        act: 'note-check.rule.set',
      })
      return readNoteCheckRule(tx, teamId)
    })
  })
}

function refuseWhatCannotBe(levels: Levels): void {
  for (const [check, level] of Object.entries(levels)) {
    if (!isCheck(check)) {
      refuse('badRequest', `This server knows no check ${check}. Leave it out.`)
    } else if (!canBeTaken(check, level)) {
      refuse(
        'badRequest',
        `${check} (${CHECKS[check].says}) protects the client and the team; it is never taken lighter. Leave it as it is.`,
      )
    }
  }
}
