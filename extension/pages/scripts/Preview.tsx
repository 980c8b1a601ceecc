/** What comes of the template with values like those it will get, while it is written. */
import { useState } from 'react'
import type { ScriptProblem } from '#shared/script/check-script.ts'
import { generateScript } from '#shared/script/generate-script.ts'
import { Check } from '../../ui/Check.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { Verbatim } from '../../ui/Verbatim.tsx'
import type { TypedScript } from './kept-scripts.ts'

export function Preview({
  content,
  problems,
}: {
  content: TypedScript
  problems: readonly ScriptProblem[]
}) {
  const [isBare, setBare] = useState(false)
  const hasOptional = content.parameters.some((one) => !one.isRequired)
  const { text, where } = generateScript(content, sampleValues(content, isBare))
  return (
    <section
      aria-labelledby="preview"
      className="flex min-w-0 flex-col gap-2 page:sticky page:top-4 page:self-start"
    >
      <h2 id="preview" className="text-title font-semibold">
        What comes of it
      </h2>
      <div className="overflow-hidden rounded-lg border border-line bg-sunken">
        <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-2.5 py-1.5">
          <SafetyMark safety={content.safety} />
          {where && <span className="text-fine text-muted">{where}</span>}
        </div>
        <Verbatim className="max-h-112 min-h-16 px-2.5 py-2 text-small">{text}</Verbatim>
      </div>
      {hasOptional && (
        <Check label="As if what may stay empty is empty" isOn={isBare} onChange={setBare} />
      )}
      <p className="text-small text-muted">
        {problems.length === 0
          ? 'Ready for others.'
          : `${problems.length === 1 ? 'One thing is' : `${problems.length} things are`} to be mended before it can be published.`}
      </p>
    </section>
  )
}

/** Something with a space in it, so that the quotes are seen. */
const sampleValues = ({ parameters }: TypedScript, isBare: boolean): Record<string, string> =>
  Object.fromEntries(
    parameters
      .filter((one) => one.isRequired || !isBare)
      .map(({ name, label, kind, isSensitive, choices, example, standard }) => {
        if (isSensitive) return [name, '••••••']
        const usual = standard?.trim() || example?.trim()
        if (kind === 'number') return [name, usual || '1']
        if (kind === 'yes_no') return [name, usual || 'yes']
        if (kind === 'choice') return [name, usual || choices.find((one) => one.trim()) || label]
        return [name, usual || `‹${label || name}›`]
      }),
  )
