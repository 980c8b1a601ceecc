/**
 * What the record does not say and the receiver would miss: filled in here, or passed over on
 * purpose with a reason that the receiver reads. What the record says already is not asked.
 */
import { LEAST_FACTS, NEED_WORDS } from '#shared/handoff/completeness.ts'
import { quoted } from '#shared/note/wording.ts'
import type { HandoffNeed } from '#shared/session/handoff-event.ts'
import { Check } from '../../ui/Check.tsx'
import { TextArea, TextField } from '../../ui/Field.tsx'
import { MOST } from './handoff-draft.ts'
import type { HandOverDesk } from './use-hand-over.ts'

export function Lacking({ desk }: { desk: HandOverDesk }) {
  const { asked, lacking, draft, say, problems } = desk
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-2 text-small text-muted">
        So that nobody starts again. What the record says is left out, or stands there to be
        checked.
      </legend>
      {asked.map((need) => (
        <Need key={need} need={need} desk={desk} />
      ))}
      {lacking.length > 0 && (
        <TextArea
          label="Why it goes without"
          isLow
          value={draft.why}
          maxLength={MOST}
          hint={`Still lacking: ${tell(lacking)}.`}
          problem={
            problems.why
              ? `Still lacking: ${tell(lacking)}. Fill it in, or say why it goes without.`
              : undefined
          }
          onChange={(event) => say({ why: event.target.value })}
        />
      )}
    </fieldset>
  )
}

const tell = (lacking: readonly HandoffNeed[]): string =>
  lacking.map((need) => NEED_WORDS[need].says).join(', ')

const fromRecord = (quotes: readonly string[]): string =>
  `From the record: ${quotes.map(quoted).join(', ')}. Change it where it no longer holds.`

function Need({
  need,
  desk: { draft, say, impactRests },
}: {
  need: HandoffNeed
  desk: HandOverDesk
}) {
  const { ask } = NEED_WORDS[need]
  if (need === 'client') {
    return (
      <TextField
        label={ask}
        value={draft.record.client}
        maxLength={190}
        onChange={(event) => say({ record: { ...draft.record, client: event.target.value } })}
      />
    )
  }
  if (need === 'impact' || need === 'environment' || need === 'firstMove') {
    return (
      <div className="flex flex-col gap-1.5">
        <TextArea
          label={ask}
          isLow
          value={draft.words[need]}
          maxLength={MOST}
          hint={need === 'impact' && impactRests.length > 0 ? fromRecord(impactRests) : undefined}
          onChange={(event) => say({ words: { ...draft.words, [need]: event.target.value } })}
        />
        {need === 'firstMove' && !draft.words.firstMove.trim() && (
          <Check
            label="I have nothing to suggest"
            isOn={draft.hasNoMove}
            onChange={(hasNoMove) => say({ hasNoMove })}
          />
        )}
      </div>
    )
  }
  return (
    <TextArea
      label={ask}
      isLow
      value={draft.record[need]}
      maxLength={MOST}
      hint={need === 'facts' ? `One per line, at least ${LEAST_FACTS}.` : undefined}
      onChange={(event) => say({ record: { ...draft.record, [need]: event.target.value } })}
    />
  )
}
